import { DOSSIER_CODE } from '../common/protocol/ticket.ts';

/** A hand scanner types faster than any person: keys further apart than this start anew. */
const SCAN_GAP_MS = 60;

/** Collects the keys that a barcode scanner types when no field has the focus. */
export class ScanBuffer {
  private keys = '';
  private lastAtMs = Number.NEGATIVE_INFINITY;

  /**
   * Takes one key.
   * @param atMs time of the key, in ms of any steady clock
   * @returns the dossier code when Enter ends a scan that holds one, else null
   */
  key(key: string, atMs: number): string | null {
    if (atMs - this.lastAtMs > SCAN_GAP_MS) this.keys = '';
    this.lastAtMs = atMs;
    if (key === 'Enter') {
      const code = DOSSIER_CODE.exec(this.keys.toUpperCase())?.[0] ?? null;
      this.keys = '';
      return code;
    }
    if (key.length === 1) this.keys += key;
    return null;
  }
}
