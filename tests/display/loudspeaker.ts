import type { Clip, Mark, SpokenCall } from '../../display/announcement-queue.ts';
import type { ClipPlayer, MarkStore } from '../../display/announcer.ts';

/** 08:00 in the hall. */
export const NOW_MS = Date.UTC(2026, 10, 24, 1, 0);

/** One call of a number to a counter, made just now. */
export function callOf(sequence: number, more: Partial<SpokenCall> = {}): SpokenCall {
  const counter = more.counter ?? 3;
  return {
    sequence,
    number: String(1000 + sequence),
    counter,
    counterLabel: `Quầy ${counter}`,
    atMs: NOW_MS,
    ...more,
  };
}

/** A loudspeaker whose clips end when the test says so; it notes whether two ever sounded together. */
export class Loudspeaker implements ClipPlayer {
  readonly played: (readonly Clip[])[] = [];
  /** The most that ever sounded at one time. */
  mostAtOnce = 0;
  audible = true;
  private readonly sounding: { end: () => void; fail: (error: Error) => void }[] = [];
  private readonly listeners = new Set<(audible: boolean) => void>();

  play(clips: readonly Clip[]): Promise<void> {
    this.played.push(clips);
    return new Promise((resolve, reject) => {
      this.sounding.push({ end: resolve, fail: reject });
      this.mostAtOnce = Math.max(this.mostAtOnce, this.sounding.length);
    });
  }

  isAudible(): boolean {
    return this.audible;
  }

  onAudible(listener: (audible: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  get soundingCount(): number {
    return this.sounding.length;
  }

  /** Ends what sounds, and lets whoever waited for it go on. */
  async end(): Promise<void> {
    this.sounding.shift()?.end();
    await Promise.resolve();
  }

  async fail(): Promise<void> {
    this.sounding.shift()?.fail(new Error('the clip is broken'));
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** The browser opens or shuts the sound. */
  allow(audible: boolean): void {
    this.audible = audible;
    for (const listener of [...this.listeners]) listener(audible);
  }
}

/** Keeps the mark as long as the test wants. */
export class Marks implements MarkStore {
  mark: Mark | null = null;
  read(): Mark | null {
    return this.mark;
  }
  write(mark: Mark): void {
    this.mark = mark;
  }
}
