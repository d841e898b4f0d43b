import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { FlushError } from './event-store.ts';

/** Flushes what was written to an open file to the disk itself. */
export type Flush = (handle: number, done: (error: Error | null) => void) => void;

/** SQLite's write-ahead log as a file that is flushed to the disk off the main thread. */
export class WriteAheadFile {
  private readonly path: string;
  private readonly flush: Flush;
  private handle: number | undefined;

  /** @param flush flushes an open file; another one than the system's in tests of failing disks */
  constructor(path: string, flush: Flush = fdatasync) {
    this.path = path;
    this.flush = flush;
  }

  /**
   * Resolves when all that was written to the log before lies on the disk. The file stays open: SQLite makes a new one
   * only after every connection was closed. Throws FlushError where the disk did not confirm it.
   */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      try {
        this.handle ??= this.open();
      } catch (error) {
        reject(new FlushError('the write-ahead log cannot be opened', { cause: error }));
        return;
      }
      this.flush(this.handle, (error) => {
        if (error === null) resolve();
        else
          reject(new FlushError(`the disk did not confirm the record: ${error.message}`, { cause: error }));
      });
    });
  }

  private open(): number {
    // Its name must be on the disk as well as its content; folders cannot be opened for that on Windows.
    if (process.platform !== 'win32') {
      const folder = openSync(dirname(this.path), 'r');
      fsyncSync(folder);
      closeSync(folder);
    }
    return openSync(this.path, 'r+');
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }
}
