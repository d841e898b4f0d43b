import { describe, expect, test } from 'vitest';
import { filesUnder, sourcesUnder, textOf } from './house-files.ts';
import { breaches, importsOf, mayImport } from './imports.ts';

describe('the arrows of the house, by resolved paths', () => {
  test.each(Object.keys(mayImport))('%s imports only what it may', (room) => {
    expect(sourcesUnder(room).flatMap((path) => breaches(path))).toEqual([]);
  });

  test('a relative path that climbs out of its room is seen, however it is written', () => {
    const text =
      "import { x } from './../storage/x.ts';\nexport const y = await import('../../hardware/y.ts');";
    expect(breaches('server/domain/a.ts', text)).toEqual([
      'server/domain/a.ts imports server/storage/x.ts',
      'server/domain/a.ts imports hardware/y.ts',
    ]);
  });

  test('the server reaches no front end and nothing that only front ends use', () => {
    const faces = /^(?:kiosk|display|counter-client|manager|citizen|common\/ui|common\/client)\//;
    const reached = sourcesUnder('server').flatMap((path) => {
      return importsOf(path).files.filter((file) => faces.test(file));
    });
    expect(reached).toEqual([]);
  });

  test('only one file imports escpos, so that its age stays behind one adapter', () => {
    const users = sourcesUnder('server', 'hardware', 'common').filter((path) =>
      importsOf(path).packages.includes('escpos'),
    );
    expect(users.length).toBeLessThanOrEqual(1);
  });

  test('no page of a front end asks another host for anything', () => {
    const pages = ['kiosk', 'display', 'counter-client', 'manager', 'citizen']
      .flatMap(filesUnder)
      .filter((path) => /\.(?:html|css)$/.test(path));
    const outside = pages.filter((path) =>
      /(?:src|href|url\()\s*=?\s*["'(]?\s*(?:https?:)?\/\//.test(textOf(path)),
    );
    expect(outside).toEqual([]);
  });
});
