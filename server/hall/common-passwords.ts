import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../hardware/package-folder.ts';

let commonest: ReadonlySet<string> | undefined;

/** The passwords of hall-data/common-passwords.txt, in lower case; read when the first one is judged. */
export function commonPasswords(): ReadonlySet<string> {
  commonest ??= new Set(
    readFileSync(join(packageFolder(), 'hall-data', 'common-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
  return commonest;
}
