import { expect, test } from 'vitest';
import { filesUnder, textOf } from './house-files.ts';

const files = filesUnder('tests/e2e').filter((path) => path.endsWith('.test.ts'));

/** Tests of these files open a page of their own, or come from the start page, on a hall that none of them changes for another. */
const APART = ['every-page', 'every-page-in-use', 'every-screen', 'kiosk-panels', 'readme-pictures'];

/** Tests that look at built files alone. */
const readsFiles = (title: string) => /stays (?:below|small)/.test(title);

test('browser tests that share a page are chapters of a story, so that each can be run alone', () => {
  expect(files.length).toBeGreaterThan(20);
  const chained = files.filter((path) => {
    const text = textOf(path);
    if (APART.some((name) => path.endsWith(`/${name}.test.ts`)) || text.includes('beforeEach(')) return false;
    const titles = [...text.matchAll(/^ *test(?:\.each)?\(\s*(['"`])(.*)\1/gm)].map(
      ([, , title = '']) => title,
    );
    return titles.some((title) => !readsFiles(title)) || !/= story\(\)/.test(text);
  });
  expect(chained).toEqual([]);
});
