import { describe, expect, test } from 'vitest';
import { filesUnder, sourcesUnder, textOf } from './house-files.ts';
import { importsOf } from './imports.ts';

describe('what the sources of the house import', () => {
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
