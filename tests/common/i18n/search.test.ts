import { describe, expect, test } from 'vitest';
import { foldedWords, foldVietnamese } from '../../../common/i18n/fold.ts';
import {
  buildSearchIndex,
  type SearchItem,
  searchItems,
  withinOneTypo,
} from '../../../common/i18n/search.ts';

const ITEMS: SearchItem[] = [
  { name: 'Đăng ký khai sinh', everydayWords: ['làm giấy cho con', 'giấy khai sinh'], codes: ['1.001193'] },
  { name: 'Đăng ký lại khai sinh' },
  { name: 'Đăng ký khai tử', everydayWords: ['báo tử'] },
  { name: 'Đăng ký kết hôn', everydayWords: ['lấy vợ lấy chồng'] },
  { name: 'Cấp Giấy xác nhận tình trạng hôn nhân', everydayWords: ['giấy độc thân'] },
  { name: 'Chứng thực bản sao từ bản chính', everydayWords: ['sao y'] },
  { name: 'Đăng ký, cấp GCN lần đầu (hộ gia đình, cá nhân)', everydayWords: ['làm sổ đỏ', 'sổ hồng'] },
  { name: 'Đăng ký thường trú', everydayWords: ['hộ khẩu', 'nhập khẩu'] },
  { name: 'Đăng ký thế chấp QSDĐ, tài sản gắn liền với đất', everydayWords: ['vay ngân hàng'] },
];
const index = buildSearchIndex(ITEMS, (item) => item);
const find = (typed: string): string[] => searchItems(index, typed).map((hit) => hit.item.name);

describe('folding', () => {
  test('takes off every mark and case, with đ as d, for composed and decomposed text alike', () => {
    expect(foldVietnamese('Ễ Ữ Ợ Ẵ ĐẶNG')).toBe('e u o a dang');
    expect(foldVietnamese('Ễ Ữ Ợ Ẵ ĐẶNG'.normalize('NFD'))).toBe('e u o a dang');
    expect(foldVietnamese('  Sổ \t đỏ ')).toBe('so do');
  });

  test('leaves letters of other scripts whole', () => {
    expect(foldedWords('取号, số 5')).toEqual(['取号', 'so', '5']);
  });
});

describe('search', () => {
  test.each([
    ['sổ đỏ', 'Đăng ký, cấp GCN lần đầu (hộ gia đình, cá nhân)'],
    ['so do', 'Đăng ký, cấp GCN lần đầu (hộ gia đình, cá nhân)'],
    ['LÀM GIẤY CHO CON', 'Đăng ký khai sinh'],
    ['lam giay cho con', 'Đăng ký khai sinh'],
    ['sao y', 'Chứng thực bản sao từ bản chính'],
    ['giay doc than', 'Cấp Giấy xác nhận tình trạng hôn nhân'],
    ['ho khau', 'Đăng ký thường trú'],
    ['toi muon lam giay khai sinh', 'Đăng ký khai sinh'],
    ['1.001193', 'Đăng ký khai sinh'],
  ])('finds "%s" first by the words people use', (typed, expected) => {
    expect(find(typed)[0]).toBe(expected);
  });

  test('finds by the beginning of the last word, as it is being typed', () => {
    expect(find('khai si')[0]).toBe('Đăng ký khai sinh');
    expect(find('ket h')[0]).toBe('Đăng ký kết hôn');
  });

  test('forgives one slip in a word of five letters or more, and in one shorter word beside others that are right', () => {
    expect(find('chugn thuc')[0]).toBe('Chứng thực bản sao từ bản chính');
    expect(find('thuong tru')[0]).toBe('Đăng ký thường trú');
    expect(find('thuogn tru')[0]).toBe('Đăng ký thường trú');
    expect(find('saoo y')[0]).toBe('Chứng thực bản sao từ bản chính');
    // Two slips in short words, or a short word alone, could be anything.
    expect(find('kahi sihn')).toEqual([]);
    expect(find('sao')[0]).toContain('sao');
    expect(find('sa1')).toEqual([]);
  });

  test('ranks a whole name above the same words inside a longer one', () => {
    expect(find('đăng ký khai sinh').slice(0, 2)).toEqual(['Đăng ký khai sinh', 'Đăng ký lại khai sinh']);
  });

  test('finds nothing for nothing, and nothing for words of no matter', () => {
    expect(find('')).toEqual([]);
    expect(find('   ')).toEqual([]);
    expect(find('máy bay trực thăng')).toEqual([]);
    expect(find('!!!')).toEqual([]);
  });

  test('gives at most as many as asked for', () => {
    expect(searchItems(index, 'dang ky', 2)).toHaveLength(2);
  });
});

describe('one slip', () => {
  test('is one letter more, less, other, or two neighbours swapped', () => {
    expect(withinOneTypo('sinh', 'sinh')).toBe(true);
    expect(withinOneTypo('snih', 'sinh')).toBe(true);
    expect(withinOneTypo('sin', 'sinh')).toBe(true);
    expect(withinOneTypo('sinnh', 'sinh')).toBe(true);
    expect(withinOneTypo('sonh', 'sinh')).toBe(true);
    expect(withinOneTypo('sonk', 'sinh')).toBe(false);
    expect(withinOneTypo('hnis', 'sinh')).toBe(false);
    expect(withinOneTypo('si', 'sinh')).toBe(false);
  });
});
