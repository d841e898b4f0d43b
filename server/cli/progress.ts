import cliProgress from 'cli-progress';

/** Work shorter than this shows no bar. */
const SHOW_AFTER_MS = 1_000;

/** A progress bar on the error output, where that is a terminal and the work is long enough to be watched. */
export class Progress {
  private readonly label: string;
  private readonly beganMs = Date.now();
  private bar: cliProgress.SingleBar | undefined;

  constructor(label: string) {
    this.label = label;
  }

  /** @param step what is being done, shown behind the label */
  tell(done: number, total: number, step = ''): void {
    if (!process.stderr.isTTY) return;
    if (!this.bar) {
      if (Date.now() - this.beganMs < SHOW_AFTER_MS) return;
      this.bar = new cliProgress.SingleBar({
        format: `${this.label} {bar} {percentage}% · {eta_formatted} {step}`,
        stream: process.stderr,
        hideCursor: true,
      });
      this.bar.start(total, done, { step });
    }
    this.bar.setTotal(total);
    this.bar.update(done, { step });
  }

  end(): void {
    this.bar?.stop();
  }
}
