import type { BadRow, ImportFault, ImportNote } from '../protocol/imports.ts';
import { translate } from './translate.ts';
import type { imports } from './vi/imports.ts';
import type { Words } from './words.ts';

type ImportWords = Words<typeof imports>;

/** What is wrong with a row, in words. */
export function rowProblemWords(words: ImportWords, { reason, value }: BadRow): string {
  if (reason === 'before_earlier') {
    const [later = '', earlier = ''] = value.split('<');
    const order = translate(words, 'order.before', {
      later: moment(words, later),
      earlier: moment(words, earlier),
    });
    return translate(words, 'row.before_earlier', { value: order });
  }
  if (reason === 'value_count') {
    const [n = '', width = ''] = value.split('/');
    return translate(words, 'row.value_count', { n, width });
  }
  return translate(words, `row.${reason}`, { value });
}

function moment(words: ImportWords, name: string): string {
  const key = `order.${name}`;
  return isKey(words, key) ? words[key] : name;
}

const isKey = (words: ImportWords, key: string): key is keyof ImportWords => key in words;

/** What a column of ours is called; a foreign title stays as it is. */
export function columnWords(words: ImportWords, name: string): string {
  const key = `column.${name}`;
  return isKey(words, key) ? words[key] : name;
}

/** Why a file cannot be read, in words. @param value as the fault carries it */
export function faultWords(words: ImportWords, fault: ImportFault, value: string): string {
  const said =
    fault === 'columns_missing'
      ? value
          .split(', ')
          .map((name) => columnWords(words, name))
          .join(', ')
      : value;
  return translate(words, `fault.${fault}`, { value: said });
}

/** Something noticed in a file, in words. */
export const noteWords = (words: ImportWords, { kind, count, where }: ImportNote): string =>
  translate(words, `note.${kind}`, {
    n: count,
    where: `${where.join(', ')}${count > where.length && where.length > 0 ? ', …' : ''}`,
  });
