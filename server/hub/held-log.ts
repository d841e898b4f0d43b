import type pg from 'pg';
import type { HubBatch, LogHead } from '../../common/protocol/hub.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { chainHash, FIRST_HASH, fromBody } from '../storage/event-store.ts';

/** A hall's row, as far as taking its log needs it. */
export interface HallRow {
  readonly code: string;
  readonly sequence: number;
  readonly hash: string;
  readonly forked_at: number | null;
  readonly branch_sequence: number | null;
  readonly branch_hash: string | null;
  readonly must_rebuild: boolean;
  readonly behind_since: Date | null;
  /** Waiting targets by which its long totals were counted, as `targetsOf` writes them. */
  readonly targets: string | null;
  /** The newest month with totals of its own, YYYY-MM; '': none. */
  readonly long_to: string;
}

/** An event as it came: with its text, which the chain's hash is of. */
export type Arrived = LoggedEvent & { readonly text: string };

/** The events of a batch; null where their hashes do not follow from what the batch names before them. */
export function chained({ after, events }: HubBatch): Arrived[] | null {
  let { sequence, hash } = after;
  const all: Arrived[] = [];
  for (const [body, given] of events) {
    sequence += 1;
    hash = chainHash(hash, body);
    if (hash !== given) return null;
    let event: LoggedEvent;
    try {
      event = fromBody(body, hash);
    } catch {
      return null;
    }
    if (
      event.sequence !== sequence ||
      typeof event.atMs !== 'number' ||
      typeof event.event?.type !== 'string'
    )
      return null;
    all.push({ ...event, text: body });
  }
  return all;
}

/** A hall, held until the end of the transaction; null: it is not known. */
export async function lockHall(client: pg.ClientBase, hall: string): Promise<HallRow | null> {
  const { rows } = await client.query<HallRow>(
    `SELECT code, sequence, hash, forked_at, branch_sequence, branch_hash, must_rebuild, behind_since, targets, long_to
      FROM halls WHERE code = $1 FOR UPDATE`,
    [hall],
  );
  return rows[0] ?? null;
}

/** Hash of the log that the hall is held against: its branch from the fork on, else what was taken. */
export async function hashAt(client: pg.ClientBase, row: HallRow, sequence: number): Promise<string | null> {
  if (sequence === 0) return FIRST_HASH;
  if (row.forked_at === null && sequence === row.sequence) return row.hash;
  const held = await hashesAt(client, row, [sequence]);
  return held.get(sequence) ?? null;
}

async function hashesAt(
  client: pg.ClientBase,
  row: HallRow,
  sequences: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await client.query<{ sequence: number; hash: string }>(
    `SELECT sequence, hash FROM events WHERE hall = $1 AND sequence = ANY($2) AND sequence < $3
      UNION ALL SELECT sequence, hash FROM branches WHERE hall = $1 AND NOT superseded AND sequence = ANY($2)`,
    [row.code, sequences, row.forked_at ?? Number.MAX_SAFE_INTEGER],
  );
  return new Map(rows.map((each) => [each.sequence, each.hash]));
}

/** The first of events that the hub holds otherwise; null: there is none. */
export async function firstDifferent(
  client: pg.ClientBase,
  row: HallRow,
  events: readonly LoggedEvent[],
): Promise<number | null> {
  if (events.length === 0) return null;
  const held = await hashesAt(
    client,
    row,
    events.map(({ sequence }) => sequence),
  );
  return events.find(({ sequence, hash }) => held.get(sequence) !== hash)?.sequence ?? null;
}

/** Keeps events of a forked log beside the one that counts. @returns the newest of them */
export async function keepBranch(
  client: pg.ClientBase,
  hall: string,
  forkedAt: number,
  events: readonly Arrived[],
): Promise<LogHead> {
  await client.query(
    `INSERT INTO branches (hall, forked_at, superseded, sequence, body, hash)
      SELECT $1, $2, false, * FROM unnest($3::bigint[], $4::text[], $5::text[])`,
    [
      hall,
      forkedAt,
      events.map(({ sequence }) => sequence),
      events.map(({ text }) => text),
      events.map(({ hash }) => hash),
    ],
  );
  const newest = events.at(-1);
  return { sequence: newest?.sequence ?? 0, hash: newest?.hash ?? FIRST_HASH };
}
