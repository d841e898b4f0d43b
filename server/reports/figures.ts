/** The smallest value such that at least `share` of all are no larger (nearest rank); null of nothing. */
export function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** The mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Milliseconds as minutes with two places. */
export const minutes = (ms: number | null): number | null => (ms === null ? null : rounded(ms / 60_000, 2));

/** A part of a whole with four places; null where there is no whole. */
export const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : rounded(part / whole, 4);

/** A number with so many places after the point. */
export function rounded(value: number, places: number): number {
  const scale = 10 ** places;
  return Math.round(value * scale) / scale;
}

/** Made once: a year by field and day orders thousands of rows. */
const VIETNAMESE = new Intl.Collator('vi', { numeric: true });

/** Orders rows by their first keys: numbers by size, words as Vietnamese orders them, nothing last. */
export function compareKeys(
  a: readonly (string | number | null)[],
  b: readonly (string | number | null)[],
): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? null;
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return typeof left === 'number' && typeof right === 'number'
      ? left - right
      : VIETNAMESE.compare(String(left), String(right));
  }
  return 0;
}
