import { describe, expect, test } from 'vitest';
import { TONES, toneTyped } from '../../kiosk/vietnamese-typing.ts';

const mark = (name: string): string => TONES.find((tone) => tone.name === name)?.mark ?? '';

describe('tones on the screen keyboard', () => {
  test.each([
    ['hoa', 'huyền', 'hòa'],
    ['toan', 'huyền', 'toàn'],
    ['khuyêt', 'sắc', 'khuyết'],
    ['qua', 'nặng', 'quạ'],
    ['gia', 'huyền', 'già'],
    ['đươc', 'nặng', 'được'],
    ['sô đo', 'hỏi', 'sô đỏ'],
    ['nghia', 'ngã', 'nghĩa'],
    ['ngoai', 'huyền', 'ngoài'],
    ['ĐĂNG', 'nặng', 'ĐẶNG'],
    ['gi', 'huyền', 'gì'],
  ])('%s + %s is %s', (typed, tone, wanted) => {
    const answer = toneTyped(typed, mark(tone));
    expect(answer).toBe(wanted);
    expect(answer).toBe(answer.normalize('NFC'));
  });

  test('another tone takes the place of the first; the same one takes it away', () => {
    expect(toneTyped('má', mark('huyền'))).toBe('mà');
    expect(toneTyped('mà', mark('huyền'))).toBe('ma');
  });

  test('without a vowel nothing changes', () => {
    expect(toneTyped('ng', mark('sắc'))).toBe('ng');
    expect(toneTyped('', mark('sắc'))).toBe('');
    expect(toneTyped('ma ', mark('sắc'))).toBe('ma ');
  });
});
