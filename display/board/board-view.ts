import { recordsOf } from '../../common/client/selectors.ts';
import { formatTime } from '../../common/i18n/format.ts';
import type { CallRecord, CounterRecord, HallRecord, ViewRecord } from '../../common/protocol/views.ts';
import type { SpokenCall } from '../announcement-queue.ts';

type Records = { readonly records: ReadonlyMap<string, ViewRecord> };

/** How long a new call pulses, milliseconds of the hall's clock. */
export const PULSE_MS = 6_000;
const GREAT_ROWS = 3;
const LAST_CALLS = 6;

/** The calls of a board, newest first: a ticket called again stands once, where its newest call is. */
export function callsOnBoard(view: Records): { great: readonly CallRecord[]; last: readonly CallRecord[] } {
  const seen = new Set<string>();
  const distinct: CallRecord[] = [];
  for (const call of recordsOf(view, 'call')) {
    if (seen.has(call.number)) continue;
    seen.add(call.number);
    distinct.push(call);
    if (distinct.length === GREAT_ROWS + LAST_CALLS) break;
  }
  return { great: distinct.slice(0, GREAT_ROWS), last: distinct.slice(GREAT_ROWS) };
}

/** Counters that exist today; when they are many, those that never opened make room. */
export function countersOnBoard(view: Records, mostRows = 20): readonly CounterRecord[] {
  const active = recordsOf(view, 'counter').filter((counter) => counter.active);
  if (active.length <= mostRows) return active;
  return active.filter((counter) => counter.state !== 'closed');
}

/** What the voice needs of a call: a counter without a spoken number is spelled by its code. */
export function spokenCall(call: CallRecord): SpokenCall {
  return {
    sequence: call.sequence,
    number: call.number,
    counter: call.spokenNumber ?? call.counter,
    counterLabel: call.counterLabel,
    atMs: Date.parse(call.at),
  };
}

/** "Quầy 3" as its word and its great sign; a label without a number is all word. */
export function labelParts(label: string): { word: string; sign: string | null } {
  const found = /^(.*?)\s*(\S*\d\S*)$/.exec(label.trim());
  if (found === null) return { word: label, sign: null };
  return { word: found[1] ?? '', sign: found[2] ?? null };
}

/**
 * How wide a number is drawn at most, in em: every figure takes its cell, letters differ. What is shown large is sized
 * by it, so that a long number is smaller instead of cut.
 */
export function emsOf(number: string): number {
  let ems = 0;
  for (const character of number) {
    if (character >= '0' && character <= '9') ems += 0.73;
    else ems += 'MW'.includes(character) ? 1.05 : 0.85;
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
