import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { renderTicket } from '../../hardware/printers/layout/ticket-layout.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { until } from '../support/hand-clock.ts';
import { PaperHall } from '../support/paper-hall.ts';
import type { TcpPrinterPeer } from '../support/tcp-printer-peer.ts';

// Real links and files: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 120_000 });

const printers = ['Kiosk A', 'Kiosk B', 'virtual'] as const;
const acts = 60;
/** `PAPER_SEEDS=100` for the long form. */
const seeds = Array.from({ length: Number(process.env.PAPER_SEEDS ?? 6) }, (_, index) => index + 1);
const rows = 120;

/** A picture that says which number it is and whether it is a reprint, and is long enough to break in its middle. */
const readable: typeof renderTicket = (slip, widthDots) => {
  const widthBytes = widthDots / 8;
  const data = Buffer.alloc(widthBytes * rows, slip.reprint ? 0x55 : 0xaa);
  data.write(slip.number.padEnd(8), 0, 'latin1');
  data.write(slip.number.padEnd(8), data.length - 8, 'latin1');
  return { widthBytes, height: rows, data };
};

interface Paper {
  readonly number: string;
  readonly reprint: boolean;
}

function papersOf(peer: TcpPrinterPeer): Paper[] {
  // What is left of a ticket that broke off on the old roll is a piece, not a paper.
  const whole = peer.tickets.filter(({ height }) => height === rows);
  return whole.map(({ data }) => {
    const number = data.toString('latin1', 0, 8).trim();
    expect(data.toString('latin1', data.length - 8).trim(), 'a paper is of one ticket').toBe(number);
    return { number, reprint: data[100] === 0x55 };
  });
}

