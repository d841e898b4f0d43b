import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { packageFolder } from '../hardware/package-folder.ts';
import { ratioOf, verdictOf } from './figure.ts';
import type { Measure, MeasureResult } from './measure.ts';
import { MEASURES } from './registry.ts';
import { tableOf } from './table.ts';

interface Flags {
  readonly json?: boolean;
  readonly quick?: boolean;
}

async function runOne(measure: Measure, results: string, quick: boolean): Promise<MeasureResult> {
  // Beside the results, not in the system's temporary folder: that one is often no disk at all.
  const folder = mkdtempSync(join(results, 'run-'));
  try {
    return await measure.run({
      quick,
      folder,
      say: (sentence) => process.stderr.write(`· ${measure.name}: ${sentence}\n`),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(names: readonly string[], flags: Flags): Promise<number> {
  const unknown = names.filter((name) => MEASURES.every((measure) => measure.name !== name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No measure ${unknown.join(', ')}; there are: ${MEASURES.map((each) => each.name).join(', ')}.\n`,
    );
    return 2;
  }
  const chosen = names.length === 0 ? MEASURES : MEASURES.filter((measure) => names.includes(measure.name));
  const results = join(packageFolder(), 'bench', 'results');
  mkdirSync(results, { recursive: true });
  const startedAt = new Date().toISOString();
  const done: object[] = [];
  let missed = 0;
  for (const measure of chosen) {
    const loadBefore = loadavg()[0] ?? 0;
    const { figures, notes } = await runOne(measure, results, flags.quick === true);
    missed += figures.filter((figure) => verdictOf(figure) === 'missed').length;
    done.push({
      name: measure.name,
      title: measure.title,
      loadBefore,
      notes,
      figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), verdict: verdictOf(figure) })),
    });
    if (flags.json !== true)
      process.stdout.write(
        `\n${measure.title}\n\n${tableOf(figures)}\n${notes.map((note) => `  ${note}\n`).join('')}`,
      );
  }
  const report = {
    startedAt,
    quick: flags.quick === true,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: cpus().length,
    processor: cpus()[0]?.model ?? '',
    measures: done,
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const file = join(results, `${startedAt.replaceAll(':', '')}.json`);
  writeFileSync(file, text);
  if (flags.json === true) process.stdout.write(text);
  else process.stdout.write(`\n${missed === 0 ? 'Every limit kept.' : `${missed} missed.`} ${file}\n`);
  return missed === 0 ? 0 : 1;
}

/** Runs the measures named, or all. @returns 0 when every limit is kept, 1 when one is missed, 2 on wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('bench')
    .description('measured comparisons of the hall with bare peers in the same run')
    .argument('[names...]', `which: ${MEASURES.map((measure) => measure.name).join(', ')}`)
    .option('--json', 'print the JSON report instead of tables')
    .option('--quick', 'fewer rounds: shows that it works, not to judge by')
    .exitOverride()
    .action(async (names: string[], flags: Flags) => {
      status = await bench(names, flags);
    });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return status;
}
