import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { z } from 'zod';
import type { HallNow, HubHall, NewHall } from '../../common/protocol/hub.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { tokenHash } from '../edges/token-hash.ts';
import type { PlainCatalogue } from '../reports/report.ts';
import type { OpenSpan } from './hall-states.ts';
import { alertsOf, type Heard, isOpen, newestVersion, standingOf } from './standing.ts';
import type { ReportedHall } from './volume.ts';

/** Letters and digits that are not taken for one another on paper or on the telephone. */
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;

/** PostgreSQL: the key exists. */
const KNOWN_KEY = '23505';

interface HallRow {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly sequence: number;
  readonly head_sequence: number;
  readonly forked_at: number | null;
  readonly last_heard_at: Date | null;
  readonly behind_since: Date | null;
  readonly signs: { version: string; paperOutSinceMs: number | null } | null;
  readonly clock_apart_ms: number | null;
  readonly open_spans: OpenSpan[] | null;
  readonly now: HallNow | null;
  readonly drawn: number | null;
  readonly served: number | null;
}

function newCode(): string {
  // Bytes beyond the last whole round of letters would make the first ones likelier.
  const most = 256 - (256 % CODE_LETTERS.length);
  let code = '';
  while (code.length < CODE_LENGTH)
    for (const byte of randomBytes(CODE_LENGTH))
      if (byte < most && code.length < CODE_LENGTH) code += CODE_LETTERS[byte % CODE_LETTERS.length];
  return code;
}

/** XXXX-XXXX-XXXX-XXXX, as it is read out. */
const inGroups = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

const heardOf = (row: HallRow): Heard => ({
  lastHeardMs: row.last_heard_at?.getTime() ?? null,
  behindSinceMs: row.behind_since?.getTime() ?? null,
  openSpans: row.open_spans ?? [],
  forked: isForked(row),
  clockApartMs: row.clock_apart_ms ?? 0,
  version: row.signs?.version ?? null,
  paperOutSinceMs: row.signs?.paperOutSinceMs ?? null,
});

/** A hall whose log is shorter than what the hub holds of it was restored from a copy: it parts with the next event. */
const isForked = (row: HallRow): boolean =>
  row.forked_at !== null || (row.last_heard_at !== null && row.head_sequence < row.sequence);

const WORST_FIRST: Readonly<Record<HubHall['state'], number>> = { silent: 0, late: 1, never: 2, live: 3 };

/** The halls of a province: who they are, how they join, how they stand. */
export class Halls {
  private readonly pool: pg.Pool;
  private readonly reader: pg.Pool;
  private readonly nowMs: () => number;

  constructor(pools: { writer: pg.Pool; reader: pg.Pool }, nowMs: () => number) {
    this.pool = pools.writer;
    this.reader = pools.reader;
    this.nowMs = nowMs;
  }

  /** Makes a hall known. @returns the code with which it joins, once */
  async add({
    code,
    name,
    parent,
  }: z.output<typeof NewHall>): Promise<Outcome<{ code: string; enrolmentCode: string }>> {
    const enrolment = newCode();
    try {
      await this.pool.query(
        'INSERT INTO halls (code, name, parent, enrolment_hash, enrolment_made_at) VALUES ($1, $2, $3, $4, now())',
        [code, name, parent ?? null, tokenHash(enrolment)],
      );
    } catch (error) {
      if ((error as { code?: string }).code === KNOWN_KEY)
        return refused('conflict', `there is a hall ${code} already`);
      throw error;
    }
    return { ok: true, value: { code, enrolmentCode: inGroups(enrolment) } };
  }

  /** A new code for a hall that joins again; the old key ends at once. */
  async renew(code: string): Promise<Outcome<{ code: string; enrolmentCode: string }>> {
    const enrolment = newCode();
    const { rowCount } = await this.pool.query(
      'UPDATE halls SET enrolment_hash = $2, enrolment_made_at = now(), key_hash = NULL WHERE code = $1',
      [code, tokenHash(enrolment)],
    );
    if (rowCount === 0) return refused('not_found', `no hall ${code}`);
    return { ok: true, value: { code, enrolmentCode: inGroups(enrolment) } };
  }

  /** Ends the key of a hall; its record stays. */
  async revoke(code: string): Promise<Outcome<null>> {
    const { rowCount } = await this.pool.query(
      'UPDATE halls SET key_hash = NULL, enrolment_hash = NULL WHERE code = $1',
      [code],
    );
    return rowCount === 0 ? refused('not_found', `no hall ${code}`) : { ok: true, value: null };
  }

  /** Lets a hall in by its code, which is used up. @returns its key */
  async enrol(enrolmentCode: string): Promise<Outcome<{ hall: string; key: string }>> {
    const key = randomBytes(32).toString('base64url');
    const { rows } = await this.pool.query<{ code: string }>(
      `UPDATE halls SET key_hash = $2, enrolment_hash = NULL, enrolled_at = now() WHERE enrolment_hash = $1
        RETURNING code`,
      [tokenHash(enrolmentCode), tokenHash(key)],
    );
    const hall = rows[0]?.code;
    if (hall === undefined) return refused('enrolment_invalid', 'the enrolment code is wrong or was used');
    return { ok: true, value: { hall, key } };
  }

  /** The hall of a key; null: there is none. */
  async ofKey(key: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ code: string }>('SELECT code FROM halls WHERE key_hash = $1', [
      tokenHash(key),
    ]);
    return rows[0]?.code ?? null;
  }

  /** Halls by state, the worst first. @param only codes; null: all */
  async list(only: readonly string[] | null): Promise<HubHall[]> {
    const { rows } = await this.reader.query<HallRow>(
      `SELECT h.*, t.drawn, t.served FROM halls h LEFT JOIN LATERAL (
          SELECT count(*) AS drawn, count(*) FILTER (WHERE state = 'done') AS served FROM tickets
          WHERE hall = h.code AND local_date = h.now ->> 'date'
        ) t ON true WHERE $1::text[] IS NULL OR h.code = ANY($1) ORDER BY h.code`,
      [only],
    );
    const nowMs = this.nowMs();
    const newest = newestVersion(rows.flatMap(({ signs }) => (signs === null ? [] : [signs.version])));
    return rows
      .map((row): HubHall => {
        const heard = heardOf(row);
        return {
          code: row.code,
          name: row.name,
          parent: row.parent,
          state: standingOf(heard, nowMs),
          lastHeardAt: row.last_heard_at?.toISOString() ?? null,
          sequence: row.sequence,
          forked: heard.forked,
          behindEvents: row.forked_at === null ? Math.max(0, row.head_sequence - row.sequence) : 0,
          openNow: isOpen(heard.openSpans, nowMs),
          version: heard.version,
          alerts: alertsOf(heard, newest, nowMs),
          now: row.now,
          today: { drawn: row.drawn ?? 0, served: row.served ?? 0 },
        };
      })
      .sort((a, b) => WORST_FIRST[a.state] - WORST_FIRST[b.state] || (a.code < b.code ? -1 : 1));
  }

  /** Halls with what their reports look up. @param only codes; null: all */
  async reported(only: readonly string[] | null): Promise<ReportedHall[]> {
    const { rows } = await this.reader.query<{
      code: string;
      name: string;
      parent: string | null;
      catalogue: PlainCatalogue | null;
      time_zone: string;
    }>(
      'SELECT code, name, parent, catalogue FROM halls WHERE $1::text[] IS NULL OR code = ANY($1) ORDER BY code',
      [only],
    );
    return rows;
  }
}
