import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HallEvent } from '../../server/domain/events.ts';
import { writeState } from '../../server/domain/snapshot.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { replaced } from '../support/replaced-store.ts';
import { TestHall } from '../support/test-hall.ts';

/** Facts that a bug might record: of a ticket, a counter, a remark that never were. */
const IMPOSSIBLE: readonly HallEvent[] = [
  { type: 'ticket:started', ticketId: 'never-was', counter: '1' },
  { type: 'counter:paused', counter: '99', reason: '' },
  { type: 'remark:withdrawn', remarkId: 'never-was' },
];

describe('a bug in one command', () => {
  let hall: TestHall;
  beforeEach(async () => {
    hall = await new TestHall().begin();
  });
  afterEach(() => hall.close());

  /** What log, read tables and a restart say of it. */
  function proven(): void {
    expect(verifyLog(hall.store.db)).toMatchObject({ ok: true });
    expect(verifyReadTables(hall.store.db.name, hall.calendar)).toEqual(ALL_FOLLOWS);
    expect(writeState(hall.open().state)).toBe(writeState(hall.hall.state));
  }

  test.each(IMPOSSIBLE)('$type of what never was rejects alone: those beside it go on', async (event) => {
    const before = hall.draw();
    const bad = hall.hall.record([event]);
    const after = hall.draw('dat-dai');
    await expect(bad).rejects.toThrow('log speaks of');
    expect((await before).ticket?.number).toBe('1001');
    expect((await after).ticket?.number).toBe('3001');
    expect(hall.errors).toHaveLength(1);
    expect(hall.store.read(0, 1_000).map((each) => each.event.type)).not.toContain(event.type);
    proven();
  });

  test('facts of which the last is impossible leave nothing of the first ones', async () => {
    const { ticket } = await hall.draw();
    const cancelled: HallEvent = { type: 'ticket:cancelled', ticketId: ticket?.id ?? '', reason: 'x' };
    await expect(hall.hall.record([cancelled, cancelled])).rejects.toThrow('log speaks of');
    expect(hall.hall.state.tickets.get(ticket?.id ?? '')?.state).toBe('waiting');
    expect(hall.reads.findTicket(ticket?.id ?? '')?.state).toBe('waiting');
    proven();
  });

  test('on the first command of a day the day still turns, once', async () => {
    await hall.draw();
    hall.clock.minutes(24 * 60);
    const bad = hall.hall.record([...IMPOSSIBLE]);
    const drawn = hall.draw();
    await expect(bad).rejects.toThrow();
    expect((await drawn).ticket?.number).toBe('1001');
    const opened = hall.store.read(0, 1_000).filter((each) => each.event.type === 'day:opened');
    expect(opened).toHaveLength(2);
    proven();
  });

  test('that only the read tables notice is committed by nobody, while those beside it are', async () => {
    const name = {} as string;
    const unwritable: HallEvent = { type: 'import:completed', batch: name, file: '', sha256: '', rows: 0 };
    const all = [hall.draw(), hall.hall.record([unwritable]), hall.draw()] as const;
    await expect(all[1]).rejects.toThrow();
    expect([(await all[0]).ticket?.number, (await all[2]).ticket?.number]).toEqual(['1001', '1002']);
    proven();
  });

  test('in a page that reads the state is corrected: it is told to ask for everything', async () => {
    let rereads = 0;
    hall.hall.onReread(() => {
      rereads += 1;
    });
    await expect(hall.hall.record([...IMPOSSIBLE])).rejects.toThrow();
    expect(rereads).toBe(1);
    await hall.draw();
    expect(rereads).toBe(1);
  });

  test('and a log that cannot be read again either ends the work: nothing is told that may not be so', async () => {
    let unreadable = false;
    const broken = new TestHall({
      wrap: (store) =>
        replaced(store, {
          snapshots: () => [],
          read: (after, limit) => {
            if (unreadable) throw new Error('input/output error');
            return store.read(after, limit);
          },
        }),
    });
    await broken.begin();
    unreadable = true;
    const beside = broken.draw();
    const bad = broken.hall.record([...IMPOSSIBLE]);
    await expect(bad).rejects.toThrow();
    expect((await beside).refusal?.code).toBe('storage_failed');
    expect(broken.lost).toHaveLength(1);
    broken.close();
  });
});
