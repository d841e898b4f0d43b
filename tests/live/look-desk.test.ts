import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookAhead } from '../../common/protocol/look-ahead.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';

describe('the look ahead of a running hall', () => {
  let hall: RestHall;
  let lan: string;
  let other: string;

  beforeEach(async () => {
    hall = new RestHall();
    // 09:00 on Wednesday: Tuesday the 24th is a holiday.
    hall.clock.minutes(24 * 60 + 90);
    await hall.begin();
    lan = await hall.person('lan', 'clerk');
    const hoa = await hall.person('hoa', 'clerk');
    const { state } = hall.running.services.hall;
    const serving = (field: string) =>
      [...state.counters.values()].filter((each) => each.definition.primaryFields.includes(field));
    const own = serving(FIELD)[0]?.definition.code ?? '';
    other =
      [...state.counters.keys()].find((code) => !serving(FIELD).some((c) => c.definition.code === code)) ??
      '';
    await ask('PUT', '/settings', { workingHours: [{ from: '07:30', to: '11:30' }] });
    await ask('PUT', '/officers/hoa', {
      agency: null,
      qualifiedFields: [FIELD, ...(state.counters.get(other)?.definition.primaryFields ?? [])],
    });
    await hall.ask(lan, 'POST', `/counters/${own}/open`, {});
    await hall.ask(hoa, 'POST', `/counters/${other}/open`, {});
    // Neither helps the other by itself.
    for (const code of [own, other])
      await give('counter:set-fields', {
        counter: code,
        primaryFields: code === own ? [FIELD] : (state.counters.get(code)?.definition.primaryFields ?? []),
        helpingFields: [],
      });
    for (let at = 0; at < 9; at += 1) {
      await ask('POST', '/tickets', { field: FIELD, printer: null });
    }
  });
  afterEach(() => hall.close());

  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await hall.ask(hall.admin(), method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const read = async () => (await ask('GET', '/look-ahead')) as unknown as LookAhead;
  /** Waits until a look is done that was begun after the last change. */
  const looked = async (): Promise<LookAhead> => {
    await expect
      .poll(
        async () => {
          const { at, working, because, proposal } = await read();
          return at !== null && !working && (because !== null || proposal !== null);
        },
        { timeout: 150_000, interval: 100 },
      )
      .toBe(true);
    return read();
  };
  const give = (name: string, payload: unknown) =>
    hall.running.services.hall.execute(name as 'counter:lend', payload as never, {
      commander: { kind: 'user', id: 'admin', role: 'admin' },
      commandId: randomUUID(),
    });

  test('a proposal is found, done, and held against what happened', async () => {
    expect(await read()).toMatchObject({ at: null, working: true, hits: 0, of: 0 });
    const { proposal, fields, days } = await looked();
    expect(days).toBe(0);
    expect(fields.find((each) => each.field === FIELD)?.share).toBeLessThan(0.9);
    expect(proposal).toMatchObject({ counter: other, field: FIELD });
    const { counter, field, before, after, until, foretold } = proposal as NonNullable<typeof proposal>;
    expect(
      (await give('counter:lend', { counter, field, before, after, until, foretold })).refusal,
    ).toBeUndefined();
    const now = await read();
    expect(now.proposal).toBeNull();
    expect(now.loans).toMatchObject([{ counter, field, until }]);

    const { lookAhead, hall: running } = hall.running.services as unknown as {
      lookAhead: { tick(): void };
      hall: typeof hall.running.services.hall;
    };
    // Four are called at once, the others never.
    for (const code of [other, other, other, other])
      await hall.ask(hall.admin(), 'POST', `/counters/${code}/call-next`, {});
    hall.clock.minutes((Date.parse(until) - hall.clock.atMs) / 60_000);
    await running.record([]);
    expect((await read()).loans).toEqual([]);
    lookAhead.tick();
    expect((await read()).of).toBe(0);
    hall.clock.minutes(16);
    lookAhead.tick();
    const { of, hits, latest } = await read();
    expect({ of, people: latest?.people, share: latest?.share }).toEqual({ of: 1, people: 9, share: 4 / 9 });
    const isHit = 4 / 9 >= foretold.low && 4 / 9 <= foretold.high;
    expect(hits).toBe(isHit ? 1 : 0);
  });

  test('what is refused is not proposed again at once, but later', async () => {
    const { proposal } = await looked();
    expect((await hall.ask(lan, 'POST', '/look-ahead/refuse', { id: 'x' })).code).toBe('forbidden');
    expect((await hall.ask(hall.admin(), 'POST', '/look-ahead/refuse', { id: 'x' })).code).toBe('not_found');
    await ask('POST', '/look-ahead/refuse', { id: proposal?.id });
    expect(await looked()).toMatchObject({ proposal: null, because: 'refused' });
    hall.clock.minutes(46);
    await ask('POST', '/tickets', { field: FIELD, printer: null });
    await read();
    await expect
      .poll(async () => (await read()).because, { timeout: 150_000, interval: 100 })
      .not.toBe('refused');
  });

  test('where nobody’s fields are on record it says so, and proposes nothing', async () => {
    await ask('PUT', '/officers/hoa', { agency: null, qualifiedFields: [] });
    expect(await looked()).toMatchObject({ proposal: null, because: 'no-register' });
  });

  test('a lending that is taken back before its time counts neither as right nor as wrong', async () => {
    const { proposal } = await looked();
    const { counter, field, before, after, until, foretold } = proposal as NonNullable<typeof proposal>;
    await give('counter:lend', { counter, field, before, after, until, foretold });
    const [loan] = (await read()).loans;
    await give('counter:end-loan', { counter, loan: loan?.id });
    hall.clock.minutes(180);
    (hall.running.services.lookAhead as unknown as { tick(): void }).tick();
    expect(await read()).toMatchObject({ of: 0, hits: 0, loans: [], latest: null });
  });
});
