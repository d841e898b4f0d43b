import { describe, expect, test } from 'vitest';
import type { CallRecord, ViewRecord } from '../../common/protocol/views.ts';
import {
  callsOnBoard,
  countersOnBoard,
  emsOf,
  inMutedHours,
  labelParts,
  nextOpening,
  pageOf,
  shiftOf,
} from '../../display/board/board-view.ts';
import { screenOptions } from '../../display/screen-options.ts';
import { counterOf, fieldOf } from './display-hall.ts';
import { stageOf } from './loudspeaker.ts';
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
    const { great, last } = callsOnBoard(view(...calls), undefined);
    expect(great.map(({ number }) => number)).toEqual(['1020', '1019', '1018']);
    expect(last.map(({ number }) => number)).toEqual(['1017', '1016', '1015', '1014', '1013', '1012']);
  });

  test('a number called again stands once, at the place of its newest call', () => {
    const records = view(
      call(1, '1001'),
      call(2, '1002'),
      call(3, '1001', { callCount: 2, counter: '5', counterLabel: 'Quầy 5' }),
    );
    const { great, last } = callsOnBoard(records, undefined);
    expect(great.map(({ number, counterLabel }) => [number, counterLabel])).toEqual([
      ['1001', 'Quầy 5'],
      ['1002', 'Quầy 3'],
    ]);
    expect(last).toEqual([]);
  });

  test('what waits for the loudspeaker is not shown before its turn, and what is on the stage not twice', () => {
    const calls = [1, 2, 3, 4].map((n) => call(n, String(1000 + n)));
    const waiting = [{ number: '1004', counter: '3', endsAt: '2026-11-24T01:00:20.000Z' }];
    const great = (apart: string[]) =>
      callsOnBoard(view(...calls), stageOf(null, { waiting }), apart).great.map(({ number }) => number);
    expect(great([])).toEqual(['1003', '1002', '1001']);
    expect(great(['1003'])).toEqual(['1002', '1001']);
  });

  test('a screen of a zone shows the calls and counters of its zone alone', () => {
    const records = view(
      call(1, '1001', { counter: '1' }),
      call(2, '1002', { counter: '2' }),
      counterOf('1', { present: '1001' }),
      counterOf('2', { present: '1002' }),
    );
    const zone = stageOf(null, { zone: 'tang-2', counters: ['2'] });
    expect(callsOnBoard(records, zone).great.map(({ number }) => number)).toEqual(['1002']);
    expect(countersOnBoard(records, zone).map(({ code }) => code)).toEqual(['2']);
  });

  test('counters that serve or pause stand in their natural order; all others tell nothing and are left out', () => {
    const counters = ['10', '2', '1'].map((code) => counterOf(code, { present: `100${code}` }));
    const gone = { ...counterOf('3', { present: '1003' }), active: false };
    const paused = counterOf('4', { state: 'paused' });
    const shown = countersOnBoard(view(...counters, gone, paused, counterOf('5')), undefined);
    expect(shown.map(({ code }) => code)).toEqual(['1', '2', '4', '10']);
  });

  test('a closed hall says when it opens next; while anybody waits or is served it is not closed', () => {
    const closed = (code: string, nextDate: string, nextFrom: string) => ({
      ...fieldOf(code, code, 0),
      issuing: { open: false as const, because: 'outside_window' as const, nextFrom, nextDate },
    });
    const fields = [closed('a', '2026-12-01', '13:00'), closed('b', '2026-12-01', '07:30')];
    expect(nextOpening(view(...fields))).toEqual({ date: '2026-12-01', from: '07:30' });
    expect(nextOpening(view(...fields, counterOf('1', { present: '1001' })))).toBeNull();
    expect(nextOpening(view(...fields, { ...closed('c', '2026-12-01', '07:30'), waiting: 1 }))).toBeNull();
    expect(nextOpening(view(...fields, fieldOf('d', 'd', 0)))).toBeNull();
    const full = {
      open: false as const,
      because: 'quota_reached' as const,
      nextFrom: '07:30',
      nextDate: '2026-12-01',
    };
    expect(nextOpening(view(...fields, { ...fieldOf('e', 'e', 0), issuing: full }))).toBeNull();
    expect(nextOpening(view())).toBeNull();
  });

  test('no part of the picture stands in one place all day', () => {
    const places = new Set(Array.from({ length: 60 }, (_, at) => JSON.stringify(shiftOf(at * 60_000))));
    expect(places.size).toBe(9);
    expect(shiftOf(59_999)).toEqual(shiftOf(0));
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
    expect(emsOf('1004')).toBeCloseTo(2.72);
    expect(emsOf('A004')).toBeGreaterThan(emsOf('1004'));
    expect(emsOf('M004')).toBeGreaterThan(emsOf('A004'));
    expect(emsOf('')).toBe(1);
    // A composed and a decomposed label are equally wide.
    expect(emsOf('Quầy'.normalize('NFD'))).toBe(emsOf('Quầy'));
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
    expect(screenOptions('')).toEqual({ counter: null, zone: null, voice: true, volume: null });
    expect(screenOptions('?counter=3')).toEqual({ counter: '3', zone: null, voice: false, volume: null });
    expect(screenOptions('?zone=tang-2').zone).toBe('tang-2');
    expect(screenOptions('?counter=3&sound=on').voice).toBe(true);
    expect(screenOptions('?sound=off').voice).toBe(false);
  });

  test('gives a volume between nought and one, and nothing else', () => {
    expect(screenOptions('?volume=0.5').volume).toBe(0.5);
    expect(screenOptions('?volume=0').volume).toBe(0);
    for (const wrong of ['2', '-1', 'to', 'NaN']) expect(screenOptions(`?volume=${wrong}`).volume).toBeNull();
  });
});
