import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = {
  name: 'Đăng ký xe',
  nameEn: '',
  everyday: '',
  everydayEn: '',
  icon: 'generic',
  sort: 90,
  targetMinutes: 15,
  expectedServiceMinutes: 8,
  quotaPerDay: null,
  agency: null,
  windows: [],
  purposes: ['submit', 'collect', 'ask'],
  words: [],
  active: true,
};

describe('numbers', () => {
  let hall: RestHall;
  let admin: string;
  beforeEach(async () => {
    hall = await new RestHall().begin();
    admin = hall.admin();
  });
  afterEach(() => hall.close());

  let keys = 0;
  const draw = async (field: string, token = admin, key = `draw-${keys++}`) => {
    const answer = await fetch(`${hall.running.url}/api/v1/tickets`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ field, printer: null }),
    });
    return { status: answer.status, ticket: (await answer.json()) as { id: string; number: string } };
  };
  const aField = () => [...hall.running.services.hall.state.fields.keys()][0] ?? '';
  const drawn = async () => {
    const { date } = hall.running.services.hall.moment();
    const report = await hall.ask(admin, 'GET', `/reports/volume?from=${date}&to=${date}`);
    return (report.body.totals as { drawn: number }).drawn;
  };

  test('the same number is never given twice under load (novosga#290)', async () => {
    const all = await Promise.all(Array.from({ length: 120 }, () => draw(aField())));
    expect(all.every((each) => each.status === 201)).toBe(true);
    expect(new Set(all.map((each) => each.ticket.number)).size).toBe(120);
    expect(await drawn()).toBe(120);
  });

  test('a kiosk that asks again because the answer was lost gets the same number, and it counts once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => draw(aField(), admin, 'one-finger')));
    expect(new Set(all.map((each) => each.ticket.id)).size).toBe(1);
    expect(await drawn()).toBe(1);
  });

  test('a full band never runs into the numbers of the next field (MADO-queue)', async () => {
    const band = (code: string, start: number) =>
      hall.ask(admin, 'PUT', `/fields/${code}`, {
        ...FIELD,
        code,
        range: { prefix: 'X', start, size: 3, digits: 3 },
      });
    expect((await band('xe', 1)).status).toBe(200);
    expect((await band('xe-khach', 4)).status).toBe(200);
    // A band that lies over another is refused before the first ticket.
    expect((await band('xe-tai', 6)).code).toBe('range_overlap');
    const numbers = async (field: string, count: number) => {
      const all = [];
      for (let at = 0; at < count; at += 1) all.push((await draw(field)).ticket.number);
      return all;
    };
    const first = await numbers('xe', 8);
    const second = await numbers('xe-khach', 8);
    expect(second.slice(0, 3)).toEqual(['X004', 'X005', 'X006']);
    expect(first.slice(0, 3)).toEqual(['X001', 'X002', 'X003']);
    expect(new Set([...first, ...second]).size).toBe(16);
  });

  test('what is printed stands in the record before the first byte leaves for the printer (FQM)', async () => {
    const printed = await hall.ask(admin, 'GET', '/printers');
    const virtual = (printed.body.printers as { name: string }[])[0]?.name;
    const folder = join(hall.folder, 'virtual-printer');
    const papersAtCommit: number[] = [];
    hall.running.services.hall.subscribe((events) => {
      if (events.some(({ event }) => event.type === 'ticket:issued'))
        papersAtCommit.push(existsSync(folder) ? readdirSync(folder).length : 0);
    });
    await hall.ask(admin, 'POST', '/tickets', { field: aField(), printer: virtual });
    await vi.waitFor(() => expect(hall.deeds(/print-settled/)).toHaveLength(1), 10_000);
    expect(papersAtCommit).toEqual([0]);
    expect(hall.deeds(/issued|print-settled/).map((each) => each.split(' ')[1])).toEqual([
      'ticket:issued',
      'ticket:print-settled',
    ]);
  });

  test('a kiosk that is reset, revoked or paired anew deletes nothing of the day', async () => {
    const { access } = hall.running.services;
    const first = access.addDevice('kiosk', 'Máy lấy số', null);
    for (let time = 0; time < 3; time += 1) expect((await draw(aField(), first.token)).status).toBe(201);
    const before = hall.running.services.hall.state.tickets.size;
    expect((await hall.ask(admin, 'DELETE', `/devices/${first.device.id}`)).status).toBeLessThan(300);
    expect((await draw(aField(), first.token)).status).toBe(401);
    const second = access.addDevice('kiosk', 'Máy lấy số', null);
    const next = await draw(aField(), second.token);
    expect(next.ticket.number).toMatch(/4$/);
    expect(hall.running.services.hall.state.tickets.size).toBe(before + 1);
    expect(await drawn()).toBe(4);
    const db = openDatabase(join(hall.folder, DATABASE_FILE));
    expect(verifyLog(db)).toMatchObject({ ok: true });
    db.close();
  });
});
