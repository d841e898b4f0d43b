import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnsureError, ensure } from './ensure.mjs';
import { rooms } from './lint/walls.mjs';
import { runTool } from './run-step.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';
import { closingLine, countCheck, countVitest, exitStatusOf, sumCounts } from './test-count.mjs';

const WALLED = ['--config', '.dependency-cruiser.mjs', ...rooms];

const reports = mkdtempSync(join(tmpdir(), 'motcua-test-'));
// Children use the build made here and never start one of their own in the middle of the suite.
const env = { ...process.env, MOTCUA_BUILT: '1' };

async function types() {
  const [everything, server] = await Promise.all([
    runTool('typescript/bin/tsc', ['-p', 'tsconfig.json'], { env }),
    // The second pass sees the server without a browser's globals, as it will run.
    runTool('typescript/bin/tsc', ['-p', 'tsconfig.node.json', '--noEmit'], { env }),
  ]);
  return countCheck(everything || server);
}

async function lint() {
  const [style, promises, walls] = await Promise.all([
    runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], { env }),
    // Sees types, so it tells a promise that nobody awaits.
    runTool('oxlint/bin/oxlint', ['--type-aware'], { env }),
    runTool('dependency-cruiser/bin/dependency-cruise.mjs', WALLED, { env }),
  ]);
  return countCheck(style || promises || walls);
}

/** Files, exports and packages that nothing uses. */
async function unused() {
  return countCheck(await runTool('knip/bin/knip.js', ['--no-progress'], { env }));
}

function vitest(project) {
  return async () => {
    const file = join(reports, `${project}.json`);
    const status = await runTool(
      'vitest/vitest.mjs',
      ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      { env },
    );
    return countVitest(readReport(file), status);
  };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopped = true;
  });
}

const parts = {
  lint,
  unused,
  types,
  unit: vitest('unit'),
  contract: vitest('contract'),
  faults: vitest('faults'),
  e2e: vitest('e2e'),
};

async function build() {
  try {
    await ensure();
    return [];
  } catch (error) {
    if (!(error instanceof EnsureError)) throw error;
    process.stdout.write(`${error.message}\n`);
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
}

async function main(asked) {
  const unknown = asked.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    process.stderr.write(`Không có phần ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.\n`);
    return 2;
  }
  const counts = await build();
  for (const [name, run] of Object.entries(parts)) {
    // Without a build nothing that follows would say anything about the sources.
    if (counts.some((count) => count.name === undefined)) break;
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`\n== ${name}\n`);
    const count = await run();
    counts.push({ name, ...count });
    if (stopped) break;
  }
  process.stdout.write('\n');
  for (const { name, ...count } of counts)
    process.stdout.write(`${name ?? 'build'}: ${closingLine(count)}\n`);
  const total = sumCounts(counts);
  process.stdout.write(`${closingLine(total)}\n`);
  return stopped ? 130 : exitStatusOf(total);
}

stopWithNpm();
try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(reports, { recursive: true, force: true });
}
