/** Bytes a second of the slowest line that prints tickets at all: 9,600 baud. */
const slowestBytesPerSecond = 900;
/** A line is given so many times what it took before. */
const patience = 4;

/**
 * How fast a printer's line carries bytes, learnt from when it answers that dots were received. What this process hands
 * over is swallowed by buffers at once; on a slow bridge it still takes half a minute, and is no reason to hang up.
 */
export class LinePace {
  private bytesPerSecond: number | null = null;
  private bytes = 0;
  private sinceMs = 0;

  /** So many bytes are sent now. */
  begin(bytes: number, nowMs: number): void {
    this.bytes = bytes;
    this.sinceMs = nowMs;
  }

  /** The printer has answered that it received them. */
  delivered(nowMs: number): void {
    this.bytesPerSecond = (this.bytes * 1_000) / Math.max(1, nowMs - this.sinceMs);
  }

  /** The line was given up: it may have become slower than it was. */
  forget(): void {
    this.bytesPerSecond = null;
  }

  /** As `allowanceMs`, and nothing while the line has not shown its pace. */
  get measuredAllowanceMs(): number {
    return this.bytesPerSecond === null ? 0 : this.allowanceMs;
  }

  /** How much longer than usual an answer may take that comes after these bytes, ms. */
  get allowanceMs(): number {
    const pace = this.bytesPerSecond === null ? slowestBytesPerSecond : this.bytesPerSecond / patience;
    return Math.ceil((this.bytes * 1_000) / pace);
  }
}
