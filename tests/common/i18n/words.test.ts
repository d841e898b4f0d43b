import { describe, expect, test } from 'vitest';
import { en } from '../../../common/i18n/en.ts';
import { translate, translator } from '../../../common/i18n/translate.ts';
import { vi } from '../../../common/i18n/vi.ts';
import { REFUSAL_STATUS } from '../../../common/protocol/refusals.ts';

type Entry = readonly [key: string, text: string];

const entries = (dictionary: object): Entry[] =>
  Object.entries(dictionary as Record<string, Record<string, string>>).flatMap(([page, words]) =>
    Object.entries(words).map(([key, text]): Entry => [`${page}.${key}`, text]),
  );
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort();

describe('words', () => {
  test('have the same keys and the same {names} in Vietnamese and English', () => {
    const english = new Map(entries(en));
    const vietnamese = entries(vi);
    const whole = [...english.keys()].filter((key) => !key.includes('#'));
    expect(whole.sort()).toEqual(vietnamese.map(([key]) => key).sort());
    for (const [key, text] of vietnamese)
      expect([key, names(english.get(key) ?? '')]).toEqual([key, names(text)]);
  });

  test('are NFC, trimmed, never empty, and without exclamation marks', () => {
    const faults = [...entries(vi), ...entries(en)].filter(
      ([, text]) =>
        text === '' || text !== text.normalize('NFC') || text !== text.trim() || text.includes('!'),
    );
    expect(faults).toEqual([]);
  });

  test('have a sentence for every refusal the hall can give', () => {
    const missing = Object.keys(REFUSAL_STATUS).filter((code) => !Object.hasOwn(vi.errors, code));
    expect(missing).toEqual([]);
    expect(Object.values(vi.errors).every((text) => text.endsWith('.'))).toBe(true);
  });

  test('say the given wording of the product verbatim', () => {
    const said = new Set(entries(vi).map(([, text]) => text));
    const wanted = [
      'Mời ông/bà chọn việc cần làm',
      'Nộp hồ sơ',
      'Nhận kết quả',
      'Hỏi, hướng dẫn',
      'Lấy số',
      'Số của ông/bà',
      'Còn {n} người trước',
      'Ước chừng {a}–{b} phút',
      'Mời nhận phiếu ở khe in',
      'Máy in hết giấy. Xin ghi lại hoặc chụp số này, và báo nhân viên',
      'Mất kết nối, đang thử lại',
      'Quầy {n} tạm dừng',
      'Gọi tiếp',
      'Gọi lại',
      'Vắng mặt',
      'Chuyển',
      'Gác lại',
      'Hoàn thành',
      'Không còn ai chờ',
      'Mất kết nối – số đang hiển thị có thể cũ',
      'MỜI CÔNG DÂN CÓ SỐ',
      'PHIẾU SỐ THỨ TỰ',
    ];
    expect(wanted.filter((text) => !said.has(text))).toEqual([]);
  });

  test('fill in names, and leave a name visible when it has no value', () => {
    expect(translate(vi.common, 'estimateRange', { a: 10, b: 15 })).toBe('Ước chừng 10–15 phút');
    expect(translator(en.common)('aheadOfYou', { n: 0 })).toBe('People ahead of you: 0');
    expect(translate(vi.common, 'aheadOfYou')).toBe('Còn {n} người trước');
    expect(translate(vi.common, 'counterN', { n: '$&' })).toBe('Quầy $&');
  });
});