describe('papers through random faults and restarts', () => {
  let paper: PaperHall;
  beforeEach(() => {
    // The server's own looks at its printers go by the same time as the printers'.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(async () => {
    await paper.close();
  });

  test.each(seeds)('seed %i: one ticket, one paper', async (seed) => {
    const random = seededRandom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    paper = new PaperHall();
    await paper.begin(...printers);
    for (const name of printers) {
      const station = paper.station(name);
      station.draw = readable;
      await station.stop();
      await paper.join(station);
    }
    const lan = paper.test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const tickets: string[] = [];
    const boss = paper.test.as('k', 'admin');
    const away = new Set<string>();
    const rejoin = async (name: string) => {
      if (away.delete(name)) await paper.join(paper.station(name));
    };

    const noticed = (name: string) => {
      const { peer, host } = paper.station(name);
      return peer.behaviour.paper !== 'out' || host === null || host.states()[0]?.paper === 'out';
    };
    const clock = {
      advance: (ms: number) => {
        paper.clock.advance(ms);
        vi.advanceTimersByTime(ms);
      },
    };
    /** A tenth of a second, in steps so small that links keep up with it. */
    const moment = async () => {
      for (let step = 0; step < 10; step += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.advance(10);
      }
    };
    const wake = (name: string) =>
      paper.station(name).peer.set({
        stalled: false,
        answersRealTime: true,
        hangAfterBytes: Number.POSITIVE_INFINITY,
      });
    const mend = (name: string) =>
      paper.station(name).peer.set({
        paper: 'ok',
        cover: 'closed',
        stalled: false,
        answersRealTime: true,
        paperRowsLeft: Number.POSITIVE_INFINITY,
      });

    /** A ticket at a printer that cannot print from now on is failed within 15 s [PRINT3], or its paper is in doubt. */
    const cannotPrint = async (name: string) => {
      const { peer, host } = paper.station(name);
      // One that nothing has been heard of yet might be a model that never answers.
      const known = host === null || host.states()[0]?.paper === 'ok';
      if (!known) return;
      const idle = [...paper.test.hall.state.printJobs.values()].every((job) => job.printer !== name);
      // Paper and cover between two tickets only, as below; a hang at any byte.
      const hang = pick([
        { stalled: true, answersRealTime: false },
        { hangAfterBytes: peer.receivedBytes + Math.floor(random() * 2_000) },
      ]);
      const fault = idle ? pick([{ paper: 'out' }, { cover: 'open' }, hang] as const) : hang;
      peer.set(fault);
      const drawn = await paper.test.draw('ho-tich', { printer: name });
      const id = drawn.ticket?.id ?? '';
      tickets.push(id);
      const taken = () =>
        host === null ||
        paper.print(id).print !== 'pending' ||
        (host.pendingJobs().includes(id) && host.states()[0]?.queued === host.pendingJobs().length);
      await until(taken, 'the ticket is at its printer');
      // A hang begins with its byte, which may still be waiting behind an earlier ticket.
      const stops = () =>
        host === null ||
        peer.behaviour.stalled ||
        peer.behaviour.cover === 'open' ||
        peer.behaviour.paper === 'out';
      for (let ms = 0; ms < 15_000 && paper.print(id).print === 'pending'; ms += stops() ? 100 : 0)
        await moment();
      await paper.test.hall.record([]);
      expect(paper.print(id).print, `${name} could not print for 15 s`).not.toBe('pending');
      if (random() < 0.5) await boss.give('ticket:cancel', { ticket: id, reason: 'Bỏ về' });
      wake(name);
      await until(() => noticed(name), 'the end of paper is noticed', clock);
      mend(name);
    };

    for (let act = 0; act < acts; act += 1) {
      const name = pick(printers);
      const { peer } = paper.station(name);
      switch (Math.floor(random() * 15)) {
        case 0:
        case 1:
        case 2:
        case 3: {
          const drawn = await paper.test.draw('ho-tich', { printer: name });
          tickets.push(drawn.ticket?.id ?? '');
          break;
        }
        case 4:
          // Between two tickets, noticed by nobody: what a printer takes into its memory in the middle of one comes out on
          // the new roll whatever is told to it, and is not this test's question.
          if ([...paper.test.hall.state.printJobs.values()].every((job) => job.printer !== name))
            peer.set({ paper: 'out' });
          break;
        case 5:
          // In the middle of a ticket nobody changes a roll faster than its end is noticed.
          if (noticed(name)) mend(name);
          break;
        case 14:
          if (!away.has(name)) await cannotPrint(name);
          break;
        case 6:
          // In the middle of a ticket: a roll that ends between two leaves the second whole in the printer's memory.
          peer.set({
            paperRowsLeft: 1 + Math.floor(random() * (rows - 1)) + rows * Math.floor(random() * 3),
          });
          break;
        case 7:
          peer.set({ hangUpAfterBytes: peer.receivedBytes + Math.floor(random() * 12_000) });
          break;
        case 8:
          peer.hangUp();
          break;
        case 9:
          // What the old process is writing down is written before the new one reads it.
          await paper.test.hall.record([]);
          paper.printing.stop();
          paper.serve();
          break;
        case 10:
          if (away.has(name)) await rejoin(name);
          else {
            away.add(name);
            if (random() < 0.5) await paper.station(name).crash();
            else await paper.station(name).stop();
          }
          break;
        case 11:
          await lan.give('counter:call-next', { counter: '1' });
          break;
        case 12:
          if (tickets.length > 0)
            await boss.give('ticket:cancel', { ticket: pick(tickets), reason: 'Bỏ về' });
          break;
        case 13:
          if (tickets.length > 0) {
            const ticket = pick(tickets);
            const taps = 1 + Math.floor(random() * 3);
            for (let tap = 0; tap < taps; tap += 1)
              await boss.give('ticket:reprint', { ticket, printer: name });
          }
          break;
      }
      // A moment of the printers' time, of links and of disks.
      const moments = Math.floor(random() * 12);
      for (let count = 0; count < moments; count += 1) await moment();
    }
    printers.forEach(wake);
    await until(() => printers.every(noticed), 'each end of paper is noticed', clock);
    for (const name of printers) {
      mend(name);
      paper.station(name).peer.set({
        hangUpAfterBytes: Number.POSITIVE_INFINITY,
        hangAfterBytes: Number.POSITIVE_INFINITY,
      });
      await rejoin(name);
    }
    await until(() => paper.test.hall.state.printJobs.size === 0, 'every printing has its end', clock);

    const events = paper.test.store.read(0, 10_000).map(({ event }) => event);
    for (const id of tickets) {
      const ticket = paper.test.reads.findTicket(id);
      const ends = events.filter(
        (event) =>
          (event.type === 'ticket:print-settled' || event.type === 'ticket:print-dropped') &&
          event.ticketId === id,
      ) as { jobId: string; printer: string; outcome: string }[];
      expect(new Set(ends.map(({ jobId }) => jobId)).size, `${id}: each printing ends once`).toBe(
        ends.length,
      );
      for (const name of printers)
        for (const reprint of [false, true]) {
          const came = papersOf(paper.station(name).peer).filter(
            (each) => each.number === ticket?.number && each.reprint === reprint,
          ).length;
          const here = ends.filter((end) => end.printer === name && (end.jobId !== id) === reprint);
          const printed = here.filter(({ outcome }) => outcome === 'printed').length;
          const doubtful = here.filter(({ outcome }) => outcome === 'unconfirmed').length;
          const what = `number ${ticket?.number} at ${name}${reprint ? ', reprint' : ''}`;
          expect(came, `${what}: a paper for each that is called printed`).toBeGreaterThanOrEqual(printed);
          expect(came, `${what}: no paper more than tickets`).toBeLessThanOrEqual(printed + doubtful);
        }
      if (ticket?.state === 'waiting') expect(ticket.print, ticket.number).toMatch(/printed|unconfirmed/);
    }
    for (const name of printers) expect(paper.station(name).peer.error).toBeNull();
    expect(paper.test.errors).toEqual([]);
  });
});
