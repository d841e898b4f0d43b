import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from './event-store.ts';

/** The key beside the record; no copy of the record holds it. */
export const SECRETS_KEY_FILE = 'secrets.key';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const MARK = 'v1.';

/**
 * Seals the few values that must be readable again (secrets of authenticators and webhooks, keys of digests) with
 * AES-256-GCM, so that a copy of the record gives none of them away. What a value belongs to is authenticated with it:
 * one account's secret cannot be put in the place of another's.
 */
export class SealedValues {
  private readonly key: Buffer;
  private readonly onUnreadable: (of: string) => void;
  private readonly told = new Set<string>();

  /** @param onUnreadable told once of each value that another key has sealed */
  constructor(key: Buffer, onUnreadable: (of: string) => void) {
    this.key = key;
    this.onUnreadable = onUnreadable;
  }

  /**
   * With the key of a data folder, which is made at the first start (mode 0600).
   * @param onError told once of each value that another key has sealed
   * @throws StorageError when the file is no key
   */
  static ofFolder(dataDir: string, onError: (error: unknown, what: string) => void): SealedValues {
    const path = join(dataDir, SECRETS_KEY_FILE);
    if (!existsSync(path))
      writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flush: true });
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
    if (key.length !== KEY_BYTES)
      throw new StorageError(
        `${path} is no key. Put back the one that was saved with "motcua backup --keys", or delete the file: ` +
          'administrators then sign in by recovery codes, and webhooks need new secrets',
      );
    return new SealedValues(key, (of) =>
      onError(new Error(`${of} cannot be read: ${path} is not the key that sealed it`), 'sealed secret'),
    );
  }

  isSealed(text: string): boolean {
    return text.startsWith(MARK);
  }

  /** @param of what the value belongs to */
  seal(value: string, of: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(of));
    const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return MARK + [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
  }

  /** The value; null when another key has sealed it, or it belongs to something else. */
  open(text: string, of: string): string | null {
    const [iv, tag, sealed] = text
      .slice(MARK.length)
      .split('.')
      .map((part) => Buffer.from(part, 'base64url'));
    try {
      if (!this.isSealed(text) || !iv || !tag || !sealed) throw new Error('not sealed');
      const cipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: 16 });
      cipher.setAAD(Buffer.from(of)).setAuthTag(tag);
      return Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8');
    } catch {
      if (!this.told.has(of)) this.onUnreadable(of);
      this.told.add(of);
      return null;
    }
  }
}
