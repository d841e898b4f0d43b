import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requiredClipKeys, wordClipKeys } from '../../../common/voice/clip-keys.ts';
import { PAUSES_MS, phrasedCall, phrasedNumber, type Reader } from '../../../common/voice/phrasing.ts';
import { clipText, readTicketNumber } from '../../../common/voice/reading.ts';

const holding = (keys: readonly string[]): Reader['holds'] => {
  const held = new Set(keys);
  return (clip) => held.has(clip);
};
const WHOLE = holding(requiredClipKeys('vi'));
const WORDS = holding(wordClipKeys('vi'));
const reader = (holds: Reader['holds'], more: Partial<Reader> = {}): Reader => ({
  language: 'vi',
  dialect: 'south',
  holds,
  ...more,
});
const clips = (number: string, holds = WHOLE) => phrasedNumber(number, holds).map(({ clip }) => clip);
const heard = (call: Parameters<typeof phrasedCall>[0], by: Reader) =>
  phrasedCall(call, by).parts.map(({ clip }) => clip);

describe('a ticket’s number in phrases', () => {
  test.each([
    ['1005', ['pair-10', 'pair-end-05']],
    ['20154', ['digit-2', 'pair-01', 'pair-end-54']],
    ['205', ['digit-2', 'pair-end-05']],
    ['7', ['digit-end-7']],
    ['A012', ['letter-a', 'digit-0', 'pair-end-12']],
    ['12Đ', ['pair-12', 'letter-dd']],
    ['12-34', ['pair-12', 'pair-end-34']],
    ['', []],
  ])('%s is two digits in a breath, the last of them with a falling end', (number, wanted) => {
    expect(clips(number)).toEqual(wanted);
  });

  test('a pack of single words reads digit by digit, and its own last digit falls', () => {
    expect(clips('1005', WORDS)).toEqual(['digit-1', 'digit-0', 'digit-0', 'digit-5']);
    const own = holding([...wordClipKeys('vi'), 'digit-end-5', 'pair-10']);
    expect(clips('1005', own)).toEqual(['pair-10', 'digit-0', 'digit-end-5']);
    expect(clips('1006', own)).toEqual(['pair-10', 'digit-0', 'digit-6']);
  });

  test('whatever a pack holds beside its words, no digit and no letter is lost or turned round', () => {
    const phrases = requiredClipKeys('vi').filter((key) => /^(pair|digit-end)/.test(key));
    fc.assert(
      fc.property(fc.stringMatching(/^[A-ZĐ0-9-]{1,8}$/), fc.subarray(phrases), (number, held) => {
        const said = clips(number, holding([...wordClipKeys('vi'), ...held]));
        const words = said.map((key) => clipText(key, { language: 'vi', dialect: 'south' })).join(' ');
        const plain = readTicketNumber(number).map((key) =>
          clipText(key, { language: 'vi', dialect: 'south' }),
        );
        expect(words).toBe(plain.join(' '));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('a call in phrases', () => {
  test('opens, names the number, and after a breath says where to go in one', () => {
    const { opening, parts } = phrasedCall({ number: '1005', counter: '12' }, reader(WHOLE));
    expect(opening).toEqual([{ clip: 'please-number', pauseMs: 0 }]);
    expect(parts).toEqual([
      { clip: 'pair-10', pauseMs: PAUSES_MS.beforeNumber },
      { clip: 'pair-end-05', pauseMs: PAUSES_MS.betweenPairs },
      { clip: 'counter-12', pauseMs: PAUSES_MS.beforeCounter },
    ]);
  });

  test('counters past 99, and packs without phrases, are put together word by word', () => {
    expect(heard({ number: '7', counter: 124 }, reader(WHOLE)).slice(1)).toEqual([
      'to-counter',
      'hundred-1',
      'number-24',
    ]);
    expect(heard({ number: '7', counter: 12 }, reader(WORDS)).slice(1)).toEqual(['to-counter', 'number-12']);
    const english = reader(WORDS, { language: 'en' });
    expect(heard({ number: '7', counter: 112 }, english).slice(1)).toEqual([
      'to-counter',
      'hundred-1',
      'and',
      'number-12',
    ]);
  });

  test('a counter without a number is spelled by its code', () => {
    expect(heard({ number: '7', counter: 'B2' }, reader(WHOLE)).slice(1)).toEqual([
      'to-counter-named',
      'letter-b',
      'digit-end-2',
    ]);
  });

  test('in a language without a grammar here a counter is its recorded phrase, else its digits', () => {
    const own = holding(['please-number', 'to-counter', 'counter-3', 'digit-1', 'digit-2', 'digit-end-2']);
    const other = reader(own, { language: 'other' });
    expect(heard({ number: '12', counter: 3 }, other)).toEqual(['digit-1', 'digit-end-2', 'counter-3']);
    expect(heard({ number: '12', counter: 12 }, other).slice(2)).toEqual([
      'to-counter',
      'digit-1',
      'digit-end-2',
    ]);
    expect(heard({ number: '12', counter: 'B2' }, other)[2]).toBe('to-counter');
  });
});
