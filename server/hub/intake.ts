import type pg from 'pg';
import type { BatchReply, HubBatch, LogHead } from '../../common/protocol/hub.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { HallState } from '../domain/state.ts';
import { USUAL_TARGET_MINUTES } from '../reports/report.ts';
import { FIRST_HASH, fromBody } from '../storage/event-store.ts';
import { copyRows } from './copy-rows.ts';
import { inTransaction } from './database.ts';
import { catalogueText, type HallStates, hallNow, openSpans } from './hall-states.ts';
import {
  type Arrived,
  chained,
  firstDifferent,
  type HallRow,
  hashAt,
  keepBranch,
  lockHall,
} from './held-log.ts';
import { RowLoader } from './load-rows.ts';
import { changedDays, outdateLong, rollLong, settles, type TargetOf } from './long-totals.ts';
import type { Partitions } from './partitions.ts';
import { HUB_TABLES } from './read-tables.ts';
import type { Change, Scratch } from './scratch.ts';
import { monthsOf, writeChanges } from './write-rows.ts';

export interface IntakeParts {
  readonly pool: pg.Pool;
  readonly scratch: Scratch;
  readonly states: HallStates;
  readonly partitions: Partitions;
  readonly nowMs: () => number;
  /** A hall's figures changed. */
  readonly onTaken: (hall: string) => void;
}

/** How far the hub has a hall's log. */
type Taken = Omit<BatchReply, 'offered'>;

/** A month for which no partition had been made; the batch is taken once more when it is. */
class MonthMissing extends Error {
  readonly months: ReadonlySet<string>;

  constructor(months: ReadonlySet<string>) {
    super('a month is missing');
    this.months = months;
  }
}

const REBUILD_AT_ONCE = 4_000;
/** So many events earlier the hall is asked to send again when the logs part somewhere before. */
const LOOK_BACK = 2_000;

/** Takes batches of halls: each event once by hall and sequence, with its read tables and totals in one transaction. */
export class Intake {
  private readonly parts: IntakeParts;
  private readonly prepared = new Set<string>();

  constructor(parts: IntakeParts) {
    this.parts = parts;
  }

  /** @returns how far the hub has the log; `out_of_step` with the place to send from where something is missing */
  async take(hall: string, batch: HubBatch): Promise<Outcome<Taken>> {
    const events = chained(batch);
    if (events === null) return refused('invalid_input', 'the events do not continue the chain they name');
    for (;;) {
      try {
        const outcome = await inTransaction(this.parts.pool, (client) =>
          this.within(client, hall, batch, events),
        );
        if (outcome.ok) this.parts.onTaken(hall);
        return outcome;
      } catch (error) {
        this.parts.states.forget(hall);
        if (!(error instanceof MonthMissing)) throw error;
        await this.parts.partitions.prepare(error.months);
        for (const month of error.months) this.prepared.add(month);
      }
    }
  }

  /** Lets the branch of a hall whose log was found forked count from now on; what it takes the place of is kept. */
  async settleFork(hall: string): Promise<Outcome<LogHead>> {
    const settled = await inTransaction(this.parts.pool, async (client) => {
      const row = await lockHall(client, hall);
      if (row === null || row.forked_at === null) return null;
      const after = row.forked_at - 1;
      await client.query(
        `INSERT INTO branches (hall, forked_at, superseded, sequence, body, hash)
          SELECT hall, $2, true, sequence, body, hash FROM events WHERE hall = $1 AND sequence > $3`,
        [hall, row.forked_at, after],
      );
      await client.query('DELETE FROM events WHERE hall = $1 AND sequence > $2', [hall, after]);
      await client.query(
        `INSERT INTO events SELECT hall, to_char(to_timestamp((body::json ->> 'atMs')::bigint / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM'),
          sequence, body, hash FROM branches WHERE hall = $1 AND NOT superseded`,
        [hall],
      );
      await client.query('DELETE FROM branches WHERE hall = $1 AND NOT superseded', [hall]);
      await client.query('DELETE FROM hall_states WHERE hall = $1', [hall]);
      await client.query(
        `UPDATE halls SET sequence = branch_sequence, hash = branch_hash, forked_at = NULL, branch_sequence = NULL,
          branch_hash = NULL, must_rebuild = true WHERE code = $1`,
        [hall],
      );
      return { sequence: row.branch_sequence ?? 0, hash: row.branch_hash ?? FIRST_HASH };
    });
    this.parts.states.forget(hall);
    return settled === null
      ? refused('not_found', `the log of ${hall} is not forked`)
      : { ok: true, value: settled };
  }

