import type { DurationUnit } from '../../common/protocol/imports.ts';
import { plainCell } from './cell-text.ts';

const UNIT_MS: Readonly<Record<DurationUnit, number>> = { seconds: 1000, minutes: 60_000, hours: 3_600_000 };
const NUMBER = /^\d+(?:[.,]\d+)?$/;
/** 1h05: what follows the hour is minutes. */
const HOUR_AND_REST = /^(\d+\s*(?:gio|g|h)\s*)(\d+)$/;
const CLOCK = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/;
const WORDS =
  /^(?:(\d+)\s*(?:gio|g|h))?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:phut|ph|p|m|min|mins|minutes?|'))?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:giay|s|sec|secs|seconds?|"|''))?$/;

const value = (text: string | undefined) => Number((text ?? '0').replace(',', '.'));

/**
 * A length of time, ms: a number of the unit, "5 phút 30 giây", 1h05', 00:05:30. Two parts with a colon are minutes and
 * seconds where the unit is seconds or minutes and the file has no third, else hours and minutes. Null where it is none.
 */
export function readDuration(raw: string, unit: DurationUnit): number | null {
  const text = plainCell(raw);
  if (NUMBER.test(text)) return Math.round(value(text) * UNIT_MS[unit]);
  const clock = CLOCK.exec(text);
  if (clock) {
    const [first, second, third] = [Number(clock[1]), Number(clock[2]), clock[3]];
    if (second > 59 || Number(third ?? 0) > 59) return null;
    if (third !== undefined) return ((first * 60 + second) * 60 + Number(third)) * 1000;
    return unit === 'hours' ? (first * 60 + second) * 60_000 : (first * 60 + second) * 1000;
  }
  const words = text === '' ? null : WORDS.exec(text.replace(HOUR_AND_REST, '$1$2p'));
  if (!words) return null;
  return Math.round(value(words[1]) * 3_600_000 + value(words[2]) * 60_000 + value(words[3]) * 1000);
}
