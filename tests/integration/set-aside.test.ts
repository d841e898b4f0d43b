import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../server/cli/main.ts';
import type { HallEvent, StampedEvent } from '../../server/domain/events.ts';
import { writeState } from '../../server/domain/snapshot.ts';
import { recordHealth } from '../../server/operations/record-health.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { SpokenOutput } from '../support/spoken-output.ts';
import { TestHall } from '../support/test-hall.ts';

let hall: TestHall;
const spoken = new SpokenOutput();
beforeEach(async () => {
  hall = await new TestHall().begin();
});
afterEach(() => {
  vi.restoreAllMocks();
  hall.close();
});

/** Puts events into the log as an earlier program with a bug did. */
function poison(...events: readonly HallEvent[]): void {
  const stamped = events.map(
    (event): StampedEvent => ({
      event,
      atMs: hall.clock.atMs,
      actor: { kind: 'system', id: 'hall' },
      device: null,
      commandId: null,
    }),
  );
  hall.store.commit({ events: stamped, commands: [] });
}

/** A call of a real ticket at a counter that never was: the state cannot take it, the read tables did. */
const lostCall = (ticketId: string): HallEvent => ({
  type: 'ticket:called',
  ticketId,
  number: '1001',
  counter: '99',
  field: 'ho-tich',
  callCount: 1,
  reason: {
    rule: 'by-number',
    line: 'by-number',
    waitMs: 0,
    priority: null,
    score: 0,
    runnerUp: null,
    helpBecause: null,
  },
});

const acts = () => hall.store.read(0, 10_000).filter(({ event }) => event.type === 'event:set-aside');

describe('a log with events that cannot be applied', () => {
  test('opens; they stay in the log, count nowhere, and the hall goes on with the next number', async () => {
    const { ticket } = await hall.draw();
    poison({ type: 'ticket:started', ticketId: 'never-was', counter: '1' }, lostCall(ticket?.id ?? ''));
    const poisoned = hall.store.head().sequence;
    expect(hall.reads.findTicket(ticket?.id ?? '')?.state).toBe('called');
    hall.restart();
    expect(acts().map(({ event }) => event)).toMatchObject([
      { sequence: poisoned - 1, eventType: 'ticket:started' },
      { sequence: poisoned, eventType: 'ticket:called' },
    ]);
    expect(hall.store.read(poisoned - 1, 1)[0]?.event.type).toBe('ticket:called');
    // Neither state nor read tables count the call.
    expect(hall.hall.state.tickets.get(ticket?.id ?? '')?.state).toBe('waiting');
    expect(hall.reads.findTicket(ticket?.id ?? '')?.state).toBe('waiting');
    expect((await hall.draw()).ticket?.number).toBe('1002');
    expect(verifyLog(hall.store.db)).toMatchObject({ ok: true });
    expect(verifyReadTables(hall.store.db.name, hall.calendar)).toMatchObject({ tables: [], snapshots: [] });
  });

  test('are set aside once: later starts, from the log or from a snapshot, give the same state', async () => {
    await hall.draw();
    poison({ type: 'counter:paused', counter: '99', reason: '' });
    hall.restart();
    await hall.draw();
    const state = writeState(hall.hall.state);
    expect(writeState(hall.restart().state)).toBe(state);
    await hall.hall.stop();
    expect(hall.store.snapshots()).toHaveLength(1);
    expect(writeState(hall.restart().state)).toBe(state);
    expect(acts()).toHaveLength(1);
  });

  test('are each found, also where they stand thousands of events apart', async () => {
    const paused: HallEvent = { type: 'counter:paused', counter: '99', reason: '' };
    const filler = Array.from(
      { length: 2_500 },
      (): HallEvent => ({ type: 'notice:withdrawn', id: 'never-was' }),
    );
    const first = hall.store.head().sequence + 1;
    poison(paused, ...filler, paused, ...filler, ...filler, paused);
    hall.restart();
    expect(acts().map(({ event }) => (event as { sequence?: number }).sequence)).toEqual([
      first,
      first + 2_501,
      first + 7_502,
    ]);
  });

  test('are named on the health page and by verify, with one sentence on what to do', async () => {
    spoken.take();
    poison({ type: 'remark:withdrawn', remarkId: 'never-was' });
    const { sequence } = hall.store.head();
    expect(await run(['verify', '--data', hall.folder])).toBe(1);
    expect(spoken.text).toContain(`Event ${sequence} (remark:withdrawn) cannot be applied`);
    const { state } = hall.restart();
    const health = recordHealth(state.setAside);
    expect(health).toMatchObject({ ok: false, code: 'events_set_aside' });
    expect(health.detail).toContain(`${sequence} (remark:withdrawn)`);
    expect(health.detail).toContain('motcua verify');
    spoken.text = '';
    expect(await run(['verify', '--data', hall.folder])).toBe(0);
    expect(spoken.text).toContain(`Event ${sequence} (remark:withdrawn) is set aside`);
    expect(spoken.text).toContain('hãy chạy "motcua backup"');
    expect(recordHealth([])).toEqual({ ok: true });
  });

  test('are quiet on the health page once a leader has seen to them, and the next one is told again', async () => {
    poison({ type: 'remark:withdrawn', remarkId: 'never-was' });
    const first = hall.store.head().sequence;
    hall.restart();
    const health = () => recordHealth(hall.hall.state.setAside, hall.hall.state.setAsideSeen);
    const boss = () => hall.as('k', 'admin');
    expect(health().ok).toBe(false);
    // To acknowledge a restore says nothing of the events.
    await boss().give('record:acknowledge', { what: 'restore' });
    expect(health().ok).toBe(false);
    await boss().give('record:acknowledge', { what: 'set_aside' });
    expect(health()).toEqual({ ok: true, code: 'events_set_aside_seen' });
    const last = () => hall.store.read(hall.store.head().sequence - 1, 1)[0]?.event;
    expect(last()).toEqual({ type: 'record:acknowledged', setAsideUntil: first });
    // Twice says nothing more; a restart, from the snapshot too, remembers it.
    const { sequence } = hall.store.head();
    await boss().give('record:acknowledge', { what: 'set_aside' });
    expect(hall.store.head().sequence).toBe(sequence);
    await hall.hall.stop();
    hall.restart();
    expect(health().ok).toBe(true);
    poison({ type: 'remark:withdrawn', remarkId: 'never-was' });
    const second = hall.store.head().sequence;
    hall.restart();
    expect(health()).toMatchObject({ ok: false, code: 'events_set_aside' });
    expect(health().detail).toContain(`${second} (`);
    expect(health().detail).not.toContain(`${first} (`);
    expect(hall.hall.state.setAside).toHaveLength(2);
  });
});

