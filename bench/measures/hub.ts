import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { pino } from 'pino';
import { BATCH_EVENTS, type HubBatch, type LogHead } from '../../common/protocol/hub.ts';
import { inTransaction } from '../../server/hub/database.ts';
import { startOwnPostgres } from '../../server/hub/embedded-postgres.ts';
import { rollLong } from '../../server/hub/long-totals.ts';
import { startHub } from '../../server/hub/start-hub.ts';
import { USUAL_TARGET_MINUTES } from '../../server/reports/report.ts';
import { FIRST_HASH } from '../../server/storage/event-store.ts';
import type { LogText } from '../../server/storage/log-texts.ts';
import { packSteps } from '../../server/storage/packed-times.ts';
import { told } from '../figure.ts';
import { hallLog } from '../hall-log.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { median } from '../statistics.ts';

const HALLS = 150;
const FIELDS = 10;
/** So many halls ship their logs at once. */
const SIDE_BY_SIDE = 4;
const A_DAY = 300;
const YEAR = 2025;

const codeOf = (at: number) => `xa-${String(at + 1).padStart(3, '0')}`;

function batchOf(texts: readonly LogText[], after: number): HubBatch {
  const placeOf = (sequence: number): LogHead => ({
    sequence,
    hash: texts[sequence - 1]?.hash ?? FIRST_HASH,
  });
  return {
    after: placeOf(after),
    events: texts.slice(after, after + BATCH_EVENTS).map(({ body, hash }) => [body, hash]),
    head: placeOf(texts.length),
    signs: {
      version: '0.1.0',
      timeZone: 'Asia/Ho_Chi_Minh',
      hallTimeMs: Date.now(),
      troubles: [],
      paperOutSinceMs: null,
    },
  };
}

/**
 * Totals of a year as halls of this size have them: what the reports of a province read.
 * @param writer the hub's own connections, which read counts as numbers
 */
async function writeYear(pool: pg.Pool, writer: pg.Pool): Promise<number> {
  let tickets = 0;
  const days: string[] = [];
  for (let ms = Date.UTC(YEAR, 0, 1); ms < Date.UTC(YEAR + 1, 0, 1); ms += 86_400_000)
    if (![0, 6].includes(new Date(ms).getUTCDay())) days.push(new Date(ms).toISOString().slice(0, 10));
  const halves = [...new Set(days.map((day) => `${day.slice(0, 8)}${day.slice(8) < '15' ? '01' : '15'}`))];
  for (let at = 0; at < HALLS; at += 1) {
    const hall = codeOf(at);
    await pool.query('INSERT INTO halls (code, name, parent) VALUES ($1, $1, $2)', [
      hall,
      `don-vi-${at % 10}`,
    ]);
    await pool.query('INSERT INTO ticket_days SELECT $1, unnest($2::text[])', [hall, days]);
    const spans = [
      ...days.map((day) => ['day', day] as const),
      ...halves.map((half) => ['half', half] as const),
    ];
    await pool.query(
      "INSERT INTO totalled_spans (hall, batch, scale, from_date, stale) SELECT $1, '', *, 0 FROM unnest($2::text[], $3::text[])",
      [hall, spans.map(([scale]) => scale), spans.map(([, day]) => day)],
    );
    const rows = halves.flatMap((half) => Array.from({ length: FIELDS }, (_, field) => ({ half, field })));
    const drawn = Math.round((A_DAY * days.length) / halves.length / FIELDS);
    tickets += drawn * rows.length;
    const times = (seed: number) =>
      packSteps(Array.from({ length: drawn }, (_, each) => ((each * 7919 + seed * 104_729) % 6_000) + 40));
    await pool.query(
      `INSERT INTO ticket_totals (hall, batch, scale, from_date, field, drawn, called, served, no_show, "left", transactions,
          wait_count, wait_ms, service_count, service_ms, waits, services)
        SELECT $1, '', 'half', half, field, d, d, d, 0, 0, d, d, d * 600000, d, d * 300000, waits, services
        FROM unnest($3::text[], $4::text[], $5::bytea[], $6::bytea[]) AS t(half, field, waits, services), (SELECT $2::bigint AS d) AS n`,
      [
        hall,
        drawn,
        rows.map(({ half }) => half),
        rows.map(({ field }) => `f-${field}`),
        rows.map(({ field }, each) => times(at + field + each)),
        rows.map(({ field }, each) => times(at * 3 + field + each)),
      ],
    );
    await inTransaction(writer, (client) =>
      rollLong(client, hall, () => USUAL_TARGET_MINUTES, `${YEAR + 1}-01-02`),
    );
  }
  await pool.query('ANALYZE');
  return tickets;
}

