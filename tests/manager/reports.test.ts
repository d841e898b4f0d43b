import { describe, expect, test } from 'vitest';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { periodBeside } from '../../manager/period.ts';
import { behindRow, columnsOf, shownCell, sortedRows } from '../../manager/reports/cells.ts';
import { figureOf, planChart } from '../../manager/reports/chart-plan.ts';
import { besides, readChoice, writeChoice } from '../../manager/reports/choice.ts';

const kind: ListedReport = {
  id: 'volume',
  title: 'Khối lượng',
  columns: [
    { key: 'drawn', title: 'Số phiếu' },
    { key: 'waitP50Minutes', title: 'P50' },
    { key: 'waitP90Minutes', title: 'P90' },
  ],
  params: {},
};
const range = { from: '2026-11-01', to: '2026-11-30' };

describe('the address of a report', () => {
  test('carries the whole choice there and back', () => {
    const choice = readChoice(
      '?report=comparison&period=month&from=2026-11-01&to=2026-11-30&by=day&figure=served&against=2025-11-01',
      '2026-11-24',
      'day',
    );
    expect(choice.more).toEqual({ against: '2025-11-01' });
    expect(readChoice(writeChoice(choice), '2020-01-01', 'day')).toEqual(choice);
  });

  test('with nothing, or with days that no calendar has, shows the usual period of today', () => {
    const usual = { report: 'volume', period: 'month', from: '2026-11-01', to: '2026-11-30', by: 'field' };
    expect(readChoice('', '2026-11-24', 'month')).toMatchObject(usual);
    expect(readChoice('?from=2026-02-30&to=2026-03-01', '2026-11-24', 'month')).toMatchObject(usual);
    expect(readChoice('?from=2026-12-01&to=2026-11-01', '2026-11-24', 'month')).toMatchObject(usual);
  });

  test.each([
    ['month', '2026-03-01', '2026-03-31', -1, '2026-02-01', '2026-02-28'],
    ['administrative', '2026-12-15', '2027-01-14', 1, '2027-01-15', '2027-02-14'],
    ['quarter', '2026-01-01', '2026-03-31', -1, '2025-10-01', '2025-12-31'],
    ['free', '2026-11-03', '2026-11-05', -1, '2026-10-31', '2026-11-02'],
    ['free', '2026-11-03', '2026-11-05', 1, '2026-11-06', '2026-11-08'],
  ] as const)('beside a %s from %s to %s stands (%i) %s to %s', (period, from, to, step, first, last) => {
    expect(periodBeside({ from, to }, period, step)).toEqual({ from: first, to: last });
    const choice = { ...readChoice('', '2026-11-24', 'day'), period, from, to };
    expect(besides(choice, step)).toMatchObject({ period, from: first, to: last });
  });
});

describe('the table of a report', () => {
  const rows = [
    { field: 'a', fieldName: 'Đất đai', drawn: 3, waitP50Minutes: 2, waitP90Minutes: 9 },
    { field: 'b', fieldName: 'Chứng thực', drawn: 12, waitP50Minutes: null, waitP90Minutes: null },
    { field: null, drawn: 1, waitP50Minutes: 1, waitP90Minutes: 1 },
  ];
  const answer = { rows, totals: { drawn: 16 } };

  test('shows a name once, and what it is of first', () => {
    expect(columnsOf(kind, answer).map((each) => [each.title, each.figure])).toEqual([
      ['Lĩnh vực', false],
      ['Số phiếu', true],
      ['P50', true],
      ['P90', true],
    ]);
  });

  test('writes figures and times as people here do', () => {
    expect(shownCell('waitMeanMinutes', { waitMeanMinutes: 1234.5 }, {})).toBe('1.234,5');
    expect(shownCell('withinTargetShare', { withinTargetShare: 0.875 }, {})).toBe('87,5%');
    expect(shownCell('slot', { slot: 15 }, {})).toBe('07:30–08:00');
    expect(shownCell('quarter', { quarter: '2026-Q4' }, {})).toBe('Quý 4/2026');
    expect(shownCell('counter', { counter: '1' }, { counter: new Map([['1', 'Quầy 1']]) })).toBe('Quầy 1');
    expect(shownCell('field', { field: null }, {})).toBe('Không ghi');
    expect(shownCell('waitP50Minutes', { waitP50Minutes: null }, {})).toBe('–');
  });

  test('sorts by a figure or by Vietnamese names, and puts what is not known last either way', () => {
    const drawn = (key: string, falling: boolean) =>
      sortedRows(rows, { key, falling }, {}).map((row) => row.drawn);
    expect(drawn('drawn', true)).toEqual([12, 3, 1]);
    expect(drawn('field', false)).toEqual([12, 3, 1]);
    expect(drawn('waitP50Minutes', true)).toEqual([3, 1, 12]);
    expect(drawn('waitP50Minutes', false)).toEqual([1, 3, 12]);
  });

  test('leads to the tickets behind a row where they can be told from it', () => {
    expect(behindRow({ field: 'a', slot: 15 }, range)).toEqual({
      from: '2026-11-01',
      to: '2026-11-30',
      imported: 'true',
      field: 'a',
      slot: '15',
    });
    expect(behindRow({ day: '2026-11-24' }, range)).toMatchObject({ date: '2026-11-24' });
    expect(behindRow({ finding: 'burst' }, range)).toMatchObject({ finding: 'burst' });
    expect(behindRow({ finding: 'of-tomorrow' }, range)).toBeNull();
    expect(behindRow({ officer: 'lan' }, range)).toBeNull();
    expect(behindRow({ field: null }, range)).toBeNull();
    expect(behindRow({ drawn: 3 }, range)).toBeNull();
  });
});