  private async within(
    client: pg.PoolClient,
    hall: string,
    batch: HubBatch,
    events: readonly Arrived[],
  ): Promise<Outcome<Taken>> {
    let row = await lockHall(client, hall);
    if (row === null) return refused('not_found', `no hall ${hall}`);
    if (row.must_rebuild) {
      await this.rebuild(client, row);
      row = (await lockHall(client, hall)) ?? row;
    }
    const held: LogHead =
      row.forked_at === null
        ? { sequence: row.sequence, hash: row.hash }
        : { sequence: row.branch_sequence ?? 0, hash: row.branch_hash ?? FIRST_HASH };
    if (batch.after.sequence > held.sequence) return outOfStep(held);
    const before = await hashAt(client, row, batch.after.sequence);
    if (before !== batch.after.hash) {
      const back = Math.max(0, batch.after.sequence - LOOK_BACK);
      return outOfStep({ sequence: back, hash: (await hashAt(client, row, back)) ?? FIRST_HASH });
    }
    const again = events.filter(({ sequence }) => sequence <= held.sequence);
    const parted = await firstDifferent(client, row, again);
    let { forked_at: forkedAt } = row;
    let now = held;
    if (parted !== null) {
      const branch = events.filter(({ sequence }) => sequence >= parted);
      forkedAt = forkedAt === null ? parted : Math.min(forkedAt, parted);
      await client.query('DELETE FROM branches WHERE hall = $1 AND NOT superseded AND sequence >= $2', [
        hall,
        parted,
      ]);
      now = await keepBranch(client, hall, forkedAt, branch);
    } else {
      const fresh = events.filter(({ sequence }) => sequence > held.sequence);
      if (fresh.length > 0 && forkedAt !== null) now = await keepBranch(client, hall, forkedAt, fresh);
      else if (fresh.length > 0) now = await this.append(client, row, batch, fresh);
    }
    await this.note(client, row, batch, { now, forkedAt });
    return { ok: true, value: { acknowledged: now, forkedAt } };
  }

