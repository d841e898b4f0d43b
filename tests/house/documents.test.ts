import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, root, textOf } from './house-files.ts';

/** What a stranger reads first; decisions tell of their own day and may name what is gone. */
const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'hardware/README.md',
  ...filesUnder('docs').filter((path) => path.endsWith('.md') && !path.startsWith('docs/decisions/')),
];

/** Paths of the repository named in a document: in back-ticks, or as the target of a link. */
function pathsIn(text: string): string[] {
  const ticked = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name);
  const linked = [...text.matchAll(/\]\(([^)\s#]+)/g)].map(([, name = '']) => name);
  const isPath = (name: string) =>
    /^[\w-][\w.-]*(?:\/[\w.-]+)*\/?$/.test(name) &&
    (/\.(?:tsx?|mjs|json|css|md|png)$/.test(name) || name.endsWith('/'));
  return [...ticked.filter(isPath), ...linked.filter((name) => isPath(name) && !name.includes('://'))];
}

const ALL_FILES = ['server', 'common', 'hardware', 'manager', 'tests', 'scripts'].flatMap(filesUnder);

/** Data of a running hall, not of the repository. */
const OF_A_HALL = /^(?:data|dist)\/|^[\w.-]+\.(?:json|md)$/;

describe('the documents', () => {
  test.each(DOCUMENTS)('%s names only files that are there', (document) => {
    const folder = join(document, '..');
    const rooms = ['', 'server', 'common', 'hardware', 'tests', folder];
    // A bare name is told where its folder is plain: some file must bear it.
    const isThere = (path: string) =>
      path.includes('/')
        ? rooms.some((room) => existsSync(join(root, room, path)))
        : ALL_FILES.some((file) => file.endsWith(`/${path}`));
    const missing = pathsIn(textOf(document)).filter((path) => !OF_A_HALL.test(path) && !isThere(path));
    expect(missing).toEqual([]);
  });

  test('the commands that the documents tell of are scripts of the package', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const told = DOCUMENTS.flatMap((document) =>
      [...textOf(document).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('every picture is shown in a document and made by a browser test', () => {
    const shown = DOCUMENTS.flatMap((document) =>
      [...textOf(document).matchAll(/pictures\/([\w-]+)\.png/g)].map(([, name = '']) => name),
    );
    const made = filesUnder('tests/e2e').flatMap((file) =>
      [...textOf(file).matchAll(/readmeP(?:ageOf|icture)\((?:\w+, )?'([\w-]+)'/g)].map(
        ([, name = '']) => name,
      ),
    );
    const kept = filesUnder('docs/pictures').map((path) => /([\w-]+)\.png$/.exec(path)?.[1] ?? path);
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.filter((name) => !shown.includes(name) || !made.includes(name))).toEqual([]);
  });

  test.each([
    ['CHANGELOG.md', /^- (.{40})/gm],
    ['ARCHITECTURE.md', /^((?:server|common|hardware)\/?\S*|\| [a-z][^|]*)/gm],
    ['CONTRIBUTING.md', /^(\*\*[^*]+\*\*|\| `[^`]+`)/gm],
    ['docs/queue-rules.md', /^- (\[\w+\])/gm],
  ])('%s says nothing twice', (document, beginning) => {
    const begun = [...textOf(document).matchAll(beginning)].map(([, words = '']) => words.trim());
    expect(begun.length).toBeGreaterThan(5);
    expect(begun.filter((words, at) => begun.indexOf(words) !== at)).toEqual([]);
  });

  test('each decision is numbered apart from the others', () => {
    const numbers = filesUnder('docs/decisions').map((path) => /(\d{4})-[\w-]+\.md$/.exec(path)?.[1] ?? path);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  });
});
