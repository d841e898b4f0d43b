import { vi } from 'vitest';

/** What commands write to both outputs while a test runs, instead of on the terminal. */
export class SpokenOutput {
  text = '';

  /** Takes the outputs over, until mocks are restored. */
  take(): void {
    this.text = '';
    const keep = (text: string | Uint8Array) => {
      this.text += String(text);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  }
}