  private async append(
    client: pg.PoolClient,
    row: HallRow,
    batch: HubBatch,
    fresh: readonly Arrived[],
  ): Promise<LogHead> {
    const hall = row.code;
    const months = fresh.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 7));
    this.expect(new Set(months));
    await copyRows(
      client,
      'events',
      ['hall', 'month', 'sequence', 'body', 'hash'],
      fresh.map(({ sequence, text, hash }, at) => [hall, months[at], sequence, text, hash]),
    );
    const zone = batch.signs.timeZone;
    const state = await this.parts.states.at(client, hall, (fresh[0]?.sequence ?? 1) - 1);
    const day = state.day;
    const changes = await this.project(client, hall, fresh, zone);
    await this.parts.states.advance(client, hall, state, fresh);
    const totals = await this.total(client, row, changes, state);
    const newest = fresh.at(-1);
    const head = { sequence: newest?.sequence ?? 0, hash: newest?.hash ?? FIRST_HASH };
    // What an event set aside counts nowhere: the read tables are made once more without it.
    const aside = fresh.some(({ event }) => event.type === 'event:set-aside');
    const renamed = day !== state.day || fresh.some(({ event }) => changesCatalogue(event.type));
    await client.query(
      `UPDATE halls SET sequence = $2, hash = $3, must_rebuild = must_rebuild OR $4, now = $5,
        catalogue = coalesce($6, catalogue), open_spans = coalesce($7, open_spans),
        targets = $8, long_to = $9 WHERE code = $1`,
      [
        hall,
        head.sequence,
        head.hash,
        aside,
        JSON.stringify(hallNow(state, batch.signs.hallTimeMs)),
        renamed ? catalogueText(state) : null,
        renamed ? JSON.stringify(openSpans(state, zone, batch.signs.hallTimeMs)) : null,
        totals.targets,
        totals.longTo,
      ],
    );
    return head;
  }

  /** Brings the totals of months and years to what changed. */
  private async total(
    client: pg.PoolClient,
    { code, targets: before, long_to: longTo }: HallRow,
    changes: readonly Change[],
    state: HallState,
  ): Promise<{ targets: string; longTo: string }> {
    const targets = targetsOf(state);
    const days = changedDays(changes);
    const isNew = targets !== before && longTo !== '';
    if (isNew) await client.query('DELETE FROM long_totals WHERE hall = $1', [code]);
    else if ([...days].some((day) => day.slice(0, 7) <= longTo)) await outdateLong(client, code, days);
    if (!isNew && !settles(changes)) return { targets, longTo };
    const targetOf: TargetOf = (field) => state.fields.get(field)?.targetMinutes ?? USUAL_TARGET_MINUTES;
    return { targets, longTo: await rollLong(client, code, targetOf, state.day) };
  }

  private async project(
    client: pg.PoolClient,
    hall: string,
    events: readonly LoggedEvent[],
    zone: string,
  ): Promise<readonly Change[]> {
    const rows = await new RowLoader(client, hall).load(events, zone);
    const changes = this.parts.scratch.project(rows, events, zone);
    this.expect(monthsOf(changes));
    await writeChanges(client, hall, changes);
    return changes;
  }

  /** The read tables once more from the log, without what it sets aside; in the transaction of the next batch. */
  private async rebuild(client: pg.PoolClient, row: HallRow): Promise<void> {
    const { code, sequence } = row;
    await client.query('DELETE FROM long_totals WHERE hall = $1', [code]);
    for (const { name } of HUB_TABLES) await client.query(`DELETE FROM ${name} WHERE hall = $1`, [code]);
    await client.query('DELETE FROM hall_states WHERE hall = $1', [code]);
    this.parts.states.forget(code);
    const aside = await client.query<{ sequence: number }>(
      `SELECT (body::json -> 'event' ->> 'sequence')::bigint AS sequence FROM events
        WHERE hall = $1 AND body LIKE '%"event":{"type":"event:set-aside"%'`,
      [code],
    );
    const skipped = new Set(aside.rows.map((row) => row.sequence));
    const zone = await client.query<{ time_zone: string }>('SELECT time_zone FROM halls WHERE code = $1', [
      code,
    ]);
    const settled: Change[] = [];
    for (let after = 0; after < sequence; ) {
      const { rows } = await client.query<{ sequence: number; body: string; hash: string }>(
        'SELECT sequence, body, hash FROM events WHERE hall = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
        [code, after, REBUILD_AT_ONCE],
      );
      if (rows.length === 0) break;
      const events = rows
        .filter((row) => !skipped.has(row.sequence))
        .map((row) => fromBody(row.body, row.hash));
      const changes = await this.project(client, code, events, zone.rows[0]?.time_zone ?? 'Asia/Ho_Chi_Minh');
      settled.push(...changes.filter(({ table }) => table.name === 'totalled_spans'));
      after = rows.at(-1)?.sequence ?? sequence;
    }
    const state = await this.parts.states.at(client, code, sequence);
    const { targets, longTo } = await this.total(client, { ...row, long_to: '' }, settled, state);
    await client.query(
      'UPDATE halls SET must_rebuild = false, catalogue = $2, targets = $3, long_to = $4 WHERE code = $1',
      [code, catalogueText(state), targets, longTo],
    );
  }

  private async note(
    client: pg.PoolClient,
    row: HallRow,
    { head, signs }: HubBatch,
    { now, forkedAt }: { now: LogHead; forkedAt: number | null },
  ): Promise<void> {
    const nowMs = this.parts.nowMs();
    const behind = head.sequence > now.sequence;
    await client.query(
      `UPDATE halls SET last_heard_at = $2, signs = $3, head_sequence = $4, clock_apart_ms = $5, time_zone = $6,
        forked_at = $7, branch_sequence = $8, branch_hash = $9,
        behind_since = CASE WHEN $10 THEN coalesce(behind_since, $2) ELSE NULL END WHERE code = $1`,
      [
        row.code,
        new Date(nowMs),
        JSON.stringify(signs),
        head.sequence,
        signs.hallTimeMs - nowMs,
        signs.timeZone,
        forkedAt,
        forkedAt === null ? null : now.sequence,
        forkedAt === null ? null : now.hash,
        behind,
      ],
    );
  }

  /** Partitions cannot be made in the middle of a batch: other hubs hold the table meanwhile. */
  private expect(months: ReadonlySet<string>): void {
    if ([...months].some((month) => !this.prepared.has(month))) throw new MonthMissing(months);
  }
}

/** The waiting targets of a hall's fields, to tell whether they changed. */
const targetsOf = (state: HallState): string =>
  JSON.stringify([...state.fields].map(([code, { targetMinutes }]) => [code, targetMinutes]).sort());

const changesCatalogue = (type: string): boolean =>
  /^(field|agency|officer|calendar|template|settings|roster):/.test(type);

function outOfStep(held: LogHead): Outcome<never> {
  return refused('out_of_step', 'send from this place of the log', { acknowledged: held });
}
