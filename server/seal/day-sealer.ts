import type { Database } from 'better-sqlite3';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Seal, SealedDay, SealProof } from '../../common/protocol/seals.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { KeptSeal } from '../domain/sealing.ts';
import type { Hall } from '../hall/hall.ts';
import { chainAt } from '../storage/seal-reads.ts';
import type { SealFile } from './seal-file.ts';
import type { TreeMaker } from './tree-maker.ts';

export interface DaySealerOptions {
  readonly hall: Hall;
  /** A connection for reading alone. */
  readonly db: Database;
  readonly trees: TreeMaker;
  readonly file: SealFile;
  /** A day has just been sealed. */
  readonly onSealed: (seal: SealedDay) => void;
  readonly onError: (error: unknown, what: string) => void;
}

/** A closing may wait so long for its seal before health speaks of it. */
const SEALED_WITHIN_MS = 10 * 60_000;

/** Seals each day once it is closed: the root over its tickets goes into the log, and the chain's hash becomes the seal. */
export class DaySealer {
  private readonly options: DaySealerOptions;
  private unsubscribe: (() => void) | undefined;
  private work: Promise<void> = Promise.resolve();
  private waitingSinceMs: number | null = null;
  private stopped = false;

  constructor(options: DaySealerOptions) {
    this.options = options;
  }

  /** Seals what was left unsealed, and every day that is closed from now on. */
  start(): void {
    const { hall } = this.options;
    this.unsubscribe = hall.subscribe((events) => {
      for (const logged of events) this.follow(logged);
    });
    this.sealWhatIsClosed();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe?.();
    await this.options.trees.stop();
    await this.work;
  }

  /** Begins with what waits for its seal; asked again after a failure by the hall's own tick. */
  sealWhatIsClosed(): void {
    const { hall, onError } = this.options;
    if (hall.state.sealing.closings.length === 0) return;
    this.waitingSinceMs ??= hall.clock.nowMs();
    this.work = this.work
      .then(() => this.seal())
      .catch((error: unknown) => {
        if (!this.stopped) onError(error, 'seal');
      });
  }

  /** All seals, newest first. */
  list(): SealedDay[] {
    const seals = this.options.hall.state.sealing.seals;
    return seals.flatMap((each) => this.shown(each) ?? []).reverse();
  }

  newest(): SealedDay | null {
    const last = this.options.hall.state.sealing.seals.at(-1);
    return (last && this.shown(last)) ?? null;
  }

  /** Whether every closed day got its seal. */
  state(nowMs: number): { readonly ok: boolean; readonly detail?: string } & Partial<Seal> {
    const { hall } = this.options;
    const late =
      hall.state.sealing.closings.length > 0 &&
      this.waitingSinceMs !== null &&
      nowMs - this.waitingSinceMs > SEALED_WITHIN_MS;
    const newest = this.newest();
    const shown = newest === null ? {} : { date: newest.date, sequence: newest.sequence, hash: newest.hash };
    return late ? { ok: false, detail: 'not_sealed', ...shown } : { ok: true, ...shown };
  }

  /** The proof that a ticket stands in a seal of the day on which it was drawn. */
  async proofOf(ticketId: string, date: string): Promise<Outcome<SealProof>> {
    const { hall, trees } = this.options;
    // A day that went on after it was closed has several seals; the ticket stands in the one that saw it drawn.
    for (const seal of hall.state.sealing.seals.filter((each) => each.date === date && each.tickets > 0)) {
      if (trees.isBusy) return refused('throttled', 'many ask at once; ask again in a moment');
      const { proof, tickets } = await trees.build(seal, ticketId);
      const chain = chainAt(this.options.db, seal.sequence);
      if (proof === null || chain === undefined) continue;
      const { body, hash, previousHash } = chain;
      return accepted({
        seal: { date: seal.date, sequence: seal.sequence, hash },
        ...proof,
        tickets,
        previousHash,
        body,
      });
    }
    return refused('not_found', 'the day of this ticket is not sealed yet');
  }

  private follow({ event, sequence, hash, atMs }: LoggedEvent): void {
    if (event.type === 'day:closed') this.sealWhatIsClosed();
    if (event.type !== 'day:sealed') return;
    const { date, tickets } = event;
    const seal: SealedDay = { date, sequence, hash, tickets, sealedAt: new Date(atMs).toISOString() };
    try {
      this.options.file.add(seal);
    } catch (error) {
      this.options.onError(error, 'seal file');
    }
    this.options.onSealed(seal);
  }

  private async seal(): Promise<void> {
    const { hall, db, trees } = this.options;
    for (;;) {
      const closing = hall.state.sealing.closings[0];
      // The state runs ahead of the log: what is not committed yet is sealed after its commit.
      if (closing === undefined || this.stopped || chainAt(db, closing.through) === undefined) break;
      const { date, after, through } = closing;
      const { root, tickets } = await trees.build(closing);
      await hall.record([{ type: 'day:sealed', date, after, through, tickets, root }]);
    }
    this.waitingSinceMs = null;
  }

  private shown(seal: KeptSeal): SealedDay | null {
    const chain = chainAt(this.options.db, seal.sequence);
    if (chain === undefined) return null;
    const { date, sequence, tickets, sealedAtMs } = seal;
    return { date, sequence, hash: chain.hash, tickets, sealedAt: new Date(sealedAtMs).toISOString() };
  }
}
