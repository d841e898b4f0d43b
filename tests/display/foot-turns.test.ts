import { describe, expect, test } from 'vitest';
import { LETTERS_OF_A_LINE, noticeTurns, piecesOf, waitingPages } from '../../display/board/foot-turns.ts';
import { fieldOf } from './display-hall.ts';

const notice = (text: string, textEn: string) => ({
  kind: 'notice' as const,
  id: 'notice/a' as const,
  text,
  textEn,
  until: null,
});

describe('the foot of the board', () => {
  test('a notice runs whole, a line a turn, and its English has turns of its own', () => {
    const long = Array.from({ length: 40 }, (_, at) => `từ${at}`).join(' ');
    const turns = noticeTurns([notice(long, 'Please keep your ticket.')]);
    const vietnamese = turns.filter(({ language }) => language === 'vi').map(({ text }) => text);
    expect(vietnamese.join(' ')).toBe(long);
    expect(vietnamese.length).toBeGreaterThan(1);
    for (const text of vietnamese) expect(text.length).toBeLessThanOrEqual(LETTERS_OF_A_LINE);
    expect(turns.at(-1)).toEqual({ text: 'Please keep your ticket.', language: 'en' });
    expect(noticeTurns([notice('Xin giữ trật tự.', '')])).toHaveLength(1);
  });

  test('a word longer than a line is not lost', () => {
    expect(piecesOf('ngắn mộttừrấtdài ngắn', 8)).toEqual(['ngắn', 'mộttừrấtdài', 'ngắn']);
    expect(piecesOf('  ')).toEqual([]);
  });

  test('only lines in which somebody waits have a place, as many on a page as fit side by side', () => {
    const fields = [
      fieldOf('a', 'Hộ tịch', 3),
      fieldOf('b', 'Thuế', 0),
      fieldOf('c', 'Đất đai', 2),
      fieldOf('d', 'Nội vụ, giáo dục, văn hóa, y tế, lao động, bảo trợ xã hội', 1),
    ];
    expect(waitingPages(fields).map((page) => page.map(({ field }) => field.code))).toEqual([
      ['a', 'c'],
      ['d'],
    ]);
    expect(waitingPages([fieldOf('b', 'Thuế', 0)])).toEqual([[]]);
  });
});
