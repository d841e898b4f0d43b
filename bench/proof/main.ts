import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageFolder } from '../../hardware/package-folder.ts';
import { planOf } from '../peers/office-plan.ts';
import { Judge } from './judge.ts';
import { LOOK_AHEAD_HEAD, madeProof, officeLookAhead, rowsOfLookAhead } from './look-ahead.ts';
import { datesAfter, MIDDLE_HALL, questionOf, type TrueHall, truthOf } from './made-truth.ts';
import { cameTo, heldBy, missedOf, type OfficeProof, proveOffice, TICKETS } from './office-proof.ts';

interface Flags {
  readonly offices?: string;
  readonly judge?: string;
  readonly only?: string;
  readonly halls: string;
  readonly seeds: string;
  readonly part: string;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |\n`)
    .join('');

function officeTables(proofs: readonly OfficeProof[]): string {
  const hours = ({ plan }: OfficeProof, bySlot: boolean) =>
    plan.groups.reduce(
      (sum, group) =>
        sum +
        group.officialsBySlot.reduce((all, slot) => all + (bySlot ? slot.officials : group.officials), 0) / 2,
      0,
    );
  const offices = table(
    [
      'office',
      'fields',
      'officials (alone)',
      'saved (95 %)',
      'seen: under target',
      'seen: least field-days kept',
      'by half-hour: under target',
      'person-hours (all day)',
      '5 % away: officials, under target',
      'later days: under target',
      'later days in the promise (mean width)',
      'twin within 3 points',
      'seeds: officials, same groups',
      's',
    ],
    proofs.map((proof) => {
      const { plan, seen, bySlot, absent, later, early, twin, seeds } = proof;
      const held = heldBy(early, later);
      return [
        proof.office,
        String(cameTo(seen).length),
        `${plan.officials} (${plan.officialsAlone})`,
        `${plan.saved.officials} (${plan.saved.low}–${plan.saved.high})`,
        String(missedOf(seen, plan).length),
        percent(Math.min(...cameTo(seen).map(({ daysKept }) => daysKept ?? 1))),
        String(missedOf(bySlot, plan).length),
        `${hours(proof, true)} (${hours(proof, false)})`,
        `${absent.officials}, ${missedOf(absent.verdict, plan).length}`,
        `${missedOf(later, early).length} of ${cameTo(later).length}`,
        `${held.held} of ${held.of} (${(100 * held.width).toFixed(0)} points)`,
        `${twin.near} of ${twin.of} (${twin.points} points)`,
        `${Math.min(...seeds.officials)}–${Math.max(...seeds.officials)}, ${seeds.sameGroups} of ${seeds.officials.length}`,
        proof.seconds.toFixed(1),
      ];
    }),
  );
  const fields = proofs.map((proof) => {
    const by = (verdict: OfficeProof['seen']) => new Map(cameTo(verdict).map((row) => [row.code, row.share]));
    const [seen, slots, absent, later] = [proof.seen, proof.bySlot, proof.absent.verdict, proof.later].map(
      by,
    );
    const early = new Map(proof.early.fields.map((field) => [field.code, field.promise]));
    const twin = new Map(proof.plan.twin?.fields.map((field) => [field.code, field]));
    const cell = (share: number | undefined) => (share === undefined ? '–' : percent(share));
    return `\n### ${proof.office}\n\n${table(
      [
        'field',
        'a day',
        'seen',
        'by half-hour',
        '5 % away',
        'promised (earlier plan)',
        'later days',
        'recorded',
        'replayed',
      ],
      proof.plan.fields
        .filter((field) => field.tickets > 0)
        .map((field) => {
          const promise = early.get(field.code);
          const replayed = twin.get(field.code);
          return [
            `${field.code} ${field.name}`,
            field.perDay.toFixed(1),
            cell(seen?.get(field.code)),
            cell(slots?.get(field.code)),
            cell(absent?.get(field.code)),
            promise ? `${percent(promise.low)} – ${percent(promise.high)}` : '–',
            cell(later?.get(field.code)),
            cell(replayed?.recordedShare),
            cell(replayed?.simulatedShare),
          ];
        }),
    )}`;
  });
  return `## Offices, judged from outside\n\n${offices}${fields.join('')}`;
}

