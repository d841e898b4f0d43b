import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AddressHolds } from '../../server/edges/perimeter/address-holds.ts';
import { HallPlaces } from '../../server/edges/perimeter/hall-places.ts';

describe('addresses that are refused again and again', () => {
  let nowMs = 0;
  const ofTheHall = new Set<string>();
  const holds = () => {
    nowMs = 0;
    ofTheHall.clear();
    return new AddressHolds({ isOfTheHall: (address) => ofTheHall.has(address), nowMs: () => nowMs });
  };
  const strike = (each: AddressHolds, times: number, address = '10.0.0.9') => {
    for (let at = 0; at < times; at += 1) each.strike(address);
  };

  test('a hundred refusals at once are borne, one more holds the address for a second, and no other address', () => {
    const each = holds();
    strike(each, 100);
    expect(each.isHeld('10.0.0.9')).toBe(false);
    strike(each, 1);
    expect(each.isHeld('10.0.0.9')).toBe(true);
    expect(each.isHeld('10.0.0.8')).toBe(false);
    nowMs = 999;
    expect(each.isHeld('10.0.0.9')).toBe(true);
    nowMs = 1_000;
    expect(each.isHeld('10.0.0.9')).toBe(false);
  });

  test('who is refused twenty times a second and no faster is never held', () => {
    const each = holds();
    for (let second = 0; second < 600; second += 1) {
      nowMs = second * 1_000;
      strike(each, 20);
      expect(each.isHeld('10.0.0.9')).toBe(false);
    }
  });

  test('each hold is twice the one before, half a minute at most, and the first again after two quiet minutes', () => {
    const each = holds();
    const lengths = [];
    for (let at = 0; at < 7; at += 1) {
      strike(each, 150);
      const beganMs = nowMs;
      while (each.isHeld('10.0.0.9')) nowMs += 500;
      lengths.push(nowMs - beganMs);
    }
    expect(lengths).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    nowMs += 120_000;
    strike(each, 150);
    nowMs += 1_000;
    expect(each.isHeld('10.0.0.9')).toBe(false);
  });

  test('refusals during a hold do not lengthen it', () => {
    const each = holds();
    strike(each, 101);
    for (nowMs = 100; nowMs < 1_000; nowMs += 100) strike(each, 500);
    expect(each.isHeld('10.0.0.9')).toBe(false);
  });

  test('an address from which the hall’s own people speak is let in, also in the middle of a hold', () => {
    const each = holds();
    strike(each, 101);
    expect(each.isHeld('10.0.0.9')).toBe(true);
    ofTheHall.add('10.0.0.9');
    expect(each.isHeld('10.0.0.9')).toBe(false);
  });
});

describe('the addresses of the hall', () => {
  let folder = '';
  let file = '';
  const errors: unknown[] = [];
  let nowMs = Date.UTC(2026, 10, 24);
  const open = (path = file) =>
    new HallPlaces({ file: path, now: () => nowMs, onError: (error) => errors.push(error) });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-places-'));
    file = join(folder, 'hall-places.json');
  });
  afterEach(() => {
    errors.length = 0;
    rmSync(folder, { recursive: true, force: true });
  });

  test('are known after a restart, in a file that others on the machine cannot read, for thirty days', async () => {
    const before = open();
    before.note('10.0.0.5');
    expect(before.has('10.0.0.5')).toBe(true);
    await before.stop();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const after = open();
    expect(after.has('10.0.0.5')).toBe(true);
    expect(after.has('10.0.0.6')).toBe(false);
    nowMs += 30 * 24 * 3_600_000;
    expect(after.has('10.0.0.5')).toBe(false);
  });

  test('a damaged file is an empty one, and a folder that cannot be written is told', async () => {
    writeFileSync(file, '{"10.0.0.5": "often"}');
    const places = open();
    expect(places.has('10.0.0.5')).toBe(false);
    places.note('10.0.0.5');
    await places.stop();
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toEqual(['10.0.0.5']);
    const nowhere = open('/nowhere/at/all.json');
    nowhere.note('10.0.0.5');
    await nowhere.stop();
    expect(errors).toHaveLength(1);
    expect(nowhere.has('10.0.0.5')).toBe(true);
  });
});
