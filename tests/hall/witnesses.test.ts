import { expect, test } from 'vitest';
import { Witnesses } from '../../server/hall/witnesses.ts';

const MINUTE_MS = 60_000;
const NOON = Date.UTC(2026, 10, 24, 5);

/** Witnesses of whom each says one thing at the same moment. */
const of = (...minutes: readonly number[]) => {
  const witnesses = new Witnesses();
  for (const [at, minute] of minutes.entries()) witnesses.say(`kiosk-${at}`, NOON + minute * MINUTE_MS, 0);
  return (monotonicMs = 0) => {
    const told = witnesses.consensus(monotonicMs);
    return told === undefined ? undefined : (told - NOON) / MINUTE_MS;
  };
};

test('more than half of the clocks around have to agree, within two minutes', () => {
  expect(of()()).toBeUndefined();
  expect(of(3)()).toBe(3);
  expect(of(0, 1)()).toBe(1);
  expect(of(0, 60)()).toBeUndefined();
  expect(of(0, 1, 60)()).toBe(1);
  expect(of(0, 60, 120)()).toBeUndefined();
  expect(of(0, 2)()).toBe(2);
  expect(of(0, 2.1)()).toBeUndefined();
});

test('what a clock said goes on with the time that went by, and counts for ten minutes', () => {
  const told = of(0);
  expect(told(10 * MINUTE_MS)).toBe(10);
  expect(told(10 * MINUTE_MS + 1)).toBeUndefined();
});

test('the newest word of each counts, and what is no time counts nothing', () => {
  const witnesses = new Witnesses();
  for (const wrong of [undefined, '5', Number.NaN, Date.UTC(2025, 11, 31), Date.UTC(2100, 0, 2)])
    expect(witnesses.say('kiosk-1', wrong, 0)).toBe(false);
  expect(witnesses.testimonies(0)).toEqual([]);
  expect(witnesses.say('kiosk-1', NOON, 0)).toBe(true);
  expect(witnesses.say('kiosk-1', NOON + MINUTE_MS, 1_000)).toBe(true);
  expect(witnesses.testimonies(2_000)).toEqual([{ id: 'kiosk-1', atMs: NOON + MINUTE_MS + 1_000 }]);
});

test('no more than three hundred are kept: the oldest word goes', () => {
  const witnesses = new Witnesses();
  for (let at = 0; at <= 300; at += 1) witnesses.say(`kiosk-${at}`, NOON, 0);
  const ids = witnesses.testimonies(0).map(({ id }) => id);
  expect(ids).toHaveLength(300);
  expect(ids).not.toContain('kiosk-0');
  expect(ids).toContain('kiosk-300');
});
