import type { RefusalCode } from '../protocol/refusals.ts';
import { randomId } from './random-id.ts';

/** Answers after which the hall may have kept the command all the same: none came, or the disk did not confirm it. */
const UNSETTLED: ReadonlySet<string> = new Set<RefusalCode | 'offline'>([
  'offline',
  'internal',
  'storage_failed',
  'shutting_down',
]);

/** Whether a command may have been done although it was not answered so: asked again, it has to carry the same id. */
export function mayHaveBeenDone(code: string): boolean {
  return UNSETTLED.has(code);
}

/**
 * Command ids by act. An act whose outcome is not known keeps its id, so that trying again gives what was done and does
 * nothing twice; every other act gets a fresh one.
 */
export class KeptIds {
  private readonly kept = new Map<string, { readonly id: string; readonly atMs: number }>();
  private readonly forMs: number;
  private readonly nowMs: () => number;

  /** @param forMs how long the same act is taken for another try of it, ms by `nowMs` */
  constructor(forMs = Number.POSITIVE_INFINITY, nowMs: () => number = () => performance.now()) {
    this.forMs = forMs;
    this.nowMs = nowMs;
  }

  /** @param act what is asked, as text: the same text is the same act */
  idOf(act: string): string {
    const known = this.kept.get(act);
    if (known && this.nowMs() - known.atMs < this.forMs) return known.id;
    return randomId();
  }

  /** Notes what an act came to. @param code of the refusal; null: it was done */
  note(act: string, id: string, code: string | null): void {
    if (code !== null && mayHaveBeenDone(code)) this.kept.set(act, { id, atMs: this.nowMs() });
    else this.kept.delete(act);
  }

  /** Somebody else is at the screen: what comes now is another act. */
  forget(): void {
    this.kept.clear();
  }
}
