import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureOrExit } from './ensure.mjs';
import { plainAssets } from './fresh.mjs';
import { inRoot, runNpm, runStep } from './run-step.mjs';

/** What a hall needs of the tree: the build, its data and words for people, and what starts it. */
const KEPT = [
  'dist/node',
  'dist/web',
  'dist/fonts',
  'bin',
  'hall-data',
  'docs',
  'scripts/launch.mjs',
  'scripts/run-step.mjs',
  'scripts/stop-with-npm.mjs',
  'package-lock.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];

const folder = resolve(process.argv[2] ?? '');
if (process.argv.length !== 3) {
  process.stderr.write('npm run release -- THƯ-MỤC / FOLDER\n');
  process.exit(2);
}
if (existsSync(folder) && readdirSync(folder).length > 0) {
  process.stderr.write(`${folder} đã có nội dung. ${folder} is not empty.\n`);
  process.exit(1);
}

await ensureOrExit();
// Models, fonts and voices are read where they stand in the tree.
for (const path of [...KEPT, ...plainAssets()]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(inRoot(path), join(folder, path), { recursive: true });
}
const described = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
// The list of developers' packages stays: the lockfile names them, and npm compares the two.
writeFileSync(
  join(folder, 'package.json'),
  `${JSON.stringify({ ...described, scripts: { start: 'bin/motcua hall' } }, null, 2)}\n`,
);

const inFolder = { cwd: folder, output: 'stderr' };
// No install script runs: the one that matters compiles the database, and that is here already.
const packages = ['install', '--no-save', '--omit=dev', '--ignore-scripts', '--no-fund', '--no-audit'];
const installed = (await runNpm(packages, inFolder)) === 0;
const binary = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
if (installed) {
  mkdirSync(dirname(join(folder, binary)), { recursive: true });
  cpSync(inRoot(binary), join(folder, binary));
}
const done =
  installed &&
  (await runStep(process.execPath, [join(folder, 'bin', 'motcua'), '--version'], inFolder)) === 0;
if (!done) {
  process.stderr.write('Không đóng gói được. The release could not be made.\n');
  process.exit(1);
}
process.stdout.write(`Đã đóng gói / released: ${folder}\n`);
