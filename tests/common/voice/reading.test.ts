import { describe, expect, test } from 'vitest';
import { type Dialect, LETTER_NAMES, requiredClipKeys, type Voice } from '../../../common/voice/clip-keys.ts';
import { announcementText, clipText, readCounter, readTicketNumber } from '../../../common/voice/reading.ts';

const vi = (dialect: Dialect): Voice => ({ language: 'vi', dialect });
const en: Voice = { language: 'en', dialect: 'south' };
const say = (n: number, voice: Voice): string =>
  readCounter(n, voice)
    .map((key) => clipText(key, voice))
    .join(' ');

/**
 * The same rule by another way, to compare with: read the decimal figures as text and mend the tail by pattern.
 */
function expectedVietnamese(n: number, dialect: Dialect): string {
  const figure = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
  const [h = 0, t = 0, u = 0] = String(n).padStart(3, '0').split('').map(Number);
  let text = `${figure[h]} trăm ${figure[t]} mươi ${figure[u]}`
    .replace('không trăm không mươi ', '')
    .replace('không trăm ', '')
    .replace(/trăm không mươi không$/, 'trăm')
    .replace(/trăm không mươi/, dialect === 'north' ? 'trăm linh' : 'trăm lẻ')
    .replace(/một mươi/, 'mười')
    .replace(/(mươi|mười) không$/, '$1')
    .replace(/mươi một$/, 'mươi mốt')
    .replace(/(mươi|mười) năm$/, '$1 lăm');
  if (dialect === 'north') text = text.replace(/mươi bốn$/, 'mươi tư');
  return text;
}

describe('counters in Vietnamese', () => {
  test.each([
    [1, 'một', 'một'],
    [4, 'bốn', 'bốn'],
    [5, 'năm', 'năm'],
    [10, 'mười', 'mười'],
    [11, 'mười một', 'mười một'],
    [14, 'mười bốn', 'mười bốn'],
    [15, 'mười lăm', 'mười lăm'],
    [20, 'hai mươi', 'hai mươi'],
    [21, 'hai mươi mốt', 'hai mươi mốt'],
    [24, 'hai mươi tư', 'hai mươi bốn'],
    [25, 'hai mươi lăm', 'hai mươi lăm'],
    [91, 'chín mươi mốt', 'chín mươi mốt'],
    [100, 'một trăm', 'một trăm'],
    [101, 'một trăm linh một', 'một trăm lẻ một'],
    [104, 'một trăm linh bốn', 'một trăm lẻ bốn'],
    [105, 'một trăm linh năm', 'một trăm lẻ năm'],
    [110, 'một trăm mười', 'một trăm mười'],
    [115, 'một trăm mười lăm', 'một trăm mười lăm'],
    [124, 'một trăm hai mươi tư', 'một trăm hai mươi bốn'],
    [555, 'năm trăm năm mươi lăm', 'năm trăm năm mươi lăm'],
    [999, 'chín trăm chín mươi chín', 'chín trăm chín mươi chín'],
  ])('reads %i', (n, north, south) => {
    expect(say(n, vi('north'))).toBe(north);
    expect(say(n, vi('south'))).toBe(south);
  });

  test.each(['north', 'south'] as const)('reads 1 to 999 as people of the %s do', (dialect) => {
    for (let n = 1; n <= 999; n++)
      expect([n, say(n, vi(dialect))]).toEqual([n, expectedVietnamese(n, dialect)]);
  });

  test('refuses what cannot be read', () => {
    for (const n of [0, -1, 1.5, 1000, Number.NaN])
      expect(() => readCounter(n, vi('south'))).toThrow(RangeError);
  });
});

describe('counters in English', () => {
  test.each([
    [7, 'seven'],
    [13, 'thirteen'],
    [20, 'twenty'],
    [21, 'twenty-one'],
    [40, 'forty'],
    [100, 'one hundred'],
    [101, 'one hundred and one'],
    [112, 'one hundred and twelve'],
    [999, 'nine hundred and ninety-nine'],
  ])('reads %i', (n, words) => {
    expect(say(n, en)).toBe(words);
  });

  test('reads each of 1 to 999 in its own way', () => {
    expect(new Set(Array.from({ length: 999 }, (_, i) => say(i + 1, en))).size).toBe(999);
  });
});

