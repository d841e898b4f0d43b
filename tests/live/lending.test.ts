import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PayloadInput } from '../../common/protocol/commands.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const HOUR_MS = 3_600_000;
const OWN = { primaryFields: ['ho-tich', 'chung-thuc'], helpingFields: ['dat-dai'] };
const MOVED = { primaryFields: ['dat-dai'], helpingFields: ['chung-thuc', 'ho-tich'] };

describe('a counter takes a field on for a while', () => {
  let hall: TestHall;
  beforeEach(async () => {
    hall = await new TestHall().begin();
    await officer({ qualifiedFields: ['ho-tich', 'chung-thuc', 'dat-dai'] });
    await hall.as('lan').give('counter:open', { counter: '2' });
  });
  afterEach(() => {
    expect(hall.errors).toEqual([]);
    hall.close();
  });

  const officer = (parts: Partial<PayloadInput<'officer:put'>>) =>
    hall.as('boss', 'supervisor').give('officer:put', {
      username: 'lan',
      agency: null,
      qualifiedFields: [],
      ...parts,
    } as PayloadInput<'officer:put'>);
  const LENT = {
    counter: '2',
    field: 'ho-tich',
    before: { primaryFields: ['dat-dai'], helpingFields: [] },
    after: { primaryFields: ['ho-tich'], helpingFields: ['dat-dai'] },
    until: new Date(OPENING_MS + HOUR_MS).toISOString(),
  };
  const lend = (parts: Partial<PayloadInput<'counter:lend'>> = {}) =>
    hall.as('boss', 'supervisor').give('counter:lend', { ...LENT, ...parts });
  const codeOf = async (reply: ReturnType<typeof lend>) => (await reply).refusal?.code;
  const fieldsOf = (code: string) => {
    const counter = hall.hall.state.counters.get(code);
    return { primaryFields: counter?.primaryFields, helpingFields: counter?.helpingFields };
  };
  const loan = () => hall.hall.state.loans.get('2');

  test('[LEND1] only what its officer is trained for, while posted and agreed to', async () => {
    await officer({ qualifiedFields: ['dat-dai'] });
    expect(await codeOf(lend())).toBe('not_qualified');
    await officer({ qualifiedFields: ['ho-tich'], postedFrom: '2026-01-01', postedTo: '2026-11-23' });
    expect(await codeOf(lend())).toBe('not_qualified');
    await officer({ qualifiedFields: ['ho-tich'], postedFrom: '2026-01-01', postedTo: '2026-11-24' });
    expect(await codeOf(lend())).toBeUndefined();
  });

  test('[LEND1] nobody of an agency that must agree is moved off its fields, and its fields go to nobody else', async () => {
    const admin = hall.as('admin', 'admin');
    const field = (agency: string | null) => {
      const known = hall.hall.state.fields.get('ho-tich');
      return admin.give('field:put', { ...known, agency } as PayloadInput<'field:put'>);
    };
    const agency = (sharedFields: string[]) =>
      admin.give('agency:put', {
        code: 'cong-an',
        name: 'Công an',
        kind: 'outside',
        needsAgreement: true,
        agreedFrom: '2026-01-01',
        agreedTo: '2026-12-31',
        sharedFields,
      });
    await agency([]);
    await field('cong-an');
    expect(await codeOf(lend())).toBe('not_qualified');
    await agency(['ho-tich']);
    expect(await codeOf(lend())).toBeUndefined();
    await hall.as('boss', 'supervisor').give('counter:end-loan', { counter: '2', loan: loan()?.id ?? '' });
    await field(null);
    const posted = { postedFrom: '2026-01-01', postedTo: '2026-12-31' };
    await officer({ agency: 'cong-an', qualifiedFields: ['ho-tich', 'dat-dai'], ...posted });
    expect(await codeOf(lend())).toBe('not_qualified');
  });

  test('[LEND2] it adds one field and takes none away, of a counter as the leader saw it', async () => {
    const { after } = LENT;
    expect(await codeOf(lend({ after: { ...after, helpingFields: [] } }))).toBe('invalid_input');
    expect(await codeOf(lend({ after: { ...after, helpingFields: ['dat-dai', 'chung-thuc'] } }))).toBe(
      'invalid_input',
    );
    expect(await codeOf(lend({ after: { ...after, helpingFields: ['dat-dai', 'dat-dai'] } }))).toBe(
      'invalid_input',
    );
    expect(await codeOf(lend({ before: OWN }))).toBe('lending_stale');
    expect(await codeOf(lend({ until: new Date(OPENING_MS).toISOString() }))).toBe('lending_stale');
    expect(await codeOf(lend({ until: new Date(OPENING_MS + 5 * HOUR_MS).toISOString() }))).toBe(
      'lending_stale',
    );
    expect(await codeOf(lend({ counter: '1', before: OWN, after: MOVED }))).toBe('counter_closed');
    expect(fieldsOf('2')).toEqual(LENT.before);
    expect(await codeOf(lend())).toBeUndefined();
    expect(fieldsOf('2')).toEqual(after);
    expect(await codeOf(lend({ before: after }))).toBe('lending_stale');
  });

  test('[LEND3] taken back, the counter has what it had, and the log tells both', async () => {
    await lend();
    const id = loan()?.id ?? '';
    await hall.as('boss', 'supervisor').give('counter:end-loan', { counter: '2', loan: id });
    expect(fieldsOf('2')).toEqual(LENT.before);
    expect(loan()).toBeUndefined();
    const again = hall.as('boss', 'supervisor').give('counter:end-loan', { counter: '2', loan: id });
    expect((await again).refusal?.code).toBe('not_found');
    const log = hall.store.read(0, 1_000).map(({ event }) => event.type);
    expect(log.slice(-4)).toEqual([
      'counter:fields-set',
      'counter:lent',
      'counter:fields-set',
      'counter:loan-ended',
    ]);
  });

  test('[LEND3] at its end it gives itself back, also after a restart, and not a moment before', async () => {
    await lend();
    hall.clock.minutes(59);
    await hall.hall.record([]);
    expect(fieldsOf('2')).toEqual(LENT.after);
    hall.restart();
    hall.clock.minutes(1);
    await hall.hall.record([]);
    expect(fieldsOf('2')).toEqual(LENT.before);
    expect(loan()).toBeUndefined();
  });

  test('[LEND3] whoever gave the counter other fields meanwhile, or closed it, is not overruled by the end', async () => {
    await lend();
    const own = { primaryFields: ['chung-thuc'], helpingFields: [] };
    await hall.as('boss', 'supervisor').give('counter:set-fields', { counter: '2', ...own });
    expect(loan()).toBeUndefined();
    hall.clock.minutes(90);
    await hall.hall.record([]);
    expect(fieldsOf('2')).toEqual(own);
    await hall.as('lan').give('counter:close', { counter: '2' });
    await hall.as('lan').give('counter:open', { counter: '2' });
    await lend({ until: new Date(OPENING_MS + 2 * HOUR_MS).toISOString() });
    await hall.as('lan').give('counter:close', { counter: '2' });
    expect(loan()).toBeUndefined();
  });

  test('a snapshot keeps what is lent, and one from before lendings were known is read', async () => {
    await lend();
    const text = writeState(hall.hall.state);
    expect(readState(text).loans).toEqual(hall.hall.state.loans);
    const { loans: _loans, ...older } = JSON.parse(text) as Record<string, unknown>;
    expect(readState(JSON.stringify(older)).loans.size).toBe(0);
  });
});
