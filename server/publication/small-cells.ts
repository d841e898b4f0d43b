/** Fewer people than this could point at somebody. */
export const SMALLEST_CELL = 5;

/**
 * Counts of one table whose sum is published too, with small ones hidden (null). Zero is no person and stays. Where what is
 * hidden could be worked out from the sum, because it is a single cell or all of them together are small, the next
 * smallest go with it until it cannot.
 */
export function withoutSmallCounts(counts: readonly number[]): (number | null)[] {
  const hidden = new Set<number>();
  for (const [at, count] of counts.entries()) if (count > 0 && count < SMALLEST_CELL) hidden.add(at);
  if (hidden.size === 0) return [...counts];
  const rest = counts
    .map((count, at) => ({ count, at }))
    .filter(({ count, at }) => count > 0 && !hidden.has(at))
    .sort((a, b) => a.count - b.count || a.at - b.at);
  const sum = () => [...hidden].reduce((total, at) => total + (counts[at] ?? 0), 0);
  while ((hidden.size < 2 || sum() < SMALLEST_CELL) && rest.length > 0) hidden.add(rest.shift()?.at ?? 0);
  return counts.map((count, at) => (hidden.has(at) ? null : count));
}

/** The sum of such a table: hidden where it is small itself, or where a single hidden cell would follow from it. */
export function publishedSum(counts: readonly number[], shown: readonly (number | null)[]): number | null {
  const sum = counts.reduce((total, count) => total + count, 0);
  if (sum > 0 && sum < SMALLEST_CELL) return null;
  const hiddenCount = shown.filter((each) => each === null).length;
  const hiddenSum = counts.reduce((total, count, at) => total + (shown[at] === null ? count : 0), 0);
  return hiddenCount === 1 || (hiddenCount > 0 && hiddenSum < SMALLEST_CELL) ? null : sum;
}
