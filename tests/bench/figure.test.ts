import { expect, test } from 'vitest';
import { type Figure, ratioOf, told, verdictOf } from '../../bench/figure.ts';
import { shortNumber, tableOf } from '../../bench/table.ts';

const figure = (change: Partial<Figure>): Figure => ({
  name: 'issues',
  unit: '/s',
  value: 100,
  peer: 100,
  limit: null,
  ...change,
});

test('keeps a limit that is met exactly, on both sides', () => {
  expect(verdictOf(figure({ limit: { of: 'ratio', kind: 'at-least', value: 1 } }))).toBe('good');
  expect(verdictOf(figure({ limit: { of: 'value', kind: 'at-most', value: 100 } }))).toBe('good');
});

test('misses a rate below its peer and a time beyond its limit', () => {
  expect(verdictOf(figure({ value: 99, limit: { of: 'ratio', kind: 'at-least', value: 1 } }))).toBe('missed');
  expect(verdictOf(figure({ value: 61, limit: { of: 'value', kind: 'at-most', value: 60 } }))).toBe('missed');
});

test('judges a ratio by the ratio and a value by the value', () => {
  const slow = figure({ value: 30, peer: 10 });
  expect(ratioOf(slow)).toBe(3);
  expect(verdictOf({ ...slow, limit: { of: 'ratio', kind: 'at-most', value: 3 } })).toBe('good');
  expect(verdictOf({ ...slow, limit: { of: 'value', kind: 'at-most', value: 3 } })).toBe('missed');
});

test('never calls good what could not be measured', () => {
  expect(verdictOf(figure({ value: Number.NaN, limit: { of: 'value', kind: 'at-most', value: 1 } }))).toBe(
    'missed',
  );
  expect(verdictOf(figure({ peer: null, limit: { of: 'ratio', kind: 'at-most', value: 1 } }))).toBe('missed');
  expect(verdictOf(figure({ peer: 0, limit: { of: 'ratio', kind: 'at-most', value: 1 } }))).toBe('missed');
});

test('only tells a figure without limit', () => {
  expect(verdictOf(told('middle', 'ms', 4))).toBe('told');
});

test('writes every figure in one line under its columns, with the verdict as a word', () => {
  const lines = tableOf([
    figure({ value: 7021.4, peer: 7000, limit: { of: 'ratio', kind: 'at-least', value: 1 } }),
    figure({
      name: 'P99',
      unit: 'ms',
      value: 61.26,
      peer: null,
      limit: { of: 'value', kind: 'at-most', value: 60 },
    }),
    told('middle answer', 'ms', 0.01234),
  ]).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^issues +7,021 \/s +7,000 \/s +1\.00 × +≥ 1 × +đạt \/ kept$/);
  expect(lines[2]).toMatch(/^P99 +61\.3 ms +≤ 60 ms +KHÔNG ĐẠT \/ MISSED$/);
  expect(lines[3]).toMatch(/^middle answer +0\.0123 ms +–$/);
});

test('shortens numbers without losing their size', () => {
  expect([0.5, 12.34, 123.4, 50_000].map(shortNumber)).toEqual(['0.5', '12.3', '123', '50,000']);
});
