import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rooms, root, sourcesUnder, textOf } from './house-files.ts';

const longestLines = 420;
const sources = sourcesUnder(...rooms);

describe('the shape of the house', () => {
  test('no source file is longer than one thing needs', () => {
    const long = sources
      .map((path) => ({ path, lines: textOf(path).split('\n').length }))
      .filter(({ lines }) => lines > longestLines);
    expect(long).toEqual([]);
  });

  test('no file is named after nothing in particular', () => {
    const vague = /^(?:utils?|helpers?|managers?|misc)\.[a-z]+$/;
    // The words of the room manager/ are named after that room.
    const named = sources.filter((path) => !path.startsWith('common/i18n/'));
    expect(named.filter((path) => vague.test(basename(path)))).toEqual([]);
  });

  test('file names are kebab-case', () => {
    expect(sources.filter((path) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(basename(path)))).toEqual([]);
  });

  test('no source switches the compiler or the linter off, and none is left half done', () => {
    // Written apart, so that this file does not find itself.
    const leftOver = new RegExp(
      `@ts-(?:${'ignore'}|${'nocheck'})|biome-${'ignore'}|\\b(?:TO${'DO'}|FIX${'ME'}|HA${'CK'})\\b`,
    );
    expect(sources.filter((path) => leftOver.test(textOf(path)))).toEqual([]);
  });

  test('a schema bears the name of its type, in every room', () => {
    const named = sources.filter((path) => !path.startsWith('tests/'));
    const apart = named.filter((path) => /\bconst [a-z]\w*Schema\b/.test(textOf(path)));
    expect(named.length).toBeGreaterThan(500);
    expect(apart).toEqual([]);
  });

  test('every text is composed Unicode, as search and printing expect', () => {
    expect(sources.filter((path) => textOf(path) !== textOf(path).normalize('NFC'))).toEqual([]);
  });
});

describe('what the documents promise', () => {
  test('the glossary exists', () => {
    expect(existsSync(join(root, 'docs/glossary.md'))).toBe(true);
  });

  test('every rule of the queue is named in the title of a test', () => {
    const ruleIds = [...new Set(textOf('docs/queue-rules.md').match(/\[[A-Z]{2,8}\d+[a-z]?\]/g) ?? [])];
    expect(ruleIds.length).toBeGreaterThan(0);
    const titles = sourcesUnder('tests')
      .filter((path) => /\.test\.tsx?$/.test(path))
      .flatMap(
        (path) => textOf(path).match(/\b(?:test|it|chapter|describe)\b[^'"`]*?\(\s*(['"`])[^\n]*?\1/g) ?? [],
      )
      .join('\n');
    expect(ruleIds.filter((id) => !titles.includes(id))).toEqual([]);
  });
});
