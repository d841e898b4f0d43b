import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HubPostgres } from '../support/hub-postgres.ts';
import { joinedHall, shipped, TestHub } from '../support/hub-world.ts';
import type { RestHall } from '../support/rest-hall.ts';

const postgres = new HubPostgres();
beforeAll(() => postgres.begin());
afterAll(() => postgres.close());

let hub: TestHub;
let admin: string;
let hall: RestHall;

beforeEach(async () => {
  hub = await new TestHub(await postgres.database()).begin();
  admin = await hub.signIn();
  hall = await joinedHall(hub, admin, 'xa-a');
  await hub.addHall(admin, 'xa-b');
  await shipped(hall);
});
afterEach(async () => {
  await hall.close();
  await hub.close();
});

/** The hall gathers what it sends, in real time. */
const PATIENT = { timeout: 60_000 };
const CSV = 'Mã thủ tục,Tên thủ tục,Lĩnh vực\n';

async function send(title: string, file: string | Buffer, halls?: string) {
  const query = new URLSearchParams({
    title,
    file: `${title}.csv`,
    ...(halls === undefined ? {} : { halls }),
  });
  const answer = await fetch(`${hub.running.url}/api/v1/procedure-lists?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/octet-stream' },
    body: typeof file === 'string' ? file : new Uint8Array(file),
  });
  return { status: answer.status, body: (await answer.json()) as { error?: { code: string } } };
}

interface Told {
  readonly title: string;
  readonly halls: readonly { code: string; state: string; note: string }[];
}
const told = async () => (await hub.ask(admin, 'GET', '/procedure-lists')).body.lists as Told[];
const link = async () => (await hall.ask(hall.admin(), 'GET', '/hub')).body;
/** The hall sends something, and hears with the answer what waits for it. */
const spoken = async () => {
  const { body } = await hall.ask(hall.admin(), 'GET', '/fields');
  const field = (body.fields as { code: string }[])[0]?.code;
  const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field, printer: null });
  expect(drawn.status).toBe(201);
  await shipped(hall);
};

/** The hall's field with a procedure in it, as a list names it. */
async function fieldName(): Promise<string> {
  const { body } = await hall.ask(hall.admin(), 'GET', '/fields');
  return (body.fields as { name: string }[])[0]?.name ?? '';
}

/** What the console does with a file: looks at the difference, then takes in exactly that. */
async function takeIn(file: Buffer, name: string): Promise<void> {
  const ask = (path: string) =>
    fetch(`${hall.running.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hall.admin()}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file),
    });
  const compared = (await (await ask('/procedure-lists/compare')).json()) as {
    problems: unknown[];
    difference: { shown: string; added: unknown[] };
  };
  expect(compared.problems).toEqual([]);
  expect(compared.difference.added).toHaveLength(1);
  const query = new URLSearchParams({ file: name, shown: compared.difference.shown });
  expect((await ask(`/procedure-lists/import?${query}`)).status).toBe(200);
}

describe('a list of procedures that the province sends', () => {
  test('changes nothing in a hall until its administrator takes in the difference; the province hears who did', async () => {
    const csv = `${CSV}9.999999,Thủ tục của tỉnh,${await fieldName()}\n`;
    expect(await send('Danh mục tháng 12', csv)).toMatchObject({ status: 201, body: { halls: 2 } });
    await spoken();
    await expect.poll(link, PATIENT).toMatchObject({ offered: { title: 'Danh mục tháng 12' } });
    expect((await told())[0]?.halls.map(({ state }) => state)).toEqual(['sent', 'sent']);
    const given = await fetch(`${hall.running.url}/api/v1/hub/list`, {
      headers: { authorization: `Bearer ${hall.admin()}` },
    });
    const file = Buffer.from(await given.arrayBuffer());
    expect(file.toString()).toBe(csv);
    expect((await told())[0]?.halls.map(({ state }) => state)).toEqual(['fetched', 'sent']);
    const before = await hall.ask(hall.admin(), 'GET', '/procedures');
    expect(JSON.stringify(before.body)).not.toContain('Thủ tục của tỉnh');
    await takeIn(file, 'Danh mục tháng 12.csv');
    await expect
      .poll(async () => (await told())[0]?.halls)
      .toMatchObject([{ state: 'adopted' }, { state: 'sent' }]);
    expect(await link()).toMatchObject({ offered: null });
  });

  test('is declined with a reason; a newer one takes the place of one that was not answered', async () => {
    const csv = `${CSV}9.999999,Thủ tục của tỉnh,Khác\n`;
    await send('Lần một', csv, 'xa-a');
    await send('Lần hai', csv, 'xa-a');
    await spoken();
    await expect.poll(link, PATIENT).toMatchObject({ offered: { title: 'Lần hai' } });
    const { status } = await hall.ask(hall.admin(), 'POST', '/hub/list/decline', { note: 'Sai lĩnh vực' });
    expect(status).toBe(200);
    await expect.poll(told).toMatchObject([
      { title: 'Lần hai', halls: [{ code: 'xa-a', state: 'declined', note: 'Sai lĩnh vực' }] },
      { title: 'Lần một', halls: [{ state: 'sent' }] },
    ]);
    await spoken();
    expect(await link()).toMatchObject({ offered: null });
    expect((await hall.ask(hall.admin(), 'POST', '/hub/list/decline', { note: 'x' })).code).toBe('not_found');
  });

  test('is refused where the file holds no list, where a hall is not known, and to who may not send', async () => {
    expect((await send('Rỗng', 'không có gì')).body.error?.code).toBe('list_invalid');
    expect((await send('Lạc', `${CSV}1,a,b\n`, 'xa-khong-co')).body.error?.code).toBe('not_found');
    expect(await told()).toEqual([]);
    // A hall reads what was sent to it, and nothing else.
    const csv = `${CSV}1.1,Tên,Khác\n`;
    await send('Của xã khác', csv, 'xa-b');
    const { key } = JSON.parse(readFileSync(join(hall.folder, 'hub-link.json'), 'utf8')) as { key: string };
    expect((await hub.ask(key, 'GET', '/offered-lists/1')).code).toBe('not_found');
    expect((await hub.ask(key, 'PUT', '/offered-lists/1', { state: 'adopted' })).code).toBe('not_found');
  });
});
