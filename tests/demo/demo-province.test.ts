import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemoProvince } from '../../server/demo/demo-province.ts';
import { HubPostgres } from '../support/hub-postgres.ts';

const postgres = new HubPostgres();
const dataDir = mkdtempSync(join(tmpdir(), 'motcua-demo-'));
beforeAll(() => postgres.begin());
afterAll(async () => {
  await postgres.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the demonstration of a province: simulated halls join, and their days come to the hub whole', async () => {
  const { hub, halls, stop } = await openDemoProvince({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    speed: 1,
    seed: 7,
    earlierDays: 0,
    halls: 2,
    databaseUrl: await postgres.database(),
    webFolder: null,
    version: '0.1.0',
  });
  const own = halls.map(({ open }) => open.running.services.hall.state.sequence);
  await expect
    .poll(async () => (await hub.services.halls.list(null)).map(({ sequence }) => sequence).sort(), {
      timeout: 60_000,
    })
    .toEqual([...own].sort());
  const list = await hub.services.halls.list(null);
  expect(list.map(({ name }) => name).sort()).toEqual(['Xã Hòa Bình', 'Xã Tân Lập']);
  for (const { state, today, now } of list) {
    expect(state).toBe('live');
    expect(today.drawn).toBeGreaterThan(10);
    expect(now?.countersOpen).toBeGreaterThan(0);
  }
  // Each has its own chance: no hall is a copy of the other.
  expect(new Set(list.map(({ now }) => now?.oldestWaitFromMs)).size).toBe(2);
  await stop();
});
