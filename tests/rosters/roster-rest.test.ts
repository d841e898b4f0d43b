import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnTurn, RosterAnswer, RosterDifference } from '../../common/protocol/roster-draft.ts';
import { RosterHall } from './roster-hall.ts';

const TODAY = '2026-11-25';

describe('rosters over REST', () => {
  const hall = new RosterHall();
  const edit = async (draft: RosterAnswer, body: object) =>
    hall.ask(hall.lead, 'POST', `/rosters/${draft.id}/edit`, { revision: draft.revision, ...body });
  const seats = (draft: RosterAnswer, date: string) =>
    draft.roster.days
      .find((day) => day.date === date)
      ?.sessions.map((session) => session.turns.map((turn) => turn.officer));
  const difference = async (id: string) =>
    (await hall.done('GET', `/rosters/${id}/difference`)).body as unknown as RosterDifference;
  const shown = (from: RosterDifference) => from.counters.map((each) => each.before);
  const countersNow = async () => {
    const { body } = await hall.done('GET', '/counters');
    return JSON.stringify(
      (body.counters as { code: string; primaryFields: string[]; helpingFields: string[] }[]).map((each) => [
        each.code,
        each.primaryFields,
        each.helpingFields,
      ]),
    );
  };

  beforeAll(() => hall.begin(), 60_000);
  afterAll(() => hall.close());

  test('a draft names an official for the seats of the plan, from today to the end of the week, each with its reason', async () => {
    const draft = await hall.draft();
    expect(draft).toMatchObject({ state: 'draft', from: TODAY, to: '2026-11-27', madeBy: 'Trần Văn Phú' });
    expect(draft.roster.places.length).toBe(Math.min(4 + 4, hall.planned.officials));
    for (const { turns } of draft.roster.days.flatMap((day) => day.sessions))
      for (const turn of turns) {
        expect(turn.reason.vi.length).toBeGreaterThan(10);
        expect(turn.reason.en.length).toBeGreaterThan(10);
      }
    expect(draft.officers.map((each) => each.name)).toContain('Nguyễn Thị Lan');
  });

  test('leave that is noted later is seen in the draft, and working it out again goes around it', async () => {
    const draft = await hall.draft();
    const seated = draft.roster.days[1]?.sessions[0]?.turns.find((turn) => turn.officer !== null);
    const away = seated?.officer ?? '';
    await hall.done('PUT', '/leaves/v-1', { username: away, from: '2026-11-26', to: '2026-11-26' });
    const overtaken = await hall.read(draft.id);
    expect(overtaken.roster.problems[0]).toMatchObject({ code: 'seated-wrongly', dates: ['2026-11-26'] });
    expect(
      await hall.ask(hall.lead, 'POST', `/rosters/${draft.id}/confirm`, { revision: draft.revision }),
    ).toMatchObject({ status: 409, code: 'roster_stale' });
    const { body } = await edit(draft, { act: 'again' });
    const again = body as unknown as RosterAnswer;
    expect(again.roster.problems.map((each) => each.code)).not.toContain('seated-wrongly');
    expect(seats(again, '2026-11-26')?.flat()).not.toContain(away);
    const { body: listed } = await hall.done('GET', '/leaves?from=2026-11-26&to=2026-11-26');
    expect(listed.leaves).toMatchObject([{ id: 'v-1', username: away }]);
    await hall.done('DELETE', '/leaves/v-1');
  });

  test('a move by hand swaps two people, is pinned, stays when worked out again, and is taken back', async () => {
    const draft = await hall.draft();
    const turns = draft.roster.days[0]?.sessions[0]?.turns ?? [];
    const session = draft.roster.days[0]?.sessions[0]?.fromMinute ?? 0;
    const may = (officer: string | null, place: number) => {
      const fields = draft.officers.find((each) => each.username === officer)?.qualifiedFields ?? [];
      return draft.roster.places[place]?.fields.every((code) => fields.includes(code)) === true;
    };
    const pairs = turns.flatMap((first, from) =>
      turns.flatMap((other, place) =>
        from !== place && other.officer !== null && may(first.officer, place) ? [{ first, from, place }] : [],
      ),
    );
    const { first, from, place } = pairs[0] ?? { first: undefined, from: -1, place: -1 };
    expect(place).toBeGreaterThanOrEqual(0);
    const target = turns[place]?.officer ?? null;
    const move = { date: TODAY, span: 'rest' };
    const { status, body } = await edit(draft, {
      ...move,
      act: 'seat',
      session,
      place,
      officer: first?.officer,
    });
    expect(status).toBe(200);
    const moved = body as unknown as RosterAnswer;
    expect(moved.canUndo).toBe(true);
    for (const { turns } of moved.roster.days.flatMap((day) => day.sessions)) {
      expect(turns[place]).toMatchObject({ officer: first?.officer, pinned: true });
      expect(turns[from]?.officer).toBe(may(target, from) ? target : null);
    }
    expect(await edit(draft, { act: 'again' })).toMatchObject({ status: 409, code: 'conflict' });
    const again = (await edit(moved, { act: 'again' })).body as unknown as RosterAnswer;
    expect(again.roster.days[2]?.sessions.at(-1)?.turns[place]?.officer).toBe(first?.officer);
    const back = (await edit(again, { act: 'undo' })).body as unknown as RosterAnswer;
    const whole = (await edit(back, { act: 'undo' })).body as unknown as RosterAnswer;
    expect(seats(whole, TODAY)).toEqual(seats(draft, TODAY));
    expect(await edit(whole, { act: 'undo' })).toMatchObject({ status: 409 });
  });

  test('nobody is put where they may not sit, and the answer says why', async () => {
    const draft = await hall.draft();
    const session = draft.roster.days[0]?.sessions[0]?.fromMinute ?? 0;
    const land = draft.roster.places.findIndex((place) => place.fields.includes('kinh-doanh-xay-dung'));
    const seat = { act: 'seat', date: TODAY, session, place: land };
    expect((await edit(draft, { ...seat, officer: 'binh' })).body.error).toMatchObject({
      code: 'roster_refused',
      details: { because: 'qualification' },
    });
    expect((await edit(draft, { ...seat, officer: 'khong-co' })).body.error).toMatchObject({
      details: { because: 'officer' },
    });
    expect(await edit(draft, { ...seat, officer: null, place: 99 })).toMatchObject({ status: 422 });
  });

  test('plan, draft, confirm, apply, take back: who did it stands in the log, and the counters follow', async () => {
    const draft = await hall.confirmed();
    expect(await hall.read(draft.id)).toMatchObject({ state: 'confirmed', confirmedBy: 'Trần Văn Phú' });
    const before = await countersNow();
    const change = await difference(draft.id);
    expect(change.session).toBe(draft.roster.days[0]?.sessions[0]?.fromMinute);
    expect(change.counters.some((each) => each.changes)).toBe(true);
    const apply = { date: TODAY, session: change.session, shown: shown(change) };
    const path = `/rosters/${draft.id}/apply`;
    expect(await hall.ask(hall.boss, 'POST', path, apply)).toMatchObject({ status: 403 });
    expect(await hall.ask(hall.lead, 'POST', path, { ...apply, shown: [] })).toMatchObject({ status: 409 });
    await hall.done('POST', path, apply);
    const after = await difference(draft.id);
    expect(after.counters.every((each) => !each.changes)).toBe(true);
    expect(await countersNow()).not.toBe(before);
    await hall.done('POST', `/rosters/applications/${after.applied?.id}/undo`);
    expect(await countersNow()).toBe(before);
    expect(hall.deeds(/^roster:/)).toEqual([
      'phu-trach roster:confirmed',
      'phu-trach roster:applied',
      'phu-trach roster:apply-undone',
    ]);
    const { body } = await hall.ask(hall.boss, 'GET', '/audit?kind=people');
    const said = (body.entries as { text?: string; sentence?: string }[])
      .map((each) => JSON.stringify(each))
      .join();
    expect(said).toContain('đã áp dụng phương án bố trí ngày 25/11/2026');
    expect(said).toContain('đã xác nhận phương án bố trí từ 25/11/2026 đến 27/11/2026');
  });

  test('an official sees where to sit today, and nothing once the roster is withdrawn', async () => {
    const draft = await hall.confirmed();
    const { body } = await hall.ask(hall.clerk, 'GET', '/me/roster');
    const own = body as unknown as OwnTurn;
    const mine = draft.roster.days[0]?.sessions.flatMap((session) =>
      session.turns.flatMap((turn) =>
        turn.officer === 'lan' ? [draft.roster.places[turn.place]?.counter] : [],
      ),
    );
    expect(own.turns.map((turn) => turn.counter)).toEqual(mine);
    for (const each of (await hall.done('GET', '/rosters')).body.rosters as { id: string; state: string }[])
      if (each.state === 'confirmed')
        expect((await hall.ask(hall.boss, 'POST', `/rosters/${each.id}/withdraw`)).status).toBe(200);
    expect((await hall.ask(hall.clerk, 'GET', '/me/roster')).body.turns).toEqual([]);
  });

  test('a confirmed roster is not changed but copied, and is not forgotten before it is withdrawn', async () => {
    const draft = await hall.confirmed();
    expect(await edit(draft, { act: 'again' })).toMatchObject({ status: 409, code: 'conflict' });
    expect(await hall.ask(hall.lead, 'DELETE', `/rosters/${draft.id}`)).toMatchObject({ status: 409 });
    const copy = (await hall.done('POST', `/rosters/${draft.id}/copy`)).body as unknown as RosterAnswer;
    expect(copy).toMatchObject({ state: 'draft', revision: 1 });
    expect(seats(copy, TODAY)).toEqual(seats(draft, TODAY));
    await hall.done('DELETE', `/rosters/${copy.id}`);
    expect(await hall.ask(hall.lead, 'GET', `/rosters/${copy.id}`)).toMatchObject({ status: 404 });
  });

  test.each([
    ['a plan that nobody made', { plan: 'plan-khong-co' }, 404],
    ['weeks that are over', { from: '2026-11-02' }, 400],
    ['no weeks', { weeks: 0 }, 400],
    ['a headcount of nobody', { cap: 0 }, 400],
  ])('refuses %s', async (_what, more, status) => {
    const body = { plan: hall.plan, from: TODAY, weeks: 1, ...more };
    expect((await hall.ask(hall.lead, 'POST', '/rosters', body)).status).toBe(status);
  });

  test('drafts and confirmed rosters are there after a restart', async () => {
    const draft = await hall.draft();
    const confirmed = await hall.confirmed();
    await hall.running.stop();
    await Object.getPrototypeOf(RosterHall.prototype).begin.call(hall);
    const { access } = hall.running.services;
    const lead = access.listAccounts().find((each) => each.username === 'phu-trach');
    hall.lead = lead ? access.openSession(lead).token : '';
    expect(await hall.read(draft.id)).toMatchObject({ state: 'draft', roster: { from: TODAY } });
    expect(await hall.read(confirmed.id)).toMatchObject({ state: 'confirmed' });
    expect((await difference(confirmed.id)).counters.length).toBeGreaterThan(0);
  });
});
