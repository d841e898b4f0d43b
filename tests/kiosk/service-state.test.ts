import { describe, expect, test } from 'vitest';
import type {
  CounterRecord,
  FieldRecord,
  Identity,
  IssuingState,
  ViewRecord,
} from '../../common/protocol/views.ts';
import { availabilityOf } from '../../kiosk/availability.ts';
import { VIETNAMESE_WORDS } from '../../kiosk/kiosk-words.ts';
import { outOfService } from '../../kiosk/service-state.ts';
import { FakeHall } from '../support/fake-hall.ts';

const hall = new FakeHall();
const kiosk: Identity = {
  kind: 'device',
  deviceId: 'k',
  name: 'Máy',
  deviceKind: 'kiosk',
  counter: null,
};
const CLOSED = { open: false, because: 'outside_window', nextFrom: '13:00', nextDate: '2026-11-24' } as const;

function reason(change: {
  status?: 'live' | 'stale' | 'connecting' | 'refused';
  identity?: Identity;
  issuing?: IssuingState;
  empty?: boolean;
  clock?: ViewRecord;
  refusalCode?: 'unauthenticated' | 'shutting_down';
}) {
  const fields: FieldRecord[] = change.empty
    ? []
    : ['dat-dai', 'thue'].map((code) =>
        hall.fieldRecord(code, { issuing: change.issuing ?? { open: true } }),
      );
  const records = new Map<string, ViewRecord>(change.empty ? [] : hall.records);
  if (change.clock) records.set('clock', change.clock);
  const { status = 'live', identity = kiosk, refusalCode } = change;
  return outOfService(
    { status, identity, records, ...(refusalCode === undefined ? {} : { refusalCode }) },
    fields,
    VIETNAMESE_WORDS,
  );
}

describe('whether the kiosk is in service', () => {
  test('a paired kiosk with an open field is', () => {
    expect(reason({})).toBeNull();
  });

  test('a lost server is said, also when nothing was ever heard', () => {
    expect(reason({ status: 'stale' })).toMatchObject({ kind: 'lost', title: 'Máy lấy số đang mất kết nối' });
    expect(reason({ status: 'connecting', empty: true })).toMatchObject({ kind: 'lost', title: 'Đang tải' });
    expect(reason({ status: 'refused', refusalCode: 'shutting_down' })).toMatchObject({ kind: 'lost' });
  });

  test('only a kiosk draws numbers; anyone else is asked for a pairing code', () => {
    expect(reason({ identity: { kind: 'nobody' } })).toMatchObject({ kind: 'unpaired' });
    expect(reason({ identity: { ...kiosk, deviceKind: 'display' } })).toMatchObject({ kind: 'unpaired' });
    expect(reason({ status: 'refused', refusalCode: 'unauthenticated' })).toMatchObject({ kind: 'unpaired' });
  });

  test('[TIME3] before the first number of a day in doubt it says what is awaited, afterwards it draws', () => {
    const clock = (awaitsFirstNumber: boolean): ViewRecord => ({
      kind: 'clock',
      id: 'clock',
      code: 'clock_behind_record',
      doubt: true,
      awaitsFirstNumber,
      days: [],
    });
    expect(reason({ clock: clock(true) })).toMatchObject({
      kind: 'day-awaited',
      title: 'Đang chờ cán bộ xác nhận ngày hôm nay',
    });
    expect(reason({ clock: clock(false) })).toBeNull();
  });

  test('a hall without fields is not set up', () => {
    expect(reason({ empty: true })).toMatchObject({ kind: 'not-set-up' });
  });

  test('when no field gives numbers the page says from when one will', () => {
    expect(reason({ issuing: CLOSED })).toMatchObject({
      kind: 'closed',
      advice: 'Phát số từ 13:00 ngày 24/11/2026',
    });
  });

  test('a day off is said by its name, with the next day that is worked', () => {
    const off = { ...CLOSED, because: 'closed_day', dayName: 'Quốc khánh', nextFrom: '07:30' } as const;
    expect(reason({ issuing: { ...off, nextDate: '2026-09-03' } })).toMatchObject({
      kind: 'closed',
      title: 'Hôm nay nghỉ: Quốc khánh.',
      advice: 'Phát số từ 07:30 ngày 03/09/2026',
    });
    expect(reason({ issuing: { ...off, dayName: '', nextFrom: null, nextDate: null } })).toMatchObject({
      title: 'Hôm nay nghỉ.',
    });
  });
});

