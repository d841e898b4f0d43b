/**
 * A text without diacritics and case, for search: "Sổ Đỏ" and "so do" become the same. đ is a letter of its own in
 * Unicode, not a d with a mark, so that it needs its own step. Takes NFC and NFD alike; runs of spaces become one.
 */
export function foldVietnamese(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** The folded words of a text: letters and digits, other characters part them. */
export function foldedWords(text: string): string[] {
  return foldVietnamese(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
