import type { FileProblem } from '../../common/protocol/imports.ts';

/** What a file is by its first bytes, whatever its name says. */
export type FileKind =
  | 'text'
  | 'workbook'
  | Extract<FileProblem, 'old_office' | 'open_document' | 'web_page' | 'not_a_table'>;

/** So many first bytes tell it. */
export const KIND_BYTES = 512;

const MARKS: readonly (readonly [FileKind, Buffer])[] = [
  ['old_office', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
  // Files of Excel before 1995.
  ['old_office', Buffer.from([0x09, 0x08])],
  ['old_office', Buffer.from([0x09, 0x04])],
  ['not_a_table', Buffer.from('%PDF')],
  ['not_a_table', Buffer.from('Rar!')],
  ['not_a_table', Buffer.from('7z\xbc\xaf', 'latin1')],
  ['not_a_table', Buffer.from('SQLite format 3')],
  ['not_a_table', Buffer.from('{\\rtf')],
  ['not_a_table', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['not_a_table', Buffer.from([0xff, 0xd8, 0xff])],
];

/**
 * What a file is. Pages of the web and XML that a program named ".xls" are told apart: Excel opens them, we do not.
 * @param head the first bytes, KIND_BYTES of them where there are as many
 */
export function kindOf(head: Buffer): FileKind {
  const begins = (mark: Buffer) => head.subarray(0, mark.length).equals(mark);
  if (begins(Buffer.from('PK'))) {
    const text = head.toString('latin1');
    return text.includes('opendocument') ? 'open_document' : 'workbook';
  }
  const marked = MARKS.find(([, mark]) => begins(mark));
  if (marked) return marked[0];
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[\xef\xbb\xbf\xff\xfe\s]+/, '')
    .toLowerCase();
  return /^<(?:!doctype|html|head|body|table|meta|style|\?xml|mime)/.test(text) ||
    text.startsWith('mime-version:')
    ? 'web_page'
    : 'text';
}
