import { afterAll, describe, expect, test } from 'vitest';
import { readProfile } from '../../server/import/profile.ts';
import { importPlace } from './import-place.ts';
import {
  KEYS,
  OFFICES,
  officeFile,
  officeRows,
  type PlainRow,
  plainGroups,
  plainShare,
  plainWaits,
} from './warsaw-plain.ts';

const WHOLE = { from: '2000-01-01', to: '2026-12-31' };

/** Spans whose ends lie on the boundaries of a year, a month, a quarter, a week and an administrative month. */
const SPANS = [
  ['the administrative month that ends on the 14th', '2019-12-15', '2020-01-14'],
  ['days that belong to no whole period', '2020-01-03', '2020-01-17'],
  ['the end of a year and a quarter', '2019-10-01', '2019-12-31'],
  ['the beginning of a year', '2020-01-01', '2020-12-31'],
  ['a month', '2020-01-01', '2020-01-31'],
  ['the administrative month that begins on the 15th', '2020-01-15', '2020-02-14'],
  ['a week that lies in two years', '2019-12-30', '2020-01-05'],
  ['one day', '2020-01-14', '2020-01-14'],
  ['days without anybody', '2020-02-01', '2020-02-29'],
] as const;

/** Offices with fewer tickets are looked at over every span, the others over the first of them: the suite has to stay short. */
const MOST_ROWS_CLOSELY = 9_000;
const FEW_SPANS = 2;

type Figures = Readonly<Record<string, string | number | null>>;

/** The rows of a report by the same keys as a plain count. */
function keyed(rows: readonly Figures[], by: string): Map<string, Figures> {
  const parts = by.split(',');
  return new Map(rows.map((row) => [parts.map((part) => String(row[part])).join('|'), row]));
}

function expectVolume(rows: readonly Figures[], by: string, plain: Map<string, PlainRow[]>): void {
  const report = keyed(rows, by);
  expect([...report.keys()].sort()).toEqual([...plain.keys()].sort());
  for (const [key, group] of plain) {
    const waits = plainWaits(group);
    expect({ key, ...report.get(key) }).toMatchObject({
      key,
      drawn: group.length,
      served: waits.called,
      left: group.length - waits.called,
      // The offices' files tell nobody who did not come from one who was served.
      noShow: null,
      transactions: 0,
      ...waits,
    });
  }
}

const within = (rows: readonly PlainRow[], from: string, to: string) =>
  rows.filter((row) => (row.date ?? '') >= from && (row.date ?? '') <= to);

