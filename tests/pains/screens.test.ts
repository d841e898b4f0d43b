import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { Access } from '../../server/edges/access.ts';
import { AccountStore } from '../../server/storage/accounts.ts';
import { BoundKeyStore } from '../../server/storage/bound-keys.ts';
import { openDatabase } from '../../server/storage/database.ts';
import { DeviceStore } from '../../server/storage/devices.ts';
import { RestHall } from '../support/rest-hall.ts';

const YEAR_MS = 365 * 86_400_000;

describe('screens', () => {
  let hall: RestHall;
  const open: HallConnection[] = [];
  beforeEach(async () => {
    hall = await new RestHall().begin();
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) connection.close();
    await hall.close();
  });

  const until = (connection: HallConnection, fits: () => boolean) =>
    new Promise<void>((done) => {
      const look = () => {
        if (!fits()) return;
        stop();
        done();
      };
      const stop = connection.subscribe(look);
      look();
    });

  test('a panel is still let in after years and restarts; nobody has to sign it in (panel-app#14)', () => {
    const file = join(tmpdir(), `motcua-panel-${process.pid}.sqlite`);
    let nowMs = Date.UTC(2026, 10, 24);
    const start = () => {
      const db = openDatabase(file);
      const access = new Access({
        accounts: new AccountStore(db),
        devices: new DeviceStore(db),
        keys: new BoundKeyStore(db),
        idleMs: () => 3_600_000,
        now: () => nowMs,
      });
      return { db, access };
    };
    let running = start();
    const { token, device } = running.access.addDevice('display', 'Bảng quầy 1', '1');
    for (let year = 0; year < 5; year += 1) {
      running.db.close();
      nowMs += YEAR_MS;
      running = start();
      expect(running.access.identify(token)).toMatchObject({ kind: 'device', deviceKind: 'display' });
    }
    running.access.revoke(device.id);
    expect(running.access.identify(token)).toMatchObject({ kind: 'nobody' });
    running.db.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  });

  test('a screen is never stale until somebody reloads it: a change comes by itself, each once (novosga#318)', async () => {
    const admin = hall.admin();
    const field = [...hall.running.services.hall.state.fields.keys()][0] ?? '';
    const screen = connectHall({ url: hall.running.url, wants: 'display' });
    open.push(screen);
    const waiting = () =>
      recordsOf(screen.getState(), 'field').find((each) => each.field.code === field)?.waiting;
    await until(screen, () => screen.getState().status === 'live');
    const seen: (number | undefined)[] = [];
    screen.subscribe(() => {
      if (seen.at(-1) !== waiting()) seen.push(waiting());
    });
    for (let count = 1; count <= 5; count += 1) {
      await hall.ask(admin, 'POST', '/tickets', { field, printer: null });
      await until(screen, () => waiting() === count);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test('several calls in one instant are all there, not the newest alone (novosga)', async () => {
    const admin = hall.admin();
    const field = [...hall.running.services.hall.state.fields.keys()][0] ?? '';
    const codes = ['a', 'b', 'c', 'd', 'e'];
    for (const code of codes) {
      await hall.ask(admin, 'PUT', `/counters/${code}`, {
        code,
        label: `Quầy ${code}`,
        spokenNumber: null,
        primaryFields: [field],
        helpingFields: [],
        active: true,
      });
      await hall.ask(admin, 'POST', `/counters/${code}/open`, {});
      await hall.ask(admin, 'POST', '/tickets', { field, printer: null });
    }
    const screen = connectHall({ url: hall.running.url, wants: 'display' });
    open.push(screen);
    await until(screen, () => screen.getState().status === 'live');
    const answers = await Promise.all(
      codes.map((code) => hall.ask(admin, 'POST', `/counters/${code}/call-next`, {})),
    );
    const numbers = answers.map((each) => (each.body.ticket as { number: string }).number).sort();
    const calls = () => recordsOf(screen.getState(), 'call').map((each) => each.number);
    await until(screen, () => calls().length >= 5);
    expect(calls().sort()).toEqual(numbers);
  });
});
