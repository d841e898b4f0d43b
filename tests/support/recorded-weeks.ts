import { type Random, seededRandom } from '../../server/staffing/simulation/random.ts';
import { gamma } from '../../server/staffing/simulation/service-time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Fields of the commune's template with so many citizens a day and so many minutes each: a hall as one sees it. */
const FIELDS: readonly (readonly [code: string, perDay: number, minutes: number])[] = [
  ['chung-thuc-ho-tich', 62, 8],
  ['dat-dai', 46, 16],
  ['noi-vu-xa-hoi', 24, 12],
  ['nong-nghiep-moi-truong', 9, 14],
  ['kinh-doanh-xay-dung', 15, 13],
  ['thue', 18, 11],
  ['cong-an', 34, 10],
];

/** Share of a day's citizens by hour from 7:00: mornings are heavy, noon is closed. */
const HOURS: readonly (readonly [fromHour: number, share: number])[] = [
  [7.2, 0.1],
  [8, 0.21],
  [9, 0.19],
  [10, 0.1],
  [13.5, 0.16],
  [14.5, 0.14],
  [15.5, 0.1],
];
/** Mondays are a third heavier. */
const WEEKDAYS = [0, 1.3, 1, 0.95, 0.9, 1.05, 0];

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
const clock = (ms: number) => `${two(ms / HOUR_MS)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;

function poisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let left = random(); left > least; left *= random()) count += 1;
  return count;
}

/**
 * A record of working days up to a date in the hall's own import format: citizens who never were, in a hall whose
 * mornings and Mondays are heavy. The same seed gives the same record.
 * @param lastDate YYYY-MM-DD
 */
export function recordedWeeks(weeks: number, lastDate: string, seed = 3): string {
  const random = seededRandom(seed);
  const rows = ['date,field,number,issued_at,called_at,finished_at,outcome,priority'];
  const last = Date.parse(`${lastDate}T00:00:00Z`);
  for (let dayMs = last - (weeks * 7 - 1) * DAY_MS; dayMs <= last; dayMs += DAY_MS) {
    const heavy = WEEKDAYS[new Date(dayMs).getUTCDay()] ?? 0;
    if (heavy === 0) continue;
    const date = new Date(dayMs).toISOString().slice(0, 10);
    const level = heavy * gamma(random, 0.02);
    for (const [code, perDay, minutes] of FIELDS) {
      let number = 0;
      for (const [fromHour, share] of HOURS) {
        const times = Array.from(
          { length: poisson(random, perDay * share * level) },
          () => fromHour + random(),
        );
        for (const hour of times.sort((a, b) => a - b)) {
          number += 1;
          const atMs = hour * HOUR_MS;
          const endMs = atMs + Math.max(0.5, minutes * gamma(random, 0.8)) * 60_000;
          const priority = random() < 0.15 ? 'elderly' : '';
          rows.push(
            `${date},${code},${code}-${number},${clock(atMs)},${clock(atMs)},${clock(endMs)},done,${priority}`,
          );
        }
      }
    }
  }
  return rows.join('\n');
}