describe('the picture of a report', () => {
  const drawnBy = (rows: Record<string, string | number | null>[], wanted = '') => {
    const answer = { rows, totals: {} };
    const columns = columnsOf(kind, answer);
    return planChart(answer, columns, figureOf('volume', columns, wanted) ?? '', {});
  };

  test('bars by field, the largest first, and no more than can be read', () => {
    const rows = Array.from({ length: 25 }, (_, at) => ({ field: `f${at}`, drawn: at }));
    const plan = drawnBy(rows);
    expect(plan).toMatchObject({ kind: 'bars', cut: true });
    expect(plan?.kind === 'bars' && plan.values.slice(0, 2)).toEqual([24, 23]);
    expect(plan?.kind === 'bars' && plan.names).toHaveLength(20);
  });

  test('a comparison draws the period before beside each bar, in the same order', () => {
    const columns = ['field', 'drawn', 'drawnBefore', 'waitMeanMinutes', 'waitMeanBeforeMinutes'].map(
      (key) => ({
        key,
        title: key,
        figure: key !== 'field',
      }),
    ) as unknown as ReturnType<typeof columnsOf>;
    const answer = {
      rows: [
        { field: 'a', drawn: 1, drawnBefore: 5, waitMeanMinutes: 3, waitMeanBeforeMinutes: null },
        { field: 'b', drawn: 2, drawnBefore: 4, waitMeanMinutes: 9, waitMeanBeforeMinutes: 8 },
      ],
      totals: {},
    };
    expect(planChart(answer, columns, 'drawn', {})).toMatchObject({
      values: [2, 1],
      before: { key: 'drawnBefore', values: [4, 5] },
    });
    expect(planChart(answer, columns, 'waitMeanMinutes', {})).toMatchObject({
      before: { key: 'waitMeanBeforeMinutes', values: [8, null] },
    });
    expect(planChart(answer, columns, 'drawnBefore', {})).not.toHaveProperty('before');
  });

  test('a line over time, with the band of the waits where waits are asked for', () => {
    const rows = [
      { day: '2026-11-23', drawn: 3, waitP50Minutes: 2, waitP90Minutes: 9 },
      { day: '2026-11-24', drawn: 5, waitP50Minutes: null, waitP90Minutes: null },
    ];
    expect(drawnBy(rows)).toEqual({
      kind: 'lines',
      names: ['23/11/2026', '24/11/2026'],
      values: [3, 5],
      band: null,
    });
    expect(drawnBy(rows, 'waitP90Minutes')).toMatchObject({ band: { low: [2, null], high: [9, null] } });
  });

  test('a heat map keeps the half-hours in which nobody came', () => {
    expect(
      drawnBy([
        { weekday: 1, slot: 15, drawn: 4 },
        { weekday: 3, slot: 17, drawn: 2 },
      ]),
    ).toEqual({
      kind: 'heat',
      across: ['07:30', '08:00', '08:30'],
      down: ['Thứ Hai', 'Thứ Tư'],
      cells: [
        [0, 0, 4],
        [2, 1, 2],
      ],
      summed: false,
    });
  });

  test('a heat map over several fields says that it adds counts, and never adds means', () => {
    const rows = [
      { field: 'a', weekday: 1, slot: 15, drawn: 8, waitMeanMinutes: 10 },
      { field: 'b', weekday: 1, slot: 15, drawn: 7, waitMeanMinutes: 20 },
    ];
    expect(drawnBy(rows)).toMatchObject({ kind: 'heat', cells: [[0, 0, 15]], summed: true });
    expect(drawnBy(rows, 'waitMeanMinutes')).toMatchObject({ kind: 'bars', values: [20, 10] });
    expect(drawnBy(rows.slice(0, 1), 'waitMeanMinutes')).toMatchObject({
      kind: 'heat',
      cells: [[0, 0, 10]],
      summed: false,
    });
  });
});