/** Halls whose truth is known: what was promised beside what is true on days to come. */
async function madeTables(folder: string, seeds: readonly number[], say: (text: string) => void) {
  const rows: string[][] = [];
  const tried: (readonly [name: string, hall: TrueHall, later: number])[] = seeds.flatMap((seed) => [
    [`gap 0, seed ${seed}`, { ...MIDDLE_HALL, gapMinutes: 0, seed }, 60] as const,
    [`gap 1.5, seed ${seed}`, { ...MIDDLE_HALL, gapMinutes: 1.5, seed }, 60] as const,
    [
      `growing 6 % a month, seed ${seed}`,
      {
        ...MIDDLE_HALL,
        counters: [...MIDDLE_HALL.counters, ...MIDDLE_HALL.counters],
        gapMinutes: 1.5,
        growth: 0.06,
        first: '2026-01-05',
        days: 185,
        seed,
      },
      60,
    ] as const,
  ]);
  for (const [at, [name, hall, later]] of tried.entries()) {
    const own = join(folder, `hall-${at}`);
    mkdirSync(own);
    const plan = planOf(await questionOf(hall, own));
    const truth = truthOf(plan, hall, datesAfter(hall, later), hall.seed + 90_000);
    const held = plan.fields.filter(({ code, promise }) => {
      const share = truth.get(code) ?? 0;
      return promise && share >= promise.low - 5e-4 && share <= promise.high + 5e-4;
    });
    rows.push([
      name,
      String(plan.officials),
      plan.fields.map(({ gapMinutes = 0 }) => gapMinutes.toFixed(1)).join(' '),
      plan.fields.map(({ growthPerMonth = 0 }) => `${(100 * growthPerMonth).toFixed(1)} %`).join(' '),
      plan.fields
        .map(({ promise }) => (promise ? `${percent(promise.low)}–${percent(promise.high)}` : '–'))
        .join(' '),
      plan.fields.map(({ code }) => percent(truth.get(code) ?? 0)).join(' '),
      `${held.length} of ${plan.fields.length}`,
      String(plan.fields.filter(({ code }) => (truth.get(code) ?? 0) < plan.target.share).length),
    ]);
    say(`${name}: ${held.length} of ${plan.fields.length} in the promise`);
  }
  return `## Halls whose truth is known\n\n${table(
    [
      'hall',
      'officials',
      'gap found, minutes',
      'growth found',
      'promised',
      'true on the next 60 days',
      'in the promise',
      'under target',
    ],
    rows,
  )}`;
}

/** Officials who are not there on the days that are lived: on days as planned nearly nobody is late. */
const AWAY = [0, 1, 2];

/** Halls lived through with and without the look ahead of the live page. */
async function lookAheadTable(flags: Flags, folder: string, say: (text: string) => void): Promise<string> {
  const proofs = [];
  for (let at = 0; at < Number(flags.halls); at += 1)
    for (const away of AWAY)
      proofs.push(await madeProof(101 + at, away, join(folder, `ahead-${at}-${away}`), say));
  const only = flags.only?.split(',');
  const files = flags.offices === undefined || !existsSync(flags.offices) ? [] : readdirSync(flags.offices);
  for (const file of files.filter((each) => each.endsWith(TICKETS)))
    if (only?.includes(file.slice(0, -TICKETS.length)) ?? true)
      proofs.push(await officeLookAhead(join(flags.offices ?? '', file), join(folder, `ahead-${file}`), say));
  return `## The look ahead, with and without it\n\n${table(LOOK_AHEAD_HEAD, rowsOfLookAhead(proofs))}`;
}

async function prove(flags: Flags): Promise<number> {
  const say = (text: string) => process.stderr.write(`· ${text}\n`);
  const results = join(packageFolder(), 'bench', 'results');
  mkdirSync(results, { recursive: true });
  const folder = mkdtempSync(join(results, 'proof-'));
  try {
    const parts: string[] = [];
    if (flags.part !== 'plans') parts.push(await lookAheadTable(flags, folder, say));
    if (flags.part === 'look-ahead') {
      process.stdout.write(parts.join('\n'));
      return 0;
    }
    if (flags.offices !== undefined && flags.judge !== undefined) {
      for (const needed of [flags.offices, flags.judge])
        if (!existsSync(needed)) {
          process.stderr.write(`There is no folder ${needed}.\n`);
          return 2;
        }
      const judge = new Judge(flags.judge);
      const only = flags.only?.split(',');
      const files = readdirSync(flags.offices).filter(
        (file) => file.endsWith(TICKETS) && (only?.includes(file.slice(0, -TICKETS.length)) ?? true),
      );
      const proofs: OfficeProof[] = [];
      for (const file of files)
        proofs.push(
          await proveOffice(join(flags.offices, file), join(folder, file), judge, Number(flags.seeds), say),
        );
      parts.push(officeTables(proofs));
    } else
      say('no offices: --offices names the folder of their records, --judge that of the independent judge');
    const seeds = Array.from({ length: Number(flags.halls) }, (_, at) => 101 + at);
    if (seeds.length > 0) parts.push(await madeTables(folder, seeds, say));
    const text = parts.join('\n');
    writeFileSync(join(results, 'staffing-proof.md'), text);
    process.stdout.write(text);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tables of what plans promise beside what is true. @returns exit status */
export async function run(args: readonly string[]): Promise<number> {
  let status = 2;
  const program = new Command('proof:staffing')
    .option('--offices <folder>', 'records of real offices', process.env.OFFICES)
    .option('--judge <folder>', 'programs of a judge that shares no code with the product', process.env.JUDGE)
    .option('--only <names>', 'these offices, with commas between')
    .option('--seeds <count>', 'plans of other seeds that are compared, the first counted', '7')
    .option('--halls <count>', 'seeds of the halls whose truth is known', '3')
    .option('--part <name>', 'plans, look-ahead, or all', 'all')
    .action(async (flags: Flags) => {
      status = await prove(flags);
    });
  await program.parseAsync(args, { from: 'user' });
  return status;
}