describe('what is said of a field before it is chosen', () => {
  const now = new Date('2026-11-24T04:30:00.000Z');
  const moment = { counters: [], timeZone: 'Asia/Ho_Chi_Minh', now };
  const of = (change: Partial<FieldRecord>, counters: readonly CounterRecord[] = []) =>
    availabilityOf(hall.fieldRecord('dat-dai', change), { ...moment, counters }, VIETNAMESE_WORDS);
  const said = (issuing: IssuingState) => of({ issuing }).words;

  test('why it is closed and when it opens again, in the hall’s own time', () => {
    expect(said(CLOSED)).toBe('Phát số từ 13:00');
    const tomorrow = { ...CLOSED, nextFrom: '07:30', nextDate: '2026-11-25' };
    expect(said(tomorrow)).toBe('Phát số từ 07:30 ngày 25/11/2026');
    expect(said({ ...CLOSED, nextFrom: null, nextDate: null })).toBe('Chưa phát số');
    const quota = { ...tomorrow, because: 'quota_reached' } as const;
    expect(said(quota)).toBe('Hôm nay đã phát hết số. Phát số từ 07:30 ngày 25/11/2026');
    // A hall that gives numbers at any hour opens with the day.
    expect(said({ ...quota, nextFrom: '00:00' })).toBe('Hôm nay đã phát hết số. Phát số lại ngày 25/11/2026');
    expect(said({ ...quota, nextFrom: null, nextDate: null })).toBe('Hôm nay đã phát hết số');
    expect(said({ ...quota, because: 'range_full' })).toBe(
      'Hôm nay đã hết dãy số. Xin báo nhân viên. Phát số từ 07:30 ngày 25/11/2026',
    );
    expect(said({ ...tomorrow, because: 'closed_day', dayName: 'Bảo trì' })).toBe(
      'Hôm nay nghỉ: Bảo trì. Phát số từ 07:30 ngày 25/11/2026',
    );
    expect(of({ issuing: CLOSED })).toMatchObject({ open: false, kind: 'closed' });
  });

  test('how many wait, where a counter is open', () => {
    expect(of({ waiting: 3 })).toEqual({ open: true, kind: 'waiting', words: 'Đang chờ: 3 người' });
    expect(of({ waiting: 0 }).words).toBe('Không còn ai chờ');
  });

  test('that nobody serves it, apart whether a counter is only closed or none takes it', () => {
    const counter: CounterRecord = {
      kind: 'counter',
      id: 'counter/1',
      code: '1',
      label: 'Quầy 1',
      spokenNumber: 1,
      state: 'closed',
      primaryFields: ['thue'],
      helpingFields: ['dat-dai'],
      active: true,
      pauseReason: null,
      pausedSince: null,
      present: null,
    };
    const unserved = (counters: readonly CounterRecord[]) => of({ counters: [] }, counters);
    const closed = { open: true, kind: 'unserved', words: 'Chưa có quầy nào mở cho việc này' };
    expect(unserved([counter])).toEqual(closed);
    expect(unserved([{ ...counter, helpingFields: [], primaryFields: ['dat-dai'] }])).toEqual(closed);
    const none = { open: true, kind: 'unserved', words: 'Chưa có quầy nào nhận việc này' };
    expect(unserved([{ ...counter, active: false }])).toEqual(none);
    expect(unserved([{ ...counter, helpingFields: [] }])).toEqual(none);
    // A field that gives no numbers says that first.
    expect(of({ counters: [], issuing: CLOSED }).kind).toBe('closed');
  });
});
