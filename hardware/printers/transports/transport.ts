import type { Raster } from '../layout/raster.ts';

/** What the bytes of a write show, for a transport that can show it. */
export interface PrintedPage {
  readonly number: string;
  readonly raster: Raster;
  /** What its file is called after: the same for the same job, so that a job written again takes the place of itself. */
  readonly file?: { readonly atMs: number; readonly jobId: string };
}

/**
 * A way to a printer. One object serves many links: after the link is lost, `open` may be called again.
 * Constructors do nothing; failures are rejections with a system error, and a lost link calls `onClose` once.
 */
export interface Transport {
  /** What was written is known to be out: no status is asked and no confirmation awaited. */
  readonly writesConfirm: boolean;
  open(): Promise<void>;
  /** Resolves when every byte has left this process; writes keep their order. */
  write(bytes: Buffer, page?: PrintedPage): Promise<void>;
  onData(listener: (bytes: Buffer) => void): void;
  onClose(listener: () => void): void;
  /** Ends the link without calling `onClose`. */
  close(): Promise<void>;
}

/** A write that makes no progress for this long has met a dead link or a printer that stopped reading. */
export const writeStallMs = 15_000;

/** Written at a time: what moves slowly moves all the same, and only a line on which nothing moves is given up. */
const pieceBytes = 4_096;

/** Cuts bytes into pieces that are written one after the other, each within the limit. */
export function piecesOf(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes));
  return pieces;
}

/** Rejects with ETIMEDOUT when `work` takes longer; `work` itself is not stopped. */
export async function within<T>(work: Promise<T>, limitMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error(`${what}: no progress`), { code: 'ETIMEDOUT' })),
      limitMs,
    );
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
