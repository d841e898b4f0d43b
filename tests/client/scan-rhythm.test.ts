import { describe, expect, test } from 'vitest';
import { ScanRhythm } from '../../common/client/scan-rhythm.ts';

const CODE = 'H15.50.05.13-261008-0975';

/** A run of characters so many ms apart. */
function run(text: string, gapMs: number, inText = false) {
  const rhythm = new ScanRhythm();
  for (const [place, key] of [...text].entries()) {
    const atMs = 1_000 + place * gapMs;
    if (place > 0) expect(rhythm.continues(atMs)).toBe(true);
    rhythm.take({ key, code: '', atMs });
  }
  return rhythm.end(inText);
}

describe('scanning and typing', () => {
  test.each([3, 8, 30, 80])('a dossier code at %i ms a key is a scan, also in a text field', (gapMs) => {
    expect(run(CODE, gapMs)).toEqual({ kind: 'code', code: CODE });
    expect(run(CODE, gapMs, true)).toEqual({ kind: 'code', code: CODE });
    expect(run(`https://x.vn/?ma=${encodeURIComponent(CODE)}`, gapMs, true)).toEqual({
      kind: 'code',
      code: CODE,
    });
  });

  test.each([5, 80])('another barcode at %i ms a key is unknown where no words are typed', (gapMs) => {
    expect(run('8934563138165', gapMs)).toEqual({ kind: 'unknown', text: '8934563138165' });
    expect(run('8934563138165', gapMs, true).kind).toBe('typing');
  });

  test('words typed quickly into a field are typing, and so are a few keys at once', () => {
    expect(run('chung thuc', 90, true).kind).toBe('typing');
    expect(run('1t', 5).kind).toBe('typing');
  });

  test('what must not stay in a field is a scan there too', () => {
    const rhythm = new ScanRhythm((text) => text.startsWith('0750'));
    for (const [place, key] of [...'075000|A'].entries()) rhythm.take({ key, code: '', atMs: place });
    expect(rhythm.end(true)).toEqual({ kind: 'unknown', text: '075000|A' });
    for (const [place, key] of [...'sao y ban'].entries()) rhythm.take({ key, code: '', atMs: place });
    expect(rhythm.end(true).kind).toBe('typing');
  });

  test('a key after a pause does not go on with the run', () => {
    const rhythm = new ScanRhythm();
    rhythm.take({ key: 'H', code: 'KeyH', atMs: 0 });
    expect(rhythm.continues(120)).toBe(true);
    expect(rhythm.continues(121)).toBe(false);
  });

  test('digits of a Vietnamese layout are read from the physical keys', () => {
    const keys = ['đ', 'ă', 'â', 'ê', 'ô', 'Dead', 'Dead', 'Dead', 'Dead', 'Dead'];
    const rhythm = new ScanRhythm();
    for (const [place, each] of [...CODE].entries()) {
      const digit = /\d/.test(each);
      rhythm.take({
        key: digit ? (keys[Number(each)] ?? '') : each,
        code: digit ? `Digit${each}` : '',
        atMs: place * 8,
      });
    }
    expect(rhythm.end(true)).toEqual({ kind: 'code', code: CODE });
  });
});
