import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { slipFont } from '../../../hardware/printers/layout/slip-fonts.ts';
import { wrapText } from '../../../hardware/printers/layout/text-lines.ts';

const STYLE = { weight: 500, size: 30, lineHeight: 36 } as const;
const linesOf = (text: string, width: number) => {
  const ctx = createCanvas(8, 8).getContext('2d');
  ctx.font = slipFont(STYLE.weight, STYLE.size);
  return wrapText(ctx, text, STYLE, width);
};

describe('lines of languages without blanks between words', () => {
  test.each([
    ['ja', '番号を取る前に身分証を読み取ってください。お持ちでない方は「職員」にお申し出ください。'],
    ['zh', '请保管好本号票，直到事情办完。需要帮助时，请向（工作人员）询问。'],
  ])('%s: nothing is lost, no line begins with a closing sign or ends with an opening one', (_tag, text) => {
    for (let width = 120; width < 560; width += 20) {
      const lines = linesOf(text, width);
      expect(lines.join('')).toBe(text);
      expect(lines.filter((line) => /^[。、，）」]/u.test(line) || /[（「]$/u.test(line))).toEqual([]);
    }
  });

  test('Khmer is broken between words, never within a cluster of letters', () => {
    const text = 'សូមស្កេនអត្តសញ្ញាណប័ណ្ណមុនពេលយកលេខ';
    const lines = linesOf(text, 200);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toBe(text);
    // A line would begin with a sign that belongs to the letter before it.
    expect(lines.filter((line) => /^\p{M}/u.test(line))).toEqual([]);
  });

  test('Vietnamese words stay whole', () => {
    const text = 'Mời ông/bà chờ loa gọi số, giữ phiếu đến khi xong việc.';
    expect(linesOf(text, 260).join(' ')).toBe(text);
  });
});
