import type { ClaimedDevice } from '../protocol/rest/devices.ts';
import { type ApiResult, api } from './api.ts';
import { proveKey } from './device-key.ts';

/** Where a device keeps its token between starts. */
export interface TokenStore {
  read(): string | null;
  write(token: string | null): void;
}

/** Keeps the token under `key` in localStorage, or in memory where the page may not store anything. */
export function createTokenStore(key: string | undefined): TokenStore {
  let inMemory: string | null = null;
  return {
    read() {
      if (key === undefined) return inMemory;
      try {
        return globalThis.localStorage.getItem(key) ?? inMemory;
      } catch {
        return inMemory;
      }
    },
    write(token) {
      inMemory = token;
      if (key === undefined) return;
      try {
        if (token === null) globalThis.localStorage.removeItem(key);
        else globalThis.localStorage.setItem(key, token);
      } catch {
        // Storage is closed to this page: the pairing holds until the page is closed.
      }
    },
  };
}

/** Trades a pairing code for a device token, and binds it to this browser's key where it can keep one. */
export async function claimDevice(code: string): Promise<ApiResult<ClaimedDevice>> {
  const claimed = await api('POST /devices/claim', { body: { code: code.trim().toUpperCase() } });
  if (claimed.ok) await proveKey({ authorization: `Bearer ${claimed.value.token}` });
  return claimed;
}

/** Takes `#pair=CODE` out of the page's address, so that it is neither shown nor used twice; null if none. */
export function takePairingCode(): string | null {
  const place = globalThis.location as Location | undefined;
  const found = /^#pair=([A-Za-z0-9-]{4,40})$/.exec(place?.hash ?? '');
  if (place === undefined || found === null) return null;
  globalThis.history.replaceState(null, '', place.pathname + place.search);
  return found[1] ?? null;
}
