import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';
/** Nobody's. */
const CARD = '075000123456';

describe('numbers a person, by the ID card at the kiosk', () => {
  const hall = new RestHall();
  let kiosk: string;

  beforeAll(async () => {
    await hall.begin();
    const { body } = await hall.ask(hall.admin(), 'POST', '/devices/pairing', {
      kind: 'kiosk',
      name: 'Kiosk 1',
    });
    kiosk = String((await hall.ask(null, 'POST', '/devices/claim', { code: body.code })).body.token);
    await hall.ask(hall.admin(), 'PUT', '/settings', { numbersPerPerson: 1 });
  });
  afterAll(() => hall.close());

  const draw = async (more: object = {}) =>
    (await hall.ask(kiosk, 'POST', '/tickets', { field: FIELD, printer: null, ...more })).code;
  const folder = () =>
    readdirSync(hall.folder, { recursive: true })
      .map((name) => join(hall.folder, String(name)))
      .filter((path) => statSync(path).isFile());
  const people = () =>
    hall.running.services.reads
      .events(0, 10_000)
      .flatMap(({ event }) => (event.type === 'ticket:issued' && event.person ? [event.person] : []));

  test('the same card draws no second number, and stands nowhere in the hall', async () => {
    expect(await draw()).toBe('card_required');
    expect(await draw({ card: CARD })).toBeNull();
    expect(await draw({ card: CARD })).toBe('person_limit');
    expect(await draw({ card: '075000999999' })).toBeNull();
    const digest = createHash('sha256').update(CARD);
    const plain = [CARD, digest.copy().digest('hex'), digest.digest('base64url')];
    for (const path of folder())
      for (const text of plain)
        expect({ path, has: readFileSync(path).includes(text) }).toEqual({ path, has: false });
    const told = JSON.stringify((await hall.ask(hall.admin(), 'GET', '/events')).body);
    for (const person of people()) expect(told).not.toContain(person);
  });

  test('another day has another key, so that nobody is followed from day to day', async () => {
    const [first] = people();
    hall.clock.minutes(24 * 60);
    expect(await draw({ card: CARD })).toBeNull();
    expect(people().at(-1)).not.toBe(first);
  });
});
