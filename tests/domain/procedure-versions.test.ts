import { beforeEach, describe, expect, test } from 'vitest';
import type { PayloadInput } from '../../common/protocol/commands.ts';
import { ListRow } from '../../common/protocol/procedure-versions.ts';
import { apply } from '../../server/domain/apply.ts';
import type { HallEvent } from '../../server/domain/events.ts';
import { compareList } from '../../server/domain/procedure-list.ts';
import { versionOn, versionsOf } from '../../server/domain/procedure-versions.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { PureHall } from './pure-hall.ts';

const BIRTH = '1.001193';
const DAY_MS = 86_400_000;

describe('procedures over time', () => {
  let hall: PureHall;
  beforeEach(() => {
    hall = new PureHall();
  });

  const put = (more: Partial<PayloadInput<'procedure:put'>> = {}) =>
    hall.give('procedure:put', {
      code: BIRTH,
      field: 'ho-tich',
      name: 'Đăng ký khai sinh',
      papers: ['Tờ khai', 'CCCD'],
      ...more,
    });
  const shown = () => hall.state.procedures.get(BIRTH);
  const nextDay = (days = 1) => {
    hall.atMs += days * DAY_MS;
    hall.give('day:close', {});
  };
  const replayed = () => {
    const state = emptyHall();
    hall.log.forEach(({ event, atMs }, at) => {
      apply(state, event, atMs, at + 1);
    });
    return state;
  };

  test('[PRC1] a later version waits for its day, then holds by itself; the earlier one stays on record', () => {
    put({ fee: '8.000 đồng', effectiveFrom: '2026-11-26' });
    expect(shown()?.fee).toBe('');
    nextDay();
    expect(shown()?.fee).toBe('');
    nextDay();
    expect(shown()?.fee).toBe('8.000 đồng');
    expect(versionsOf(hall.state, BIRTH).map((each) => each.effectiveFrom)).toEqual([null, '2026-11-26']);
    expect(versionOn(hall.state, BIRTH, '2026-11-25')?.procedure.fee).toBe('');
  });

  test('[PRC1] several days missed while the hall was shut down bring the right version', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-26' });
    put({ fee: 'B', effectiveFrom: '2026-11-28' });
    put({ fee: 'C', effectiveFrom: '2026-12-31' });
    nextDay(5);
    expect(shown()?.fee).toBe('B');
  });

  test('[PRC1] a procedure that begins later takes no ticket before its day', () => {
    put({ code: '9.000001', name: 'Thủ tục mới', effectiveFrom: '2026-11-25' });
    const draw = () =>
      hall.outcome('ticket:issue', { field: 'ho-tich', procedure: '9.000001', printer: null });
    expect(draw()).toBe('unknown_procedure');
    nextDay();
    expect(draw()).toBe('done');
  });

  test('[PRC2] without a day it holds from today, and the same text again is no new version', () => {
    nextDay();
    put();
    expect(versionsOf(hall.state, BIRTH)).toHaveLength(1);
    put({ fee: '8.000 đồng' });
    put({ fee: '9.000 đồng' });
    expect(versionsOf(hall.state, BIRTH).map((each) => [each.effectiveFrom, each.procedure.fee])).toEqual([
      [null, ''],
      ['2026-11-25', '9.000 đồng'],
    ]);
  });

  test('[PRC2] an edit of today leaves the planned version alone', () => {
    put({ fee: 'sau này', effectiveFrom: '2026-11-26' });
    put({ fee: 'hôm nay' });
    expect(shown()?.fee).toBe('hôm nay');
    nextDay(2);
    expect(shown()?.fee).toBe('sau này');
  });

  test('[PRC3] after its last day a procedure is offered no more, and its name is still known', () => {
    put({ effectiveFrom: '2026-11-24', effectiveTo: '2026-11-25' });
    nextDay();
    expect(shown()?.active).toBe(true);
    nextDay();
    expect(shown()).toMatchObject({ active: false, name: 'Đăng ký khai sinh' });
    expect(hall.outcome('ticket:issue', { field: 'ho-tich', procedure: BIRTH, printer: null })).toBe(
      'unknown_procedure',
    );
    put();
    expect(shown()?.active).toBe(true);
  });

  test('[PRC4] nothing begins before the version in force; what began is not taken back', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-24' });
    expect(put({ fee: 'B', effectiveFrom: '2026-11-20' }).refusal?.code).toBe('past_version');
    expect(put({ effectiveFrom: '2026-12-02', effectiveTo: '2026-12-01' }).refusal?.code).toBe(
      'invalid_input',
    );
    put({ fee: 'C', effectiveFrom: '2026-12-01' });
    const withdraw = (effectiveFrom: string) =>
      hall.outcome('procedure:withdraw-version', { code: BIRTH, effectiveFrom });
    expect(withdraw('2026-11-24')).toBe('past_version');
    expect(withdraw('2026-12-02')).toBe('not_found');
    expect(withdraw('2026-12-01')).toBe('done');
    nextDay(10);
    expect(shown()?.fee).toBe('A');
  });

  test('[PRC4] a text that was in force is not written over on its own first day, but its last day may be set', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-24' });
    put({ fee: 'B', effectiveFrom: '2026-11-24' });
    nextDay();
    expect(put({ fee: 'C', effectiveFrom: '2026-11-24' }).refusal?.code).toBe('past_version');
    expect(compared([row({ fee: 'C', effectiveFrom: '2026-11-24' })]).problems).toHaveLength(1);
    put({ fee: 'B', effectiveFrom: '2026-11-24', effectiveTo: '2026-11-30' });
    expect(versionOn(hall.state, BIRTH, '2026-11-25')?.effectiveTo).toBe('2026-11-30');
    put({ fee: 'B' });
    expect(versionOn(hall.state, BIRTH, '2026-11-25')?.effectiveTo).toBeNull();
  });

  test('[PRC4] a procedure with a planned version is not put out of use unnoticed', () => {
    put({ fee: 'sau này', effectiveFrom: '2026-12-01' });
    expect(put({ active: false }).refusal?.code).toBe('later_version');
    hall.give('procedure:withdraw-version', { code: BIRTH, effectiveFrom: '2026-12-01' });
    expect(put({ active: false }).refusal).toBeUndefined();
    expect(shown()?.active).toBe(false);
  });

  const row = (more: object = {}) =>
    ListRow.parse({
      row: 2,
      code: BIRTH,
      field: 'ho-tich',
      name: 'Đăng ký khai sinh',
      effectiveFrom: '2026-12-01',
      ...more,
    });
  const compared = (rows: ListRow[]) => compareList(hall.state, rows, hall.moment().date);
  const take = (rows: ListRow[], more: Partial<PayloadInput<'procedure-list:import'>> = {}) =>
    hall.give('procedure-list:import', {
      file: 'danh-muc.xlsx',
      rows,
      shown: compared(rows).difference.shown,
      ...more,
    });

  test('[PRC5] a difference tells what is added, changed by column, missing and the same', () => {
    const { difference } = compared([
      row({ fee: 'Miễn phí' }),
      row({ row: 3, code: '9.000001', name: 'Thủ tục mới' }),
      row({ row: 4, code: '2.000815', field: 'chung-thuc', name: 'Chứng thực bản sao từ bản chính' }),
    ]);
    expect(difference.added.map((each) => each.code)).toEqual(['9.000001']);
    expect(difference.changed).toMatchObject([
      { code: BIRTH, columns: [{ column: 'fee', before: '', after: 'Miễn phí' }] },
    ]);
    expect(difference.missing).toEqual([]);
    expect(difference.unchanged).toBe(1);
    expect(compared([row({ code: '9.000001', name: 'Khác' })]).difference.missing.map((m) => m.code)).toEqual(
      [BIRTH],
    );
  });

  test('[PRC5] a list is taken in as one act, and taken in again changes nothing', () => {
    const rows = [row({ fee: 'Miễn phí' }), row({ row: 3, code: '9.000001', name: 'Thủ tục mới' })];
    const first = take(rows);
    expect(first.events.map((event) => event.type)).toEqual([
      'procedure:version-set',
      'procedure:version-set',
      'procedure-list:imported',
    ]);
    expect(take(rows).events).toEqual([]);
    nextDay(8);
    expect(shown()).toMatchObject({ fee: 'Miễn phí', papers: ['Tờ khai', 'CCCD'] });
  });

  test('[PRC5] a catalogue that changed after the difference was shown refuses the list', () => {
    const rows = [row({ fee: 'Miễn phí' })];
    const { shown: seen } = compared(rows).difference;
    put({ fee: '8.000 đồng' });
    expect(take(rows, { shown: seen }).refusal?.code).toBe('list_changed');
    expect(shown()?.fee).toBe('8.000 đồng');
  });

  test('[PRC5] a list with a row that reaches behind the version in force is refused whole', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-24' });
    const rows = [
      row({ code: '9.000001', name: 'Thủ tục mới' }),
      row({ row: 7, fee: 'B', effectiveFrom: '2026-01-01' }),
    ];
    expect(take(rows).refusal).toMatchObject({
      code: 'list_invalid',
      details: { problems: [{ row: 7, reason: 'before_present_version' }] },
    });
    expect(hall.state.procedureVersions.has('9.000001')).toBe(false);
  });

  test('[PRC5] a row whose text the hall shows already changes nothing, whatever its day', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-24' });
    const { difference, problems } = compared([row({ fee: 'A', effectiveFrom: '2026-01-01' })]);
    expect([difference.unchanged, difference.changed, problems]).toEqual([1, [], []]);
  });

  test('[PRC4] rows that reach behind the version in force begin today where the person says so', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-20' });
    nextDay();
    const rows = [row({ fee: 'B', effectiveFrom: '2026-01-01' })];
    const { difference } = compareList(hall.state, rows, hall.moment().date, 'today');
    expect(difference.changed).toMatchObject([
      { effectiveFrom: '2026-11-25', columns: [{ column: 'fee', before: 'A', after: 'B' }] },
    ]);
    expect(take(rows, { shown: difference.shown, behind: 'today' }).refusal).toBeUndefined();
    expect(shown()?.fee).toBe('B');
    expect(versionOn(hall.state, BIRTH, '2026-11-24')?.procedure.fee).toBe('A');
  });

  test('[PRC5] a difference tells of a later text that stays', () => {
    put({ fee: 'sau này', effectiveFrom: '2026-12-24' });
    expect(compared([row({ fee: 'Miễn phí' })]).difference.changed).toMatchObject([{ later: '2026-12-24' }]);
    expect(compared([row({ fee: 'x', effectiveFrom: '2026-12-24' })]).difference.changed).toMatchObject([
      { later: null },
    ]);
  });

  test('[PRC1] the mark of the last change grows with every change and with the turn of the day', () => {
    const marks = [hall.state.proceduresAt];
    put({ fee: 'A' });
    marks.push(hall.state.proceduresAt);
    put({ fee: 'B', effectiveFrom: '2026-11-25' });
    marks.push(hall.state.proceduresAt);
    nextDay();
    marks.push(hall.state.proceduresAt);
    hall.draw();
    expect(hall.state.proceduresAt).toBe(marks.at(-1));
    expect(new Set(marks).size).toBe(4);
  });

  test('[PRC6] what a list does not name stays, or goes out of use with its planned versions', () => {
    put({ fee: 'sau này', effectiveFrom: '2026-12-24' });
    const rows = [row({ code: '9.000001', name: 'Thủ tục mới', effectiveFrom: '2026-11-24' })];
    take(rows);
    expect(shown()?.active).toBe(true);
    take(rows, { missing: 'retire' });
    expect(shown()?.active).toBe(false);
    expect(hall.state.procedures.get('9.000001')?.active).toBe(true);
    expect(hall.state.procedures.get('2.000815')?.active).toBe(true);
    nextDay(40);
    expect(shown()?.active).toBe(false);
  });

  test('a log of before versions replays: definitions hold from their day, and each is on record', () => {
    const state = emptyHall();
    const procedure = (fee: string) => ({ ...(shown() as NonNullable<ReturnType<typeof shown>>), fee });
    const old: HallEvent[] = [
      { type: 'procedure:defined', procedure: procedure('một') },
      { type: 'day:opened', date: '2026-03-02' },
      { type: 'procedure:defined', procedure: procedure('hai') },
      { type: 'day:closed', date: '2026-03-02' },
      { type: 'day:opened', date: '2026-03-03' },
      { type: 'procedure:defined', procedure: procedure('ba') },
    ];
    old.forEach((event, at) => {
      apply(state, event, 0, at + 1);
    });
    expect(state.procedures.get(BIRTH)?.fee).toBe('ba');
    expect(versionOn(state, BIRTH, '2026-03-02')?.procedure.fee).toBe('hai');
    expect(versionOn(state, BIRTH, '2026-01-01')?.procedure.fee).toBe('một');
  });

  test('replay and snapshot give the same versions; a snapshot of before versions is read', () => {
    put({ fee: 'A', effectiveFrom: '2026-11-24' });
    put({ fee: 'B', effectiveFrom: '2026-12-01' });
    nextDay();
    expect(writeState(replayed())).toBe(writeState(hall.state));
    expect(writeState(readState(writeState(hall.state)))).toBe(writeState(hall.state));
    const plain = JSON.parse(writeState(hall.state)) as Record<string, unknown>;
    delete plain.procedureVersions;
    const old = readState(JSON.stringify(plain));
    expect(versionOn(old, BIRTH, '2020-01-01')?.procedure.fee).toBe('A');
  });
});
