import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PlanRequest } from '../../common/protocol/plan.ts';
import { readConfig } from '../config.ts';
import { HallCalendar } from '../hall/clock.ts';
import { readRecord } from '../hall/read-record.ts';
import { hallFacts } from '../planning/hall-facts.ts';
import { planInWords, refusalInWords, STEP_WORDS } from '../planning/plan-words.ts';
import { recordQuestion } from '../planning/record-question.ts';
import { makePlan } from '../staffing/plan/make-plan.ts';
import { DATABASE_FILE, openDatabase } from '../storage/database.ts';
import { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { Progress } from './progress.ts';

interface Flags {
  readonly from: string;
  readonly to: string;
  readonly share?: number;
  readonly minutes?: number;
  readonly cap?: number;
  readonly maxFields?: number;
  readonly seed?: number;
  readonly days?: number;
  readonly field: readonly string[];
  readonly absence?: number;
  readonly keptOnDays?: number;
  readonly horizon?: number;
  readonly fieldTarget: readonly PlanRequest['fieldTargets'][number][];
  readonly appointments?: number;
  readonly backOffice: readonly PlanRequest['backOffice'][number][];
  readonly driver: readonly PlanRequest['drivers'][number][];
  readonly format: 'text' | 'json';
  readonly data: string;
}

/** A number of the command line; "90%" and "90" are a share of 0.9. */
function numberOf(text: string): number {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('is no number');
  return value;
}

function shareOf(text: string): number {
  const value = numberOf(text.replace(/\s*%$/, ''));
  return value > 1 || text.includes('%') ? value / 100 : value;
}

/** `CODE=SHARE/MINUTES`, as in `dat-dai=90%/30`. */
function fieldTargetOf(text: string): PlanRequest['fieldTargets'][number] {
  const [, field = '', share = '', minutes = ''] = /^(.+)=([^/]+)\/([^/]+)$/.exec(text) ?? [];
  if (field === '') throw new InvalidArgumentError('is no target of a field: CODE=SHARE/MINUTES');
  return { field, share: shareOf(share), minutes: numberOf(minutes) };
}

/** `[CODE:]volume=FACTOR[,service=FACTOR]`, as in `dat-dai:volume=1.3`. */
function driverOf(text: string): PlanRequest['drivers'][number] {
  const [, field, rest = ''] = /^(?:([^:=]+):)?(.+)$/.exec(text) ?? [];
  const driver: { field?: string; volume?: number; service?: number } = field === undefined ? {} : { field };
  for (const part of rest.split(',')) {
    const [, name, factor = ''] = /^(volume|service)=(.+)$/.exec(part) ?? [];
    if (name !== 'volume' && name !== 'service')
      throw new InvalidArgumentError('is no driver: [CODE:]volume=FACTOR,service=FACTOR');
    driver[name] = numberOf(factor);
  }
  return driver;
}

/** `CODE=PER_DAY/MINUTES`, as in `ho-tich=20/6`. */
function backOfficeOf(text: string): PlanRequest['backOffice'][number] {
  const [, field = '', perDay = '', minutes = ''] = /^(.+)=([^/]+)\/([^/]+)$/.exec(text) ?? [];
  if (field === '') throw new InvalidArgumentError('is no second load: CODE=DOSSIERS_A_DAY/MINUTES');
  return { field, perDay: numberOf(perDay), minutes: numberOf(minutes) };
}

const collected =
  <T>(read: (text: string) => T) =>
  (text: string, all: T[]) => [...all, read(text)];

function requestOf(flags: Flags) {
  const target = {
    share: flags.share ?? 0.9,
    minutes: flags.minutes ?? 15,
  };
  return PlanRequest.safeParse({
    from: flags.from,
    to: flags.to,
    target,
    ...(flags.cap === undefined ? {} : { cap: flags.cap }),
    ...(flags.maxFields === undefined ? {} : { maxFieldsPerOfficial: flags.maxFields }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    ...(flags.days === undefined ? {} : { days: flags.days }),
    ...(flags.absence === undefined ? {} : { absence: flags.absence }),
    ...(flags.keptOnDays === undefined ? {} : { keptOnDays: flags.keptOnDays }),
    ...(flags.horizon === undefined ? {} : { horizonMonths: flags.horizon }),
    fieldTargets: flags.fieldTarget,
    drivers: flags.driver,
    ...(flags.appointments === undefined ? {} : { appointments: flags.appointments }),
    backOffice: flags.backOffice,
    ...(flags.field.length === 0 ? {} : { fields: flags.field }),
  });
}

function plan(flags: Flags): number {
  const request = requestOf(flags);
  if (!request.success) {
    for (const issue of request.error.issues)
      process.stderr.write(`${issue.path.join('.') || 'plan'}: ${issue.message}\n`);
    return 2;
  }
  const file = join(resolve(flags.data), DATABASE_FILE);
  if (!existsSync(file)) {
    process.stderr.write(`There is no record in ${flags.data}.\n`);
    return 1;
  }
  const { timeZone } = readConfig(process.env);
  const calendar = new HallCalendar(timeZone);
  const db = openDatabase(file);
  const store = new SqliteEventStore(db, calendar);
  const progress = new Progress('Tính phương án');
  try {
    // The record is only read: the hall that is open beside it goes on undisturbed.
    const { state } = readRecord(store);
    const facts = hallFacts(state, timeZone, calendar.momentOf(Date.now()).date);
    const question = recordQuestion(db, facts, request.data);
    const outcome = question.ok
      ? makePlan(question.value, ({ done, total, step }) => progress.tell(done, total, STEP_WORDS[step]))
      : question;
    progress.end();
    if (!outcome.ok) {
      process.stderr.write(`${refusalInWords(outcome.refusal)}\n`);
      return 1;
    }
    process.stdout.write(
      flags.format === 'json' ? `${JSON.stringify(outcome.value, null, 2)}\n` : planInWords(outcome.value),
    );
    return 0;
  } finally {
    progress.end();
    store.close();
  }
}

/** Adds `plan` to the command line. @param ended takes the exit status */
export function addPlanCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('plan')
    .description('how many officials, holding which fields together, for the demand recorded in a period')
    .requiredOption('--from <date>', 'first day of the record, YYYY-MM-DD')
    .requiredOption('--to <date>', 'last day of the record, YYYY-MM-DD')
    .option('--share <share>', 'share of citizens to be called in time, 0.9 or 90%', shareOf)
    .option('--minutes <minutes>', 'within so many minutes', numberOf)
    .option('--cap <officials>', 'officials that there are at most', numberOf)
    .option('--max-fields <fields>', 'fields that one official may hold, 1 to 4', numberOf)
    .option('--absence <share>', 'share of days on which an official is away and nobody stands in', shareOf)
    .option(
      '--kept-on-days <share>',
      'share of days on which each field is to keep its target; 0: in the mean only',
      shareOf,
    )
    .option('--horizon <months>', 'how far ahead the plan looks', numberOf)
    .option(
      '--field-target <code=share/minutes>',
      'a field with a target of its own; may be said again',
      collected(fieldTargetOf),
      [],
    )
    .option(
      '--driver <[code:]volume=factor,service=factor>',
      'what changes against the record; may be said again',
      collected(driverOf),
      [],
    )
    .option('--appointments <share>', 'share of citizens who come by appointment', shareOf)
    .option(
      '--back-office <code=dossiers/minutes>',
      'dossiers a day worked off between citizens; may be said again',
      collected(backOfficeOf),
      [],
    )
    .option(
      '--seed <seed>',
      'the days on which the plan is shown; the plan is the same for every seed',
      numberOf,
    )
    .option('--days <days>', 'days simulated for every candidate', numberOf)
    .option(
      '--field <code>',
      'only this field; may be said again',
      collected((code: string) => code),
      [],
    )
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .option('--data <folder>', 'data folder', process.env.DATA_DIR ?? './data')
    .action((flags: Flags) => ended(plan(flags)));
}
