import { describe, expect, test } from 'vitest';
import type { CallRecord, ViewRecord } from '../../common/protocol/views.ts';
import {
  callsOnBoard,
  countersOnBoard,
  emsOf,
  inMutedHours,
  labelParts,
  pageOf,
  spokenCall,
} from '../../display/board/board-view.ts';
import { screenOptions } from '../../display/screen-options.ts';
import { counterOf } from './display-hall.ts';
import { publicSettingsOf } from './public-settings.ts';

const view = (...records: ViewRecord[]) => ({
  records: new Map(records.map((record) => [record.id, record])),
});

function call(sequence: number, number: string, more: Partial<CallRecord> = {}): CallRecord {
  return {
    kind: 'call',
    id: `call/${sequence}`,
    sequence,
    number,
    counter: '3',
    counterLabel: 'Quầy 3',
    spokenNumber: 3,
    field: 'ho-tich',
    at: '2026-11-24T01:00:00.000Z',
    callCount: 1,
    ...more,
  };
}

describe('what stands on the board', () => {
  test('the newest three calls are great and the six before them stand aside', () => {
    const calls = Array.from({ length: 20 }, (_, at) => call(at + 1, String(1001 + at)));
    const { great, last } = callsOnBoard(view(...calls));
    expect(great.map(({ number }) => number)).toEqual(['1020', '1019', '1018']);
    expect(last.map(({ number }) => number)).toEqual(['1017', '1016', '1015', '1014', '1013', '1012']);
  });

  test('a number called again stands once, at the place of its newest call', () => {
    const records = view(
      call(1, '1001'),
      call(2, '1002'),
      call(3, '1001', { callCount: 2, counter: '5', counterLabel: 'Quầy 5' }),
    );
    const { great, last } = callsOnBoard(records);
    expect(great.map(({ number, counterLabel }) => [number, counterLabel])).toEqual([
      ['1001', 'Quầy 5'],
      ['1002', 'Quầy 3'],
    ]);
    expect(last).toEqual([]);
  });

  test('counters stand in their natural order; those without use today are left out', () => {
    const counters = ['10', '2', '1'].map((code) => counterOf(code));
    const gone = { ...counterOf('3'), active: false };
    expect(countersOnBoard(view(...counters, gone)).map(({ code }) => code)).toEqual(['1', '2', '10']);
  });

  test('where counters are too many, those that never opened make room', () => {
    const counters = Array.from({ length: 25 }, (_, at) =>
      counterOf(String(at + 1), { state: at % 2 === 0 ? 'open' : 'closed' }),
    );
    expect(countersOnBoard(view(...counters))).toHaveLength(13);
    expect(countersOnBoard(view(...counters.slice(0, 20)))).toHaveLength(20);
  });

  test.each([
    ['Quầy 3', 'Quầy', '3'],
    ['Quầy số 12', 'Quầy số', '12'],
    ['Bàn B2', 'Bàn', 'B2'],
    ['Hướng dẫn', 'Hướng dẫn', null],
    ['7', '', '7'],
  ])('the label "%s" is read as its word and its sign', (label, word, sign) => {
    expect(labelParts(label)).toEqual({ word, sign });
  });

  test('a number with letters is taken for wider than one of figures', () => {
    expect(emsOf('1004')).toBeCloseTo(2.92);
    expect(emsOf('A004')).toBeGreaterThan(emsOf('1004'));
    expect(emsOf('M004')).toBeGreaterThan(emsOf('A004'));
    expect(emsOf('')).toBe(1);
  });

  test('a counter without a spoken number is spelled by its code', () => {
    expect(spokenCall(call(1, '1001', { spokenNumber: null, counter: 'B2' })).counter).toBe('B2');
    expect(spokenCall(call(1, '1001')).counter).toBe(3);
  });

  test('muted hours are those of the hall, not of the machine', () => {
    const settings = publicSettingsOf({ mutedHours: [{ from: '11:30', to: '13:00' }] });
    // 04:30 to 06:00 in UTC.
    expect(inMutedHours(settings, Date.UTC(2026, 10, 24, 4, 29))).toBe(false);
    expect(inMutedHours(settings, Date.UTC(2026, 10, 24, 4, 30))).toBe(true);
    expect(inMutedHours(settings, Date.UTC(2026, 10, 24, 6, 0))).toBe(false);
  });

  test('a list longer than its place is turned over page by page and begins anew', () => {
    const list = [1, 2, 3, 4, 5];
    expect([0, 1, 2, 3].map((tick) => pageOf(list, 2, tick))).toEqual([[1, 2], [3, 4], [5], [1, 2]]);
    expect(pageOf([], 2, 3)).toEqual([]);
  });

  test('pages are filled evenly, so that no last page stands half empty', () => {
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect([0, 1].map((tick) => pageOf(nine, 6, tick).length)).toEqual([5, 4]);
    expect(pageOf(nine, 9, 5)).toEqual(nine);
  });
});

describe('the address of a screen', () => {
  test('says which counter it hangs above; such a panel is silent unless it is told to speak', () => {
    expect(screenOptions('')).toEqual({ counter: null, voice: true, volume: null });
    expect(screenOptions('?counter=3')).toEqual({ counter: '3', voice: false, volume: null });
    expect(screenOptions('?counter=3&sound=on').voice).toBe(true);
    expect(screenOptions('?sound=off').voice).toBe(false);
  });

  test('gives a volume between nought and one, and nothing else', () => {
    expect(screenOptions('?volume=0.5').volume).toBe(0.5);
    expect(screenOptions('?volume=0').volume).toBe(0);
    for (const wrong of ['2', '-1', 'to', 'NaN']) expect(screenOptions(`?volume=${wrong}`).volume).toBeNull();
  });
});
