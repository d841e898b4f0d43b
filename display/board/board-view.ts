import { recordsOf } from '../../common/client/selectors.ts';
import { formatTime } from '../../common/i18n/format.ts';
import type { StageRecord } from '../../common/protocol/stage.ts';
import type { CallRecord, CounterRecord, HallRecord, ViewRecord } from '../../common/protocol/views.ts';

import { showsCounter } from './stage-view.ts';

type Records = { readonly records: ReadonlyMap<string, ViewRecord> };

/** How long a new call pulses, milliseconds of the hall's clock. */
export const PULSE_MS = 6_000;
const GREAT_ROWS = 3;
const LAST_CALLS = 6;

/**
 * The calls of a board, newest first: a ticket called again stands once, where its newest call is.
 * @param apart numbers that stand elsewhere on the screen
 */
export function callsOnBoard(
  view: Records,
  stage: StageRecord | undefined,
  apart: readonly string[] = [],
): { great: readonly CallRecord[]; last: readonly CallRecord[] } {
  const seen = new Set<string>(apart);
  const distinct: CallRecord[] = [];
  // Who waits for the loudspeaker is not shown before the voice has come to the number.
  for (const { number } of stage?.waiting ?? []) seen.add(number);
  for (const call of recordsOf(view, 'call')) {
    if (seen.has(call.number) || !showsCounter(stage, call.counter)) continue;
    seen.add(call.number);
    distinct.push(call);
    if (distinct.length === GREAT_ROWS + LAST_CALLS) break;
  }
  return { great: distinct.slice(0, GREAT_ROWS), last: distinct.slice(GREAT_ROWS) };
}

/** The counters that serve somebody, and those that pause; the others have nothing to tell who waits. */
export function countersOnBoard(view: Records, stage: StageRecord | undefined): readonly CounterRecord[] {
  return recordsOf(view, 'counter').filter(
    (counter) =>
      counter.active &&
      showsCounter(stage, counter.code) &&
      (counter.present !== null || counter.state === 'paused'),
  );
}

/** When the hall gives out numbers again. */
export interface Opening {
  /** HH:MM. */
  readonly from: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** When a hall that is closed opens again; null while it works: a line is open, somebody waits or is served. */
export function nextOpening(view: Records): Opening | null {
  const fields = recordsOf(view, 'field');
  if (recordsOf(view, 'counter').some((counter) => counter.present !== null)) return null;
  const openings: Opening[] = [];
  for (const { issuing, waiting } of fields) {
    if (waiting > 0 || issuing.open) return null;
    if (issuing.because !== 'outside_window' && issuing.because !== 'closed_day') return null;
    if (issuing.nextFrom !== null && issuing.nextDate !== null)
      openings.push({ from: issuing.nextFrom, date: issuing.nextDate });
  }
  const keyOf = ({ date, from }: Opening) => `${date} ${from}`;
  return openings.sort((a, b) => keyOf(a).localeCompare(keyOf(b)))[0] ?? null;
}

/** How far the whole board stands off its place, in pixels: a little to another side each minute, against burn-in. */
export function shiftOf(nowMs: number): { readonly x: number; readonly y: number } {
  const minute = Math.floor(nowMs / 60_000);
  const [x, y] = SHIFTS[minute % SHIFTS.length] ?? [0, 0];
  return { x, y };
}

/** Around the true place, so that no edge of the picture stands still. */
const SHIFTS: readonly (readonly [number, number])[] = [
  [0, 0],
  [3, 0],
  [3, 3],
  [0, 3],
  [-3, 3],
  [-3, 0],
  [-3, -3],
  [0, -3],
  [3, -3],
];

/** "Quầy 3" as its word and its great sign; a label without a number is all word. */
export function labelParts(label: string): { word: string; sign: string | null } {
  const found = /^(.*?)\s*(\S*\d\S*)$/.exec(label.trim());
  if (found === null) return { word: label, sign: null };
  return { word: found[1] ?? '', sign: found[2] ?? null };
}

/**
 * How wide a number or a label is drawn at most, in em of Be Vietnam Pro at its boldest. What is shown large is sized
 * by it, so that what is long is smaller instead of cut.
 */
export function emsOf(text: string): number {
  let ems = 0;
  for (const character of text.normalize('NFC')) {
    if (character >= '0' && character <= '9') ems += 0.68;
    else if ('MWmw'.includes(character)) ems += 1;
    else if (character === ' ') ems += 0.3;
    else ems += character === character.toLowerCase() ? 0.62 : 0.8;
  }
  return Math.max(1, ems);
}

/** Whether the hall is within its muted hours now. */
export function inMutedHours(settings: HallRecord['settings'], nowMs: number): boolean {
  const time = formatTime(nowMs, { timeZone: settings.timeZone });
  return settings.mutedHours.some(({ from, to }) => from <= time && time < to);
}

/**
 * The page of a list whose turn it is at `tick`, where at most `most` fit on one. Pages are filled evenly: nine
 * entries that do not fit on one page of six stand as five and four.
 */
export function pageOf<T>(list: readonly T[], most: number, tick: number): readonly T[] {
  const pages = Math.max(1, Math.ceil(list.length / most));
  const size = Math.ceil(list.length / pages);
  const page = tick % pages;
  return list.slice(page * size, (page + 1) * size);
}