describe.skipIf(OFFICES.length === 0)('the earlier record of the Warsaw offices', () => {
  const place = importPlace('Europe/Warsaw');
  afterAll(() => place.close());
  const profile = readProfile('warsaw');

  test.each(OFFICES)(
    '%s imports whole and every report equals a plain count of the file',
    async (office) => {
      const rows = officeRows(office);
      const result = await place.bring(officeFile(office), { profile });
      expect(result).toMatchObject({ outcome: 'imported', rows: rows.length, badRows: 0 });

      for (const [by, keyOf] of Object.entries(KEYS)) {
        const report = await place.volume(by);
        expectVolume(report.rows, by, plainGroups(rows, keyOf));
        expect(report.totals).toMatchObject({ drawn: rows.length, transactions: 0, ...plainWaits(rows) });
      }
      const spans = rows.length < MOST_ROWS_CLOSELY ? SPANS : SPANS.slice(0, FEW_SPANS);
      for (const [, from, to] of spans)
        for (const by of ['field', 'week', 'period', 'slot'] as const) {
          const own = within(rows, from, to);
          const report = await place.volume(by, from, to);
          expectVolume(report.rows, by, plainGroups(own, KEYS[by] ?? String));
          expect(report.totals.drawn).toBe(own.length);
        }
      const named = await place.volume('field');
      expect(
        named.rows.every((row) => typeof row.fieldName === 'string' && row.fieldName !== row.field),
      ).toBe(true);

      for (const [, from, to] of [['all', WHOLE.from, WHOLE.to] as const, ...spans]) {
        const own = within(rows, from, to);
        const fields = plainGroups(own, (row) => row.field_id ?? '');
        await expectWaiting(own, fields, from, to);
        await expectArrivals(own, from, to);
        await expectNoShow(own, fields, from, to);
        await expectPurpose(own, from, to);
        await expectTrust(own, from, to);
      }
      await expectComparison(rows, ['2020-01-01', '2020-01-31'], ['2019-12-01', '2019-12-31'], true);
      await expectComparison(rows, ['2020-01-15', '2020-02-14'], ['2019-12-15', '2020-01-14'], true);
      // Without a second period: as many days just before.
      await expectComparison(rows, ['2020-01-13', '2020-01-17'], ['2020-01-08', '2020-01-12'], false);
      // Nothing of these is in the files, and nothing is made up.
      for (const id of ['counters', 'duty-days', 'estimate-error', 'difficulties'])
        expect((await place.run(id, WHOLE)).rows).toEqual([]);

      // Each office has the record to itself; removal is part of the proof.
      place.store.commit({
        events: [
          {
            event: { type: 'import:removed', batch: result.batch ?? '' },
            atMs: 0,
            actor: { kind: 'system', id: 'test' },
            device: null,
            commandId: null,
          },
        ],
        commands: [],
      });
      place.batches.sweep();
      expect(place.tickets()).toBe(0);
    },
    120_000,
  );

  async function expectWaiting(
    own: readonly PlainRow[],
    fields: Map<string, PlainRow[]>,
    from: string,
    to: string,
  ) {
    const { rows, totals } = await place.run('waiting', { from, to });
    const report = keyed(rows, 'field');
    expect(report.size).toBe(fields.size);
    for (const [field, group] of fields)
      expect(report.get(field)).toMatchObject({
        targetMinutes: 15,
        ...plainWaits(group),
        serviceMeanMinutes: null,
      });
    expect(totals).toMatchObject(plainWaits(own));
  }

  async function expectArrivals(own: readonly PlainRow[], from: string, to: string) {
    const { rows, totals } = await place.run('arrivals', { from, to });
    const report = keyed(rows, 'weekday,slot');
    const plain = plainGroups(own, KEYS['weekday,slot'] ?? String);
    expect(report.size).toBe(plain.size);
    for (const [key, group] of plain) {
      const [weekday = ''] = key.split('|');
      const days = new Set(own.filter((row) => KEYS.weekday?.(row) === weekday).map((row) => row.date)).size;
      expect(report.get(key)).toMatchObject({
        drawn: group.length,
        days,
        meanPerDay: Math.round((100 * group.length) / days) / 100,
      });
    }
    expect(totals).toMatchObject({ drawn: own.length, days: new Set(own.map((row) => row.date)).size });
  }

  async function expectNoShow(
    own: readonly PlainRow[],
    fields: Map<string, PlainRow[]>,
    from: string,
    to: string,
  ) {
    const figures = (rows: readonly PlainRow[]) => {
      const left = rows.length - plainWaits(rows).called;
      return {
        drawn: rows.length,
        // The record does not tell who was called and absent; where nobody came, nobody was.
        ...(rows.length === 0 ? { noShow: 0 } : { noShow: null, noShowShare: null }),
        left,
        leftShare: plainShare(left, rows.length),
      };
    };
    const { rows, totals } = await place.run('no-show', { from, to });
    const report = keyed(rows, 'field');
    expect(report.size).toBe(fields.size);
    for (const [field, group] of fields) expect(report.get(field)).toMatchObject(figures(group));
    expect(totals).toMatchObject(figures(own));
  }

  async function expectPurpose(own: readonly PlainRow[], from: string, to: string) {
    const { rows } = await place.run('purpose', { from, to });
    const { called, waitMeanMinutes } = plainWaits(own);
    expect(rows).toEqual(
      own.length === 0
        ? []
        : [
            {
              purpose: 'submit',
              drawn: own.length,
              drawnShare: 1,
              served: called,
              waitMeanMinutes,
              serviceMeanMinutes: null,
            },
          ],
    );
  }

  async function expectTrust(own: readonly PlainRow[], from: string, to: string) {
    const { rows } = await place.run('trust', { from, to });
    const never = own.length - plainWaits(own).called;
    // Imported times are too coarse for short visits and bursts: of them nothing is claimed.
    expect(rows.map((row) => row.count)).toEqual([never, 0, 0, 0, 0]);
    expect(rows[0]?.countShare).toBe(plainShare(never, own.length));
  }

  async function expectComparison(
    all: readonly PlainRow[],
    now: readonly [string, string],
    before: readonly [string, string],
    named: boolean,
  ) {
    const [nowRows, beforeRows] = [within(all, ...now), within(all, ...before)];
    const { rows, totals } = await place.run('comparison', {
      from: now[0],
      to: now[1],
      ...(named ? { beforeFrom: before[0], beforeTo: before[1] } : {}),
    });
    const figures = (these: readonly PlainRow[], those: readonly PlainRow[]) => {
      const [waitsNow, waitsBefore] = [plainWaits(these), plainWaits(those)];
      return {
        drawn: these.length,
        drawnBefore: those.length,
        served: waitsNow.called,
        servedBefore: waitsBefore.called,
        waitMeanMinutes: waitsNow.waitMeanMinutes,
        waitMeanBeforeMinutes: waitsBefore.waitMeanMinutes,
      };
    };
    const [nowBy, beforeBy] = [nowRows, beforeRows].map((each) =>
      plainGroups(each, (row) => row.field_id ?? ''),
    );
    const report = keyed(rows, 'field');
    expect([...report.keys()].sort()).toEqual(
      [...new Set([...(nowBy?.keys() ?? []), ...(beforeBy?.keys() ?? [])])].sort(),
    );
    for (const [field, row] of report)
      expect(row).toMatchObject(figures(nowBy?.get(field) ?? [], beforeBy?.get(field) ?? []));
    expect(totals).toMatchObject(figures(nowRows, beforeRows));
  }
});