/** The rows that the batches made, once more by COPY alone. */
async function copyMs(pool: pg.Pool, shipping: readonly string[]): Promise<number> {
  const client = await pool.connect();
  try {
    let ms = 0;
    for (const [table, hall] of ['events', 'tickets'].flatMap((each) =>
      shipping.map((hall) => [each, hall]),
    )) {
      const { rows } = await client.query<{ line: string }>(
        `SELECT replace(replace(replace(t::text, '\\', '\\\\'), E'\\t', ' '), E'\\n', ' ') AS line FROM ${table} t WHERE hall = $1`,
        [hall],
      );
      await client.query('CREATE TABLE bare (line text)');
      const text = rows.map(({ line }) => `${line}\n`).join('');
      const began = performance.now();
      const stream = client.query(copyFrom('COPY bare FROM STDIN'));
      if (!stream.write(text)) await once(stream, 'drain');
      stream.end();
      await finished(stream);
      ms += performance.now() - began;
      await client.query('DROP TABLE IF EXISTS bare');
    }
    return ms;
  } finally {
    client.release();
  }
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const own = await startOwnPostgres(folder);
  const hub = await startHub(
    {
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      adminPassword: 'do-luong-cua-tinh-1',
      logLevel: 'silent',
      timeZone: 'Asia/Ho_Chi_Minh',
      databaseUrl: own.url,
      basePath: '',
    },
    { version: '0.1.0', webFolder: null, log: pino({ level: 'silent' }) },
  );
  const pool = new pg.Pool({ connectionString: own.url });
  try {
    const { halls, intake, reports } = hub.services;
    const shipping = Array.from({ length: SIDE_BY_SIDE }, (_, at) => `that-${at + 1}`);
    for (const code of shipping) await halls.add({ code, name: code });
    const texts = hallLog('xa', quick ? 5 : 40, A_DAY);
    const ship = async (code: string) => {
      for (let after = 0; after < texts.length; after += BATCH_EVENTS) {
        const taken = await intake.take(code, batchOf(texts, after));
        if (!taken.ok) throw new Error(taken.refusal.message);
      }
    };
    const began = performance.now();
    await Promise.all(shipping.map(ship));
    const takenMs = performance.now() - began;
    const events = texts.length * SIDE_BY_SIDE;
    const bareMs = await copyMs(pool, shipping);
    const size = await pool.query<{ bytes: string }>(
      `SELECT sum(pg_total_relation_size(oid))::text AS bytes FROM pg_class WHERE relkind = 'r' AND
        (relname LIKE 'events%' OR relname LIKE 'ticket%' OR relname LIKE 'totalled%')`,
    );
    const tickets = SIDE_BY_SIDE * texts.filter(({ body }) => body.includes('"ticket:issued"')).length;
    say('writing the totals of a year of 150 halls');
    const yearTickets = await writeYear(pool, hub.services.writer);
    const all = (await halls.reported(null)).filter(({ code }) => !shipping.includes(code));
    const timed = async (by: string) => {
      const ms: number[] = [];
      for (let round = 0; round < (quick ? 3 : 9); round += 1) {
        const start = performance.now();
        const report = await reports.run(
          'volume',
          { from: `${YEAR}-01-01`, to: `${YEAR}-12-31`, by },
          all,
          false,
        );
        ms.push(performance.now() - start);
        if (!report.ok || report.value.totals.drawn !== yearTickets)
          throw new Error('the report is not whole');
      }
      return median(ms);
    };
    const byField = await timed('hall,field');
    const byMonth = await timed('hall,month');
    const start = performance.now();
    const list = await halls.list(null);
    const listMs = performance.now() - start;
    return {
      figures: [
        {
          name: 'events a second taken in, with read tables and totals',
          unit: '/s',
          value: (events * 1_000) / takenMs,
          peer: (events * 1_000) / bareMs,
          limit: { of: 'ratio', kind: 'at-least', value: 1 / 3 },
        },
        told('on disk for a ticket', 'bytes', Number(size.rows[0]?.bytes ?? 0) / tickets),
        {
          name: 'a year of 150 halls by hall and field',
          unit: 'ms',
          value: byField,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: 300 },
        },
        {
          name: 'the same by hall and month',
          unit: 'ms',
          value: byMonth,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: 100 },
        },
        {
          name: 'the list of 150 halls',
          unit: 'KB',
          value: JSON.stringify(list).length / 1024,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: 200 },
        },
        told('the same', 'ms', listMs),
      ],
      notes: [
        `${events} events of ${SIDE_BY_SIDE} halls side by side, each in batches of ${BATCH_EVENTS}; the peer is COPY of the same events and tickets as text, a hall and a table after the other, into one table without an index.`,
        `The year holds ${yearTickets} tickets as totals of half months with ${FIELDS} fields a hall; its tickets themselves are not written.`,
      ],
    };
  } finally {
    await pool.end();
    await hub.stop();
    await own.stop();
  }
}

/** Taking in logs of halls, and reports over a province. */
export const hub: Measure = { name: 'hub', title: 'The hub of a province', run };
