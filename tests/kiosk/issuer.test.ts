import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import type { RefusalCode } from '../../common/protocol/refusals.ts';
import { Issuer } from '../../kiosk/issuer.ts';
import { FakeHall } from '../support/fake-hall.ts';

const ORDER = { field: 'dat-dai', procedure: null, purpose: 'submit', priority: null } as const;

describe('a kiosk that tries again', () => {
  let hall: FakeHall;
  let connection: HallConnection;
  let issuer: Issuer;
  beforeEach(async () => {
    hall = new FakeHall();
    connection = connectHall({ url: await hall.start(), wants: 'kiosk' });
    issuer = new Issuer(connection);
  });
  afterEach(async () => {
    connection.close();
    await hall.stop();
  });

  test('after a disk that did not confirm gets the number that was drawn, and no second one', async () => {
    hall.moods = ['unconfirmed', 'unconfirmed', 'answer'];
    expect(await issuer.draw(ORDER)).toBeUndefined();
    expect(issuer.state()).toEqual({ state: 'refused', code: 'storage_failed' });
    expect(await issuer.draw(ORDER)).toBeUndefined();
    const ticket = await issuer.draw(ORDER);
    expect(new Set(hall.issueIds).size).toBe(1);
    expect(ticket).toEqual(hall.tickets.get(hall.issueIds[0] ?? ''));
    expect(hall.tickets.size).toBe(1);
    expect(issuer.state()).toEqual({ state: 'ready' });
  });

  test('for something else, or for somebody else, draws another number', async () => {
    hall.moods = ['unconfirmed', 'answer', 'unconfirmed', 'answer', 'answer'];
    await issuer.draw(ORDER);
    await issuer.draw({ ...ORDER, field: 'ho-tich' });
    await issuer.draw({ ...ORDER, purpose: 'collect' });
    issuer.reset();
    await issuer.draw({ ...ORDER, purpose: 'collect' });
    // After an answer the next citizen's same wish is another one.
    await issuer.draw({ ...ORDER, purpose: 'collect' });
    expect(new Set(hall.issueIds).size).toBe(5);
  });

  test('a second tap while one number is on its way draws nothing', async () => {
    const [first, second] = await Promise.all([issuer.draw(ORDER), issuer.draw(ORDER)]);
    expect(first?.number).toBeDefined();
    expect(second).toBeUndefined();
    expect(hall.issueIds).toHaveLength(1);
  });

  test.each<[RefusalCode | 'offline', boolean]>([
    ['offline', true],
    ['internal', true],
    ['storage_failed', true],
    ['shutting_down', true],
    ['not_issuing', false],
    ['throttled', false],
    ['unknown_field', false],
  ])('after %s the same wish is the same act: %s', async (code, same) => {
    const ids: (string | undefined)[] = [];
    const refusing = new Issuer({
      send: (_name, _payload, options) => {
        ids.push(options?.commandId);
        return Promise.resolve({ ok: false, error: { code, message: '' } } as never);
      },
    });
    await refusing.draw(ORDER);
    await refusing.draw(ORDER);
    expect(ids[0]).toBeDefined();
    expect(ids[0] === ids[1]).toBe(same);
  });

  test('a desk that sends the same command again after an open answer sends it under the same id', async () => {
    hall.moods = ['unconfirmed', 'answer', 'answer'];
    await connection.send('ticket:issue', ORDER);
    await connection.send('ticket:issue', ORDER);
    await connection.send('ticket:issue', ORDER);
    const [first, again, next] = hall.issueIds;
    expect(again).toBe(first);
    expect(next).not.toBe(first);
  });
});
