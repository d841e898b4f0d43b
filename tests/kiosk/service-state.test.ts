import { describe, expect, test } from 'vitest';
import type { FieldRecord, Identity, IssuingState, ViewRecord } from '../../common/protocol/views.ts';
import { KIOSK_WORDS } from '../../kiosk/kiosk-words.ts';
import { closedWords } from '../../kiosk/pages/field-page.tsx';
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
    KIOSK_WORDS.vi,
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

describe('why one field is closed', () => {
  const now = new Date('2026-11-24T04:30:00.000Z');
  const said = (issuing: IssuingState) =>
    closedWords(hall.fieldRecord('dat-dai', { issuing }), KIOSK_WORDS.vi, 'Asia/Ho_Chi_Minh', now);

  test('is said in the hall’s own time', () => {
    expect(said(CLOSED)).toBe('Phát số từ 13:00');
    expect(said({ ...CLOSED, nextFrom: '07:30', nextDate: '2026-11-25' })).toBe(
      'Phát số từ 07:30 ngày 25/11/2026',
    );
    expect(said({ open: false, because: 'quota_reached', nextFrom: null, nextDate: null })).toBe(
      'Hôm nay đã phát hết số',
    );
    expect(said({ ...CLOSED, because: 'closed_day', dayName: 'Bảo trì' })).toBe('Hôm nay nghỉ: Bảo trì.');
    expect(said({ open: true })).toBe('');
  });
});
