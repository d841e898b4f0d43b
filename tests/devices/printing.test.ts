import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { until } from '../support/hand-clock.ts';
import { PaperHall } from '../support/paper-hall.ts';

// Real links and files: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 30_000 });

describe('one ticket, one paper', () => {
  let paper: PaperHall;

  beforeEach(async () => {
    // Intervals of the server's part are moved by hand; links and files keep the real time.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    paper = await new PaperHall().begin('Kiosk A', 'Kiosk B', 'virtual');
    for (const name of paper.stations.keys()) await ready(name);
  });
  afterEach(async () => {
    await paper.close();
    expect(paper.test.errors).toEqual([]);
  });

  const ready = (name: string) =>
    until(() => paper.station(name).host?.states()[0]?.online === true, `${name} is there`, paper.clock);
  const draw = async (printer: string | undefined): Promise<string> => {
    const drawn = await paper.test.draw('ho-tich', printer === undefined ? {} : { printer });
    return drawn.ticket?.id ?? '';
  };
  const printOf = (id: string) => paper.print(id).print;
  const comes = (id: string) => until(() => printOf(id) === 'printed', 'printed', paper.clock);
  const paperOut = async (name: string) => {
    paper.station(name).peer.set({ paper: 'out' });
    await until(() => paper.station(name).host?.states()[0]?.paper === 'out', 'no paper', paper.clock);
  };
  const papers = () => ['Kiosk A', 'Kiosk B', 'virtual'].map((name) => paper.papers(name));

  test('[PRINT1] a printer without paper: the ticket exists, its paper is failed with the reason, nothing is counted twice; the new roll prints it', async () => {
    await paperOut('Kiosk A');
    const id = await draw('Kiosk A');
    await until(() => printOf(id) === 'failed', 'failed', paper.clock);
    expect(paper.print(id)).toEqual({ print: 'failed', printReason: 'paper_out' });
    expect(paper.test.reads.listTickets({ limit: 10 }).tickets).toHaveLength(1);
    expect(paper.news).toMatchObject([{ ticketId: id, print: 'late', reason: 'paper_out' }]);
    paper.station('Kiosk A').peer.set({ paper: 'ok' });
    await comes(id);
    expect(paper.print(id)).toEqual({ print: 'printed', printReason: null });
    expect(papers()).toEqual([1, 0, 0]);
    expect(paper.news.at(-1)).toMatchObject({ ticketId: id, print: 'printed' });
    const deeds = paper.test.store.read(0, 1_000).map(({ event }) => event);
    expect(deeds.filter(({ type }) => type.startsWith('ticket:print'))).toEqual([
      { type: 'ticket:print-delayed', ticketId: id, jobId: id, printer: 'Kiosk A', reason: 'paper_out' },
      {
        type: 'ticket:print-settled',
        ticketId: id,
        jobId: id,
        printer: 'Kiosk A',
        outcome: 'printed',
        reason: null,
      },
    ]);
  });

  test('[PRINT3] a printer that is away or cannot be reached is failed in the record within 15 seconds, and not before it had time to come back', async () => {
    await paper.station('Kiosk A').stop();
    const id = await draw('Kiosk A');
    expect(printOf(id)).toBe('pending');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(printOf(id)).toBe('pending');
    await vi.advanceTimersByTimeAsync(9_000);
    await until(() => printOf(id) === 'failed', 'failed');
    expect(paper.print(id).printReason).toBe('offline');
    await paper.join(paper.station('Kiosk A'));
    await comes(id);
    expect(papers()).toEqual([1, 0, 0]);
  });

  test('[PRINT3] a printer that hangs on its very first ticket is failed in the record within 15 seconds of it', async () => {
    const { peer, host } = paper.station('Kiosk A');
    // It answers the question before the ticket, takes the dots, and is never heard again.
    peer.set({ hangAfterBytes: peer.receivedBytes + 1_000 });
    const id = await draw('Kiosk A');
    await until(() => peer.behaviour.stalled, 'it hangs', paper.clock);
    const began = paper.clock.now();
    while (printOf(id) !== 'failed' && paper.clock.now() - began < 15_000) {
      paper.clock.advance(100);
      await vi.advanceTimersByTimeAsync(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(paper.print(id)).toEqual({ print: 'failed', printReason: 'offline' });
    expect(host?.states()[0]?.online).toBe(false);
    peer.set({ stalled: false, answersRealTime: true });
    await comes(id);
    expect(papers()).toEqual([1, 0, 0]);
  });

  test('[PRINT5] a roll that ended while the printer was idle gives no paper to a ticket that was cancelled meanwhile', async () => {
    const { peer } = paper.station('Kiosk A');
    // Nobody has noticed yet: the printer was last asked a moment ago.
    peer.set({ paper: 'out' });
    const ended = await draw('Kiosk A');
    await until(() => printOf(ended) === 'failed', 'failed', paper.clock);
    await paper.test.as('k', 'admin').give('ticket:cancel', { ticket: ended, reason: 'Bỏ về' });
    await until(() => paper.print(ended).printReason === 'cancelled', 'taken back', paper.clock);
    peer.set({ paper: 'ok' });
    const next = await draw('Kiosk A');
    await comes(next);
    expect(papers()).toEqual([1, 0, 0]);
    expect(peer.torn).toBe(0);
  });

  test('[PRINT7] after restarts of server and station each ticket comes out once, at the printer it was drawn for', async () => {
    await paperOut('Kiosk A');
    await paperOut('Kiosk B');
    const ids = [await draw('Kiosk A'), await draw('Kiosk B'), await draw('Kiosk A')];
    await until(() => ids.every((id) => printOf(id) === 'failed'), 'all failed', paper.clock);
    // The server starts before the stations: the default printer stands ready and gets none of it.
    paper.printing.stop();
    for (const name of ['Kiosk A', 'Kiosk B']) await paper.station(name).stop();
    paper.serve();
    // Drawn while its printer is away: no spool has it, the record alone.
    ids.push(await draw('Kiosk B'));
    paper.printing.stop();
    paper.serve();
    for (const name of ['Kiosk A', 'Kiosk B']) {
      paper.station(name).peer.set({ paper: 'ok' });
      await paper.join(paper.station(name));
    }
    for (const id of ids) await comes(id);
    expect(papers()).toEqual([2, 2, 0]);
  });

  test('[PRINT4] however often "print again" is tapped, one printing is open, and one paper comes', async () => {
    await paperOut('Kiosk A');
    const id = await draw('Kiosk A');
    for (let tap = 0; tap < 3; tap += 1)
      await paper.test.as('k', 'admin').give('ticket:reprint', { ticket: id, printer: 'Kiosk A' });
    expect([...paper.test.hall.state.printJobs.keys()]).toEqual([id]);
    paper.station('Kiosk A').peer.set({ paper: 'ok' });
    await comes(id);
    expect(papers()).toEqual([1, 0, 0]);
    // Once it is out, asking again is meant so.
    await paper.test.as('k', 'admin').give('ticket:reprint', { ticket: id, printer: 'Kiosk A' });
    await until(() => paper.papers('Kiosk A') === 2, 'a second paper', paper.clock);
    await comes(id);
  });

  test('[PRINT5] printed elsewhere, it does not come out where it was first sent', async () => {
    await paperOut('Kiosk A');
    const id = await draw('Kiosk A');
    await paper.test.as('k', 'admin').give('ticket:reprint', { ticket: id, printer: 'Kiosk B' });
    await comes(id);
    paper.station('Kiosk A').peer.set({ paper: 'ok' });
    const next = await draw('Kiosk A');
    await comes(next);
    expect(papers()).toEqual([1, 1, 0]);
    expect(printOf(id)).toBe('printed');
    await until(() => paper.test.hall.state.printJobs.size === 0, 'nothing is open');
  });

  test('[PRINT5] called or ended, a ticket does not come out when the roll is changed, before the next citizen’s', async () => {
    await paperOut('Kiosk A');
    const called = await draw('Kiosk A');
    const ended = await draw('Kiosk A');
    const waits = await draw('Kiosk A');
    const lan = paper.test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await paper.test.as('k', 'admin').give('ticket:cancel', { ticket: ended, reason: 'Bỏ về' });
    await until(() => paper.print(called).printReason === 'cancelled', 'taken back', paper.clock);
    paper.station('Kiosk A').peer.set({ paper: 'ok' });
    await comes(waits);
    const next = await draw('Kiosk A');
    await comes(next);
    expect(papers()).toEqual([2, 0, 0]);
    expect(paper.print(ended)).toEqual({ print: 'failed', printReason: 'cancelled' });
  });

  test('[PRINT5] called while its station was away, it is taken back before the station prints', async () => {
    await paperOut('Kiosk A');
    const called = await draw('Kiosk A');
    const waits = await draw('Kiosk A');
    await until(() => printOf(waits) === 'failed', 'failed', paper.clock);
    await paper.station('Kiosk A').stop();
    const lan = paper.test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    paper.printing.stop();
    paper.serve();
    paper.station('Kiosk A').peer.set({ paper: 'ok' });
    await paper.join(paper.station('Kiosk A'));
    await comes(waits);
    expect(papers()).toEqual([1, 0, 0]);
    expect(paper.print(called)).toEqual({ print: 'failed', printReason: 'cancelled' });
  });
});
