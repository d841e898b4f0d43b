import type { Field, NumberRange } from '../../common/protocol/catalogue.ts';

/** A stretch of numbers, first included, end not. */
interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** The configured numbers of a range. */
function ordinaryStretch(range: NumberRange): Stretch {
  return { first: range.start, end: range.start + range.size };
}

/**
 * Where a range runs on when it is full [NUM3]: one digit wider, so that it stays recognisable (1001… → 10010…) and
 * cannot meet the next field's numbers.
 */
function widerStretch(range: NumberRange): Stretch {
  const end = range.start + range.size;
  if (range.start * 10 >= end) return { first: range.start * 10, end: end * 10 };
  const power = 10 ** String(end - 1).length;
  return { first: power, end: power * 10 };
}

/**
 * The printed number of the n-th ticket of a field today (from 0) [NUM1].
 * @returns null when even the wider stretch is used up.
 */
export function numberAt(range: NumberRange, ordinal: number): string | null {
  if (ordinal < range.size) return range.prefix + String(range.start + ordinal).padStart(range.digits, '0');
  const wider = widerStretch(range);
  const value = wider.first + (ordinal - range.size);
  return value < wider.end ? range.prefix + String(value) : null;
}

/** The field whose numbers could meet those of `field`, if any [NUM2]. Ranges are checked with their wider stretch. */
export function overlapping(field: Field, others: Iterable<Field>): Field | null {
  const own = [ordinaryStretch(field.range), widerStretch(field.range)];
  for (const other of others) {
    if (other.code === field.code || other.range.prefix !== field.range.prefix) continue;
    for (const theirs of [ordinaryStretch(other.range), widerStretch(other.range)])
      for (const mine of own) if (mine.first < theirs.end && theirs.first < mine.end) return other;
  }
  return null;
}
