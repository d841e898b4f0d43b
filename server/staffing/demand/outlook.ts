/** One field's citizens by recorded day. */
export type DayTotals = readonly number[];

/** How the demand of a field may stand in the term to come, on the logarithm. */
export interface FieldOutlook {
  /** Growth a month; 0 where no growth was proved. */
  readonly perMonth: number;
  /** Deviation of the field's own level from what is expected, the hall's apart. */
  readonly sd: number;
  /** Deviation of the true mean service from the one that is known. */
  readonly serviceSd: number;
}

/** What can be known today of the days to come. */
export interface Outlook {
  readonly horizonMonths: number;
  /** Months from each recorded day to the end of the record. */
  readonly monthsToEnd: readonly number[];
  /** Deviation of the hall's level, and what each month ahead adds. */
  readonly hallSd: number;
  readonly hallSdPerMonth: number;
  /** So much of a growth goes on through the term. */
  readonly damping: number;
  readonly fields: readonly FieldOutlook[];
  /** Whether the record is long enough for growth to be tested. */
  readonly tested: boolean;
}

/** A recorded day for the outlook. */
export interface OutlookDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
}

const MONTH_MS = 30.44 * 86_400_000;
/** Days of a block: two working weeks. */
const BLOCK = 10;
/** Blocks before growth is tested: four months. */
const BLOCKS_LEAST = 8;
/** Blocks that the first origin of a test has seen. */
const FIRST_ORIGIN = 4;
/** Growth must do so much better than none. */
const MARGIN = 0.03;
/** Blocks whose mean is the level where none grows. */
const LEVEL_BLOCKS = 4;
/** Part of a proved growth that goes on: what grew seldom grows on as fast. */
const DAMPING = 0.8;
/** Citizens' worth of the hall's growth that a field's starts from. */
const GROWTH_TRUST = 400;
/**
 * What a record that is too short for a test is taken to leave unknown: deviation of the hall's and of a field's level.
 * Fields of fifteen municipal offices moved by 0.25 between twelve days and the next four, the halls by 0.08.
 */
const HALL_SD = 0.08;
const FIELD_SD = 0.15;
const PRIOR_FIELDS = 5;
const PRIOR_HALLS = 2;
const HALL_SD_PER_MONTH = 0.015;
const SD_LEAST = 0.03;
const SD_MOST = 0.4;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length);

/** Slope and level at the end of a straight line through values a step apart. */
function lineThrough(values: readonly number[]): { slope: number; end: number } {
  const middle = (values.length - 1) / 2;
  const average = mean(values);
  const squares = sum(values.map((_, at) => (at - middle) ** 2));
  const slope =
    squares === 0 ? 0 : sum(values.map((value, at) => (at - middle) * (value - average))) / squares;
  return { slope, end: average + slope * middle };
}

/** Factor of each weekday against the mean day, from the hall as a whole. */
function weekdayFactors(days: readonly OutlookDay[], totals: DayTotals): number[] {
  const all = mean(totals);
  return Array.from({ length: 7 }, (_, weekday) => {
    const own = totals.filter((_total, at) => days[at]?.weekday === weekday);
    return own.length === 0 || all === 0 ? 1 : Math.max(0.2, mean(own) / all);
  });
}

/** Logarithm of the mean day of each block, weekdays made equal. */
function blocksOf(days: readonly OutlookDay[], totals: DayTotals, factors: readonly number[]): number[] {
  const blocks = Math.floor(totals.length / BLOCK);
  const first = totals.length - blocks * BLOCK;
  return Array.from({ length: blocks }, (_, block) => {
    const places = Array.from({ length: BLOCK }, (_each, at) => first + block * BLOCK + at);
    const came = sum(places.map((at) => (totals[at] ?? 0) / (factors[days[at]?.weekday ?? 0] ?? 1)));
    return Math.log((came + 0.5) / BLOCK);
  });
}

/** Errors of growth and of none, from each origin to the mean of up to four months after it. */
function originErrors(blocks: readonly number[], ahead: number): { grown: number[]; level: number[] } {
  const grown: number[] = [];
  const level: number[] = [];
  for (let origin = FIRST_ORIGIN; origin + 2 <= blocks.length; origin++) {
    const past = blocks.slice(0, origin);
    const next = blocks.slice(origin, origin + ahead);
    const { slope, end } = lineThrough(past);
    level.push(mean(next) - mean(past.slice(-LEVEL_BLOCKS)));
    grown.push(mean(next) - (end + (DAMPING * slope * (next.length + 1)) / 2));
  }
  return { grown, level };
}

const size = (errors: readonly number[]) => Math.sqrt(mean(errors.map((error) => error * error)));
const within = (value: number) => Math.min(SD_MOST, Math.max(SD_LEAST, value));

/**
 * What the record tells of the demand to come: growth by field where the hall's growth won a test from rolling origins
 * against none, and how far levels may move, by the errors of that same test. A record under four months tells no growth; what it leaves
 * unknown is taken from its own halves and from what other offices showed, and the band is as wide as that.
 * @param totals citizens by field and day
 * @param serviceSds what is unknown of each field's mean service, on the logarithm
 *   Source: rolling origin, Tashman 2000; damped trend, Gardner and McKenzie 1985.
 */
