import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { LoanOutcome } from '../../common/protocol/look-ahead.ts';
import type { LendingEvent } from '../domain/lending.ts';
import { KeptFiles } from '../storage/kept-files.ts';

type Lent = Extract<LendingEvent, { type: 'counter:lent' }>;

/** What is kept of a lending beside the log, so that what happened can be held against what was foretold. */
interface KeptLoan extends LoanOutcome {
  readonly endedAt: string | null;
}

/** So many lendings are kept; older ones count no more. */
const KEPT = 200;
/** A lending that ended by so little before its time ran to its end. */
const SHORT_OF_END_MS = 60_000;

export interface LoanRecordOptions {
  readonly db: Database;
  readonly dataDir: string;
  readonly targetMs: (field: string) => number;
  readonly onError: (error: unknown, what: string) => void;
}

/** Lendings with what was foretold of them and what happened. */
export class LoanRecord {
  private readonly options: LoanRecordOptions;
  private readonly files: KeptFiles<KeptLoan>;
  private readonly kept: KeptLoan[];

  constructor(options: LoanRecordOptions) {
    this.options = options;
    this.files = new KeptFiles(join(options.dataDir, 'look-ahead'), 'loan', (kept) => kept.from);
    this.kept = this.files.read();
  }

  begun({ loanId, counter, field, untilMs, foretold }: Lent, atMs: number): void {
    this.put({
      id: fileIdOf(loanId),
      counter,
      field,
      from: new Date(atMs).toISOString(),
      until: new Date(untilMs).toISOString(),
      foretold,
      state: 'running',
      people: null,
      share: null,
      endedAt: null,
    });
  }

  find(loanId: string): LoanOutcome | undefined {
    return this.kept.find((each) => each.id === fileIdOf(loanId));
  }

  /** A lending is over; one before its time says nothing of what was foretold. */
  ended(loanId: string, atMs: number): void {
    const found = this.kept.find((each) => each.id === fileIdOf(loanId));
    if (found?.state === 'running' && found.endedAt === null) this.end(found, atMs);
  }

  /**
   * Measures lendings that are over and whose people have been called or are late by now.
   * @param running ids of those that still run: the others ended, though nobody told when
   */
  settle(nowMs: number, running: ReadonlySet<string>): void {
    const known = new Set([...running].map(fileIdOf));
    for (const each of this.kept.filter(({ state }) => state === 'running')) {
      if (each.endedAt === null && !known.has(each.id)) this.end(each, nowMs);
      else if (each.endedAt !== null && nowMs > Date.parse(each.until) + this.options.targetMs(each.field))
        this.measure(each);
    }
  }

  /** How often what happened lay where it was foretold, and the latest of them. */
  tally(): { hits: number; of: number; latest: LoanOutcome | null } {
    const measured = this.kept.filter(
      (each) => each.state === 'measured' && each.share !== null && each.foretold !== null,
    );
    const hits = measured.filter(({ share, foretold }) => isWithin(share ?? 0, foretold));
    const { endedAt: _endedAt, ...latest } = measured.at(-1) ?? { endedAt: null, id: '' };
    return {
      hits: hits.length,
      of: measured.length,
      latest: latest.id === '' ? null : (latest as LoanOutcome),
    };
  }

  private end(kept: KeptLoan, atMs: number): void {
    const isCut = atMs < Date.parse(kept.until) - SHORT_OF_END_MS;
    this.put({ ...kept, endedAt: new Date(atMs).toISOString(), state: isCut ? 'cut' : 'running' });
  }

  private measure(kept: KeptLoan): void {
    const targetMs = this.options.targetMs(kept.field);
    const row = this.options.db
      .prepare<unknown[], { people: number; inTime: number | null }>(
        `SELECT count(*) AS people, sum(coalesce(called_at_ms - ordered_at_ms <= @targetMs, 0)) AS inTime
        FROM tickets
        WHERE field = @field AND batch IS NULL AND state <> 'cancelled'
          AND issued_at_ms BETWEEN @untilMs - 86400000 AND @untilMs
          AND (called_at_ms IS NULL OR called_at_ms >= @fromMs)
          AND (finished_at_ms IS NULL OR finished_at_ms >= @fromMs)`,
      )
      .get({
        field: kept.field,
        fromMs: Date.parse(kept.from),
        untilMs: Date.parse(kept.until),
        targetMs,
      });
    const people = row?.people ?? 0;
    this.put({
      ...kept,
      state: 'measured',
      people,
      share: people === 0 ? null : (row?.inTime ?? 0) / people,
    });
  }

  private put(kept: KeptLoan): void {
    const at = this.kept.findIndex((each) => each.id === kept.id);
    if (at < 0) this.kept.push(kept);
    else this.kept[at] = kept;
    try {
      this.files.keep(kept);
      for (const old of this.kept.splice(0, Math.max(0, this.kept.length - KEPT))) this.files.remove(old.id);
    } catch (error) {
      this.options.onError(error, 'look ahead');
    }
  }
}

/** Ids of the log may hold letters that no file name should. */
const fileIdOf = (loanId: string) => `loan-${Buffer.from(loanId).toString('hex')}`;

function isWithin(share: number, foretold: LoanOutcome['foretold']): boolean {
  return foretold !== null && share >= foretold.low - 5e-4 && share <= foretold.high + 5e-4;
}