describe('a snapshot that cannot be read', () => {
  /** Two snapshots, and work after each of them. */
  async function twoSnapshots(): Promise<string> {
    for (const _ of [1, 2]) {
      await hall.draw();
      await hall.hall.stop();
      hall.restart();
      await hall.draw();
    }
    return writeState(hall.hall.state);
  }
  const harm = (change: string, newest = true) =>
    hall.store.db
      .prepare(
        `UPDATE snapshots SET ${change} WHERE ${newest ? 'sequence = (SELECT max(sequence) FROM snapshots)' : '1'}`,
      )
      .run();

  test.each([
    ['cut short', 'state = substr(state, 1, 500)'],
    ['no JSON', "state = 'x'"],
    ['without its tickets', 'state = replace(state, \'"tickets":\', \'"tockets":\')'],
    ['of another event', 'state = replace(state, \'"sequence":\', \'"sequence":1\')'],
    ['of an event that the log does not have', 'sequence = 999999'],
  ])('%s: the start takes the one before it', async (_name, change) => {
    const state = await twoSnapshots();
    expect(hall.store.snapshots()).toHaveLength(2);
    harm(change);
    const told = hall.errors.length;
    expect(writeState(hall.restart().state)).toBe(state);
    expect(hall.errors.length).toBe(told + 1);
    expect((await hall.draw()).ticket?.number).toBe('1005');
  });

  test('and no other one: the start takes the log, and the next snapshot is good again', async () => {
    const state = await twoSnapshots();
    harm("state = '{}'", false);
    expect(writeState(hall.restart().state)).toBe(state);
    await hall.hall.stop();
    hall.restart();
    expect(writeState(hall.hall.state)).toBe(state);
    hall.store.rebuild();
    expect(verifyReadTables(hall.store.db.name, hall.calendar)).toEqual({
      ...ALL_FOLLOWS,
      snapshots: [hall.store.snapshots()[1]?.sequence],
    });
  });
});
