import { entryLines } from '../common/i18n/entry-lines.ts';
import type { IssuingWindow } from '../common/protocol/catalogue.ts';

/** Reads the values of a form as the hall's commands want them. */
export class FormReader {
  private readonly given: FormData;

  constructor(form: HTMLFormElement) {
    this.given = new FormData(form);
  }

  text(name: string): string {
    return String(this.given.get(name) ?? '')
      .normalize('NFC')
      .trim();
  }

  /** What was chosen out of a list; the first where it is none of it. */
  oneOf<const Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value {
    const text = this.text(name);
    return values.find((each) => each === text) ?? values[0];
  }

  /** A password exactly as typed: its spaces count. */
  secret(name: string): string {
    return String(this.given.get(name) ?? '');
  }

  /** Null when nothing was written. */
  numberOrNull(name: string): number | null {
    const text = this.text(name);
    return text === '' ? null : Number(text);
  }

  /** A number that the form itself demands. */
  number(name: string): number {
    return Number(this.text(name));
  }

  /** A calendar day as YYYY-MM-DD; null when none was chosen. */
  dateOrNull(name: string): string | null {
    return this.text(name) || null;
  }

  /** One entry a line, empty lines left out. */
  lines(name: string): string[] {
    return entryLines(this.text(name));
  }

  /** The values of the boxes that are ticked. */
  ticked(name: string): string[] {
    return this.given.getAll(name).map(String);
  }

  isTicked(name: string): boolean {
    return this.given.has(name);
  }

  /** Hours written by HoursInput, earliest first. */
  hours(name: string): IssuingWindow[] {
    const ends = this.given.getAll(`${name}-to`).map(String);
    return this.given
      .getAll(`${name}-from`)
      .map((from, at) => ({ from: String(from), to: ends[at] ?? '' }))
      .filter((each) => each.from !== '' || each.to !== '')
      .sort((a, b) => a.from.localeCompare(b.from));
  }
}

/** Whether every stretch of hours ends after it begins. */
export function hoursAreRight(hours: readonly IssuingWindow[]): boolean {
  return hours.every((each) => each.from !== '' && each.from < each.to);
}

/** A stable code from a Vietnamese name: "Hộ tịch – Đất đai" is "ho-tich-dat-dai". */
export function codeOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, (found) => (/^[\u0300-\u036f]+$/.test(found) ? '' : '-'))
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