describe('ticket numbers', () => {
  const spell = (number: string): string =>
    readTicketNumber(number)
      .map((key) => clipText(key, vi('south')))
      .join(' ');

  test('are read digit by digit, always một, bốn, năm', () => {
    expect(spell('1005')).toBe('một không không năm');
    expect(spell('2154')).toBe('hai một năm bốn');
    expect(spell('0123456789')).toBe('không một hai ba bốn năm sáu bảy tám chín');
    expect(readTicketNumber('1005')).toEqual(['digit-1', 'digit-0', 'digit-0', 'digit-5']);
  });

  test('spell every letter of the Vietnamese alphabet by its name', () => {
    const names: Record<string, string> = {
      A: 'a',
      Ă: 'á',
      Â: 'ớ',
      B: 'bê',
      C: 'xê',
      D: 'dê',
      Đ: 'đê',
      E: 'e',
      Ê: 'ê',
      G: 'giê',
      H: 'hát',
      I: 'i',
      K: 'ca',
      L: 'e lờ',
      M: 'em mờ',
      N: 'en nờ',
      O: 'o',
      Ô: 'ô',
      Ơ: 'ơ',
      P: 'pê',
      Q: 'quy',
      R: 'e rờ',
      S: 'ét sì',
      T: 'tê',
      U: 'u',
      Ư: 'ư',
      V: 'vê',
      X: 'ích xì',
      Y: 'i dài',
    };
    expect(Object.keys(names)).toHaveLength(29);
    for (const [letter, name] of Object.entries(names)) {
      expect([letter, spell(letter)]).toEqual([letter, name]);
      expect(spell(letter.toLowerCase().normalize('NFD'))).toBe(name);
    }
    expect(Object.keys(LETTER_NAMES).filter((letter) => !(letter in names))).toEqual(['F', 'J', 'W', 'Z']);
  });

  test('keep silent about dashes and spaces', () => {
    expect(readTicketNumber('A-01 2')).toEqual(['letter-a', 'digit-0', 'digit-1', 'digit-2']);
    expect(readTicketNumber('')).toEqual([]);
  });
});

describe('announcements', () => {
  test('invite the number to the counter', () => {
    expect(announcementText({ number: '1005', counter: 24 }, vi('south'))).toBe(
      'Xin mời số thứ tự một không không năm, đến quầy số hai mươi bốn',
    );
    expect(announcementText({ number: '1005', counter: '24' }, vi('north'))).toBe(
      'Xin mời số thứ tự một không không năm, đến quầy số hai mươi tư',
    );
    expect(announcementText({ number: '1005', counter: 3 }, en)).toBe(
      'Number one zero zero five, please go to counter number three',
    );
  });

  test('spell a counter that has no number of its own', () => {
    expect(announcementText({ number: 'Đ001', counter: 'B2' }, vi('south'))).toBe(
      'Xin mời số thứ tự đê không không một, đến quầy bê hai',
    );
    expect(announcementText({ number: '7', counter: 0 }, vi('south'))).toBe(
      'Xin mời số thứ tự bảy, đến quầy không',
    );
  });

  test('use only clips that every pack must hold', () => {
    for (const voice of [vi('south'), vi('north'), en]) {
      const held = new Set(requiredClipKeys(voice.language));
      for (let n = 1; n <= 999; n++)
        for (const key of readCounter(n, voice)) expect(held.has(key), `${n}: ${key}`).toBe(true);
      const letters = `${Object.keys(LETTER_NAMES).join('')}0123456789`;
      for (const key of readTicketNumber(letters)) expect(held.has(key), key).toBe(true);
      for (const key of held) expect(clipText(key, voice).length, key).toBeGreaterThan(0);
    }
  });

  test('know no text for a clip that does not exist', () => {
    expect(() => clipText('letter-q9', vi('south'))).toThrow(RangeError);
    expect(() => clipText('and', vi('south'))).toThrow(RangeError);
  });
});