export function outlookOf(
  days: readonly OutlookDay[],
  totals: readonly DayTotals[],
  serviceSds: readonly number[],
  horizonMonths: number,
): Outlook {
  const hall = days.map((_, day) => sum(totals.map((own) => own[day] ?? 0)));
  const factors = weekdayFactors(days, hall);
  const lastMs = Date.parse(days.at(-1)?.date ?? '1970-01-01');
  const monthsToEnd = days.map(({ date }) => (lastMs - Date.parse(date)) / MONTH_MS);
  const months = monthsToEnd[0] ?? 0;
  const hallBlocks = blocksOf(days, hall, factors);
  const base = { horizonMonths, monthsToEnd, damping: DAMPING };
  if (hallBlocks.length < BLOCKS_LEAST || months === 0) {
    const { hallSd, fieldSd } = shortRecord(days, totals, hall, factors);
    return {
      ...base,
      hallSd,
      hallSdPerMonth: HALL_SD_PER_MONTH,
      fields: totals.map((_, field) => ({ perMonth: 0, sd: fieldSd, serviceSd: serviceSds[field] ?? 0 })),
      tested: false,
    };
  }
  const blocksAMonth = hallBlocks.length / months;
  const ahead = Math.max(2, Math.round(Math.min(horizonMonths, 4) * blocksAMonth));
  const errors = originErrors(hallBlocks, ahead);
  const grows = size(errors.grown) < size(errors.level) * (1 - MARGIN);
  const hallSlope = lineThrough(hallBlocks).slope;
  const fields = totals.map((own, field) => {
    const blocks = blocksOf(days, own, factors);
    const came = sum(own);
    const trust = came / (came + GROWTH_TRUST);
    const slope = trust * lineThrough(blocks).slope + (1 - trust) * hallSlope;
    const test = originErrors(blocks, ahead);
    const apart = (of: readonly number[], halls: readonly number[]) =>
      of.map((error, at) => error - (halls[at] ?? 0));
    const chosen = grows ? apart(test.grown, errors.grown) : apart(test.level, errors.level);
    // Chance alone moves the mean of a few blocks by so much.
    const chance = (1 / Math.max(1, came)) * blocks.length * (1 / ahead + 1 / LEVEL_BLOCKS);
    const own2 = Math.max(0, size(chosen) ** 2 - chance);
    return {
      perMonth: grows ? slope * blocksAMonth : 0,
      sd: within(Math.sqrt(trust * own2 + (1 - trust) * FIELD_SD ** 2)),
      serviceSd: serviceSds[field] ?? 0,
    };
  });
  return {
    ...base,
    hallSd: within(size(grows ? errors.grown : errors.level)),
    hallSdPerMonth: HALL_SD_PER_MONTH,
    fields,
    tested: true,
  };
}

/** How levels moved between the first two thirds of a short record and its last, beyond what its days' spread explains. */
function shortRecord(
  days: readonly OutlookDay[],
  totals: readonly DayTotals[],
  hall: DayTotals,
  factors: readonly number[],
): { hallSd: number; fieldSd: number } {
  const cut = Math.floor((2 * days.length) / 3);
  const even = (own: DayTotals) => own.map((count, at) => count / (factors[days[at]?.weekday ?? 0] ?? 1));
  const moved = (own: DayTotals): { change: number; variance: number } | null => {
    const counts = even(own);
    const [before, after] = [counts.slice(0, cut), counts.slice(cut)];
    const [a, b] = [mean(before), mean(after)];
    if (before.length < 2 || after.length < 2 || a === 0 || b === 0) return null;
    const spread = (values: readonly number[], middle: number) =>
      sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1) / values.length / middle ** 2;
    return { change: Math.log(b / a), variance: spread(before, a) + spread(after, b) };
  };
  const whole = moved(hall);
  const own = totals.flatMap((each) => {
    const known = moved(each);
    return known && sum(each) >= 30 ? [known] : [];
  });
  const hallChange = whole?.change ?? 0;
  const hallVariance = whole ? Math.max(0, hallChange ** 2 - whole.variance) : 0;
  const fieldVariance = sum(own.map(({ change, variance }) => (change - hallChange) ** 2 - variance));
  return {
    hallSd: within(
      Math.sqrt(
        (hallVariance * (whole ? 1 : 0) + PRIOR_HALLS * HALL_SD ** 2) / (PRIOR_HALLS + (whole ? 1 : 0)),
      ),
    ),
    fieldSd: within(
      Math.sqrt(Math.max(0, fieldVariance + PRIOR_FIELDS * FIELD_SD ** 2) / (own.length + PRIOR_FIELDS)),
    ),
  };
}

/** What is unknown of a mean service, on the logarithm, by how it is known. */
export function serviceSdOf(basis: string, scv: number, count: number): number {
  const sampling = Math.sqrt(scv / Math.max(1, count));
  switch (basis) {
    case 'measured':
    case 'shrunk':
      return Math.hypot(sampling, 0.03);
    case 'next-call':
      return Math.hypot(sampling, 0.08);
    case 'fitted-from-calls':
      return Math.hypot(Math.min(0.4, sampling), 0.15);
    case 'hall':
      return 0.4;
    default:
      return 0.6;
  }
}
