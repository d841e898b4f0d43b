import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageFolder } from '../../hardware/package-folder.ts';
import type { Figure } from '../figure.ts';
import { told } from '../figure.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { officeQuestion, onOtherDays, overall, planOf } from '../peers/office-plan.ts';

/** Where the public records of the Warsaw offices lie: beside the project, or as the environment says. */
const FOLDER = process.env.OFFICES ?? join(packageFolder(), '..', 'shared', 'data', 'warsaw');
const ENDING = '.tickets.csv.gz';
const SEEDS = [90_001, 90_002];
/** Recorded days that the plan of the hold-out does not see. */
const HELD_OUT = 4;
const HELD_OUT_SIMULATED = 100;

interface Row {
  readonly office: string;
  readonly cells: readonly string[];
  readonly alone: number;
  readonly pooled: number;
  readonly fields: number;
  readonly missed: number;
  readonly seconds: number;
  readonly heldOut: number;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

async function rowOf(file: string, folder: string): Promise<Row> {
  mkdirSync(folder);
  const question = await officeQuestion(file, folder);
  const start = performance.now();
  const plan = planOf(question);
  const seconds = (performance.now() - start) / 1000;
  const fresh = SEEDS.map((seed) => onOtherDays(plan, question, seed));
  const all = fresh.flat();
  const worst = all.reduce((least, each) => (each.share < least.share ? each : least));
  const codes = new Set(all.filter(({ share }) => share < plan.target.share).map(({ code }) => code));
  const earlier = {
    ...question,
    request: { ...question.request, days: HELD_OUT_SIMULATED },
    days: question.days.slice(0, -HELD_OUT),
  };
  const heldOut = overall(
    onOtherDays(planOf(earlier), question, SEEDS[0] ?? 0, question.days.slice(-HELD_OUT)),
    question,
  );
  const office = basename(file, ENDING);
  return {
    office,
    alone: plan.officialsAlone,
    pooled: plan.officials,
    fields: all.length / SEEDS.length,
    missed: codes.size,
    seconds,
    heldOut,
    cells: [
      office,
      String(question.fields.length),
      String(plan.tickets),
      String(question.skippedNumbers ?? 0),
      String(plan.officialsAlone),
      String(plan.officials),
      `${plan.saved.officials} (${plan.saved.low}–${plan.saved.high})`,
      String(plan.groups.length),
      percent(worst.share),
      worst.name,
      percent(overall(all, question)),
      percent(heldOut),
      seconds.toFixed(1),
    ],
  };
}

const HEAD = [
  'office',
  'fields',
  'tickets',
  'skipped numbers',
  'officials alone',
  'pooled',
  'saved (95 %)',
  'groups',
  'worst field',
  'which',
  'all citizens',
  'days not seen',
  's',
];

async function run({ folder, quick, say }: BenchRun): Promise<MeasureResult> {
  if (!existsSync(FOLDER))
    return { figures: [], notes: ['The records are not here; OFFICES names the folder that holds them.'] };
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(ENDING));
  const rows: Row[] = [];
  for (const file of quick ? files.slice(-2) : files) {
    const row = await rowOf(join(FOLDER, file), join(folder, file));
    rows.push(row);
    say(row.cells.join(' | '));
  }
  const lines = [HEAD, HEAD.map(() => '---'), ...rows.map((row) => row.cells)];
  const table = lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |\n`)
    .join('');
  writeFileSync(join(packageFolder(), 'bench', 'results', 'office-plans.md'), table);
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  const none = (name: string, value: number): Figure => ({
    name,
    unit: '',
    value,
    peer: null,
    limit: { of: 'value', kind: 'at-most', value: 0 },
  });
  return {
    figures: [
      none(
        'offices that need more officials pooled than alone',
        sum((row) => Number(row.pooled > row.alone)),
      ),
      none(
        'planned fields below their target with two other seeds',
        sum((row) => row.missed),
      ),
      told(
        'planned fields',
        '',
        sum((row) => row.fields),
      ),
      told(
        'officials, each field alone',
        '',
        sum((row) => row.alone),
      ),
      told(
        'officials, pooled',
        '',
        sum((row) => row.pooled),
      ),
      told('slowest plan', 's', Math.max(...rows.map((row) => row.seconds))),
    ],
    notes: [
      'Real records through the real import; 90 % within 15 minutes; the table is in bench/results/office-plans.md.',
    ],
  };
}

/** Plans of real offices, proved on days of other seeds and on recorded days that they did not see. */
export const officePlans: Measure = {
  name: 'office-plans',
  title: 'Staffing plans of real municipal offices',
  run,
};
