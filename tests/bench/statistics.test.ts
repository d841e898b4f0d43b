import { expect, test } from 'vitest';
import { median, percentile, spreadOf } from '../../bench/statistics.ts';

const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

test('ranks a percentile as the smallest value that so many do not exceed', () => {
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0)).toBe(1);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile([7], 0.99)).toBe(7);
});

test('ranks numbers as numbers, not as text', () => {
  expect(percentile([9, 10, 100], 0.3)).toBe(9);
});

test('takes the middle of an odd count and the mean of the two middles of an even one', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('leaves the given values in their order', () => {
  const values = [3, 1, 2];
  spreadOf(values);
  expect(values).toEqual([3, 1, 2]);
});

test('refuses to rank nothing, or by what is no share', () => {
  expect(() => percentile([], 0.5)).toThrow(RangeError);
  expect(() => median([])).toThrow(RangeError);
  expect(() => percentile([1], 1.5)).toThrow(RangeError);
});

test('tells the spread with its largest value', () => {
  expect(spreadOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
});
