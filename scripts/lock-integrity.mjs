import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

// npm leaves the digest out of entries for other platforms that it never fetched. This asks the registry for those
// alone and writes them in; tests/house/dependencies.test.ts tells when it is needed.
const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || entry.link || entry.integrity) continue;
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const asked = ['view', `${name}@${entry.version}`, 'dist.integrity'];
  const integrity = execFileSync('npm', asked, { encoding: 'utf8' }).trim();
  if (!integrity.startsWith('sha512-')) throw new Error(`the registry names no digest of ${name}`);
  const { version, ...rest } = entry;
  lock.packages[path] = { version, integrity, ...rest };
  process.stdout.write(`${name}@${version}\n`);
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
