import type pg from 'pg';
import type { ListAnswer, OfferedList, SentList } from '../../common/protocol/hub.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { ListReader } from '../procedure-lists/list-reader.ts';
import { inTransaction } from './database.ts';

/** So many lists of the past are told. */
const TOLD = 50;

interface SentRow {
  readonly id: number;
  readonly title: string;
  readonly file_name: string;
  readonly sent_at: Date;
  readonly sent_by: string;
}

interface OfferRow {
  readonly list: number;
  readonly hall: string;
  readonly name: string;
  readonly state: SentList['halls'][number]['state'];
  readonly changed_at: Date;
  readonly note: string;
}

/** Lists of procedures that the province sends to halls: each compares it with its own and confirms or declines it. */
export class OfferedLists {
  private readonly pool: pg.Pool;
  private readonly reader: ListReader;
  private readonly nowMs: () => number;

  constructor(pool: pg.Pool, reader: ListReader, nowMs: () => number) {
    this.pool = pool;
    this.reader = reader;
    this.nowMs = nowMs;
  }

  /** Sends a list to halls. Refuses a file in which no hall would find a list. @param halls codes; null: all */
  async send(
    file: Buffer,
    {
      title,
      fileName,
      halls,
      sentBy,
    }: { title: string; fileName: string; halls: readonly string[] | null; sentBy: string },
  ): Promise<Outcome<{ id: number; halls: number }>> {
    const now = new Date(this.nowMs());
    // Fields are each hall's own; here it only counts whether there is a list in the file.
    const read = await this.reader.read(file, {
      fields: [],
      fieldOf: new Map(),
      called: new Map(),
      from: now.toISOString().slice(0, 10),
    });
    if (!read.ok) return read;
    const wrong = read.value.problems.find(({ row, column }) => row === null && column === null);
    if (wrong !== undefined)
      return refused('list_invalid', 'no list of procedures was found in the file', { problems: [wrong] });
    return inTransaction(this.pool, async (client) => {
      const known = await client.query<{ code: string }>(
        'SELECT code FROM halls WHERE $1::text[] IS NULL OR code = ANY($1)',
        [halls],
      );
      if (known.rows.length === 0 || (halls !== null && known.rows.length < new Set(halls).size))
        return refused('not_found', 'one of the halls is not known');
      const made = await client.query<{ id: number }>(
        'INSERT INTO procedure_lists (title, file_name, file, sent_at, sent_by) VALUES ($1, $2, $3, $4, $5) RETURNING id',
        [title, fileName, file, now, sentBy],
      );
      const id = made.rows[0]?.id ?? 0;
      await client.query(
        'INSERT INTO list_offers (hall, list, changed_at) SELECT code, $2, $3 FROM unnest($1::text[]) AS h(code)',
        [known.rows.map(({ code }) => code), id, now],
      );
      return { ok: true, value: { id, halls: known.rows.length } };
    });
  }

  /** The newest list that a hall has not answered; older ones are overtaken by it. Null: none. */
  async offeredTo(hall: string): Promise<OfferedList | null> {
    const { rows } = await this.pool.query<SentRow & { state: string }>(
      `SELECT l.id, l.title, l.file_name, l.sent_at, o.state FROM list_offers o JOIN procedure_lists l ON l.id = o.list
        WHERE o.hall = $1 ORDER BY o.list DESC LIMIT 1`,
      [hall],
    );
    const [newest] = rows;
    if (newest === undefined || newest.state === 'adopted' || newest.state === 'declined') return null;
    const { id, title, file_name: fileName, sent_at: sentAt } = newest;
    return { id, title, fileName, sentAt: sentAt.toISOString() };
  }

  /** The file of a list that was sent to a hall. */
  async fileFor(hall: string, id: number): Promise<Outcome<Buffer>> {
    const { rows } = await this.pool.query<{ file: Buffer }>(
      'SELECT l.file FROM procedure_lists l JOIN list_offers o ON o.list = l.id WHERE o.hall = $1 AND l.id = $2',
      [hall, id],
    );
    if (rows[0] === undefined) return refused('not_found', 'no such list was sent to this hall');
    await this.pool.query(
      "UPDATE list_offers SET state = 'fetched', changed_at = $3 WHERE hall = $1 AND list = $2 AND state = 'sent'",
      [hall, id, new Date(this.nowMs())],
    );
    return { ok: true, value: rows[0].file };
  }

  /** What a hall did with a list; said again, it is the same. */
  async answer(hall: string, id: number, { state, note }: ListAnswer): Promise<Outcome<null>> {
    const { rowCount } = await this.pool.query(
      `UPDATE list_offers SET state = $3, note = $4, changed_at = CASE WHEN state = $3 THEN changed_at ELSE $5 END
        WHERE hall = $1 AND list = $2`,
      [hall, id, state, note, new Date(this.nowMs())],
    );
    return rowCount === 0
      ? refused('not_found', 'no such list was sent to this hall')
      : { ok: true, value: null };
  }

  /** Lists that were sent, the newest first, with what each hall did. */
  async list(): Promise<SentList[]> {
    const lists = await this.pool.query<SentRow>(
      'SELECT id, title, file_name, sent_at, sent_by FROM procedure_lists ORDER BY id DESC LIMIT $1',
      [TOLD],
    );
    const offers = await this.pool.query<OfferRow>(
      `SELECT o.list, o.hall, h.name, o.state, o.changed_at, o.note FROM list_offers o JOIN halls h ON h.code = o.hall
        WHERE o.list = ANY($1) ORDER BY o.list, h.name`,
      [lists.rows.map(({ id }) => id)],
    );
    return lists.rows.map(({ id, title, file_name, sent_at, sent_by }) => ({
      id,
      title,
      fileName: file_name,
      sentAt: sent_at.toISOString(),
      sentBy: sent_by,
      halls: offers.rows
        .filter(({ list }) => list === id)
        .map(({ hall, name, state, changed_at, note }) => ({
          code: hall,
          name,
          state,
          changedAt: changed_at.toISOString(),
          note,
        })),
    }));
  }
}
