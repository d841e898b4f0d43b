import type { KeyProof } from '../protocol/device-keys.ts';
import { signedText } from '../protocol/signed-text.ts';

/** The key of this browser on this device. It cannot be read out, only used. */
export interface DeviceKey {
  /** SPKI, base64url. */
  readonly publicKey: string;
  prove(nonce: string): Promise<KeyProof>;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const STORE = 'keys';
const OWN = 'own';

const base64Url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new Error('IndexedDB'));
  });
}

function openStore(): Promise<IDBDatabase> {
  const request = indexedDB.open('motcua', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answerOf(request);
}

async function loadPair(): Promise<CryptoKeyPair> {
  const db = await openStore();
  try {
    const read = () => answerOf(db.transaction(STORE).objectStore(STORE).get(OWN) as IDBRequest<unknown>);
    const known = await read();
    if (known !== undefined) return known as CryptoKeyPair;
    const fresh = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const writing = db.transaction(STORE, 'readwrite').objectStore(STORE);
    // Another tab may have been first: its key is the one.
    await answerOf(writing.add(fresh, OWN)).catch(() => undefined);
    return ((await read()) ?? fresh) as CryptoKeyPair;
  } finally {
    db.close();
  }
}

async function load(): Promise<DeviceKey | null> {
  // Plain http has no WebCrypto, and some browsers keep nothing in private windows.
  if (!globalThis.isSecureContext || globalThis.crypto?.subtle === undefined || !('indexedDB' in globalThis))
    return null;
  try {
    const pair = await loadPair();
    const publicKey = base64Url(await crypto.subtle.exportKey('spki', pair.publicKey));
    return {
      publicKey,
      async prove(nonce) {
        const text = new TextEncoder().encode(signedText(nonce));
        const signature = base64Url(await crypto.subtle.sign(SIGNATURE, pair.privateKey, text));
        return { nonce, signature, publicKey };
      },
    };
  } catch {
    return null;
  }
}

let loading: Promise<DeviceKey | null> | undefined;

/** The key of this browser, made at the first call; null where none can be kept. */
function deviceKey(): Promise<DeviceKey | null> {
  loading ??= load();
  return loading;
}

const PROOF = '/api/v1/proof';

/** A proof for one use; null where there is no key or the server was not reached. */
export async function freshProof(): Promise<KeyProof | null> {
  const key = await deviceKey();
  if (key === null) return null;
  try {
    const answer = await fetch(PROOF, { headers: { accept: 'application/json' } });
    if (!answer.ok) return null;
    const { nonce } = (await answer.json()) as { nonce: string };
    return await key.prove(nonce);
  } catch {
    return null;
  }
}

/**
 * Proves this browser's key for the token in these headers, or for the session cookie: requests from here are then let
 * in. A token that is bound to no key yet is bound to this one.
 */
export async function proveKey(headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const proof = await freshProof();
  if (proof === null) return false;
  try {
    const answer = await fetch(PROOF, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(proof),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
