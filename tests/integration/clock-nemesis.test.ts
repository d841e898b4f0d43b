import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '../../server/staffing/simulation/random.ts';
import { MachineClock } from '../support/machine-clock.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WORKED_MS = 9 * HOUR_MS;
const FIELDS = ['ho-tich', 'chung-thuc', 'dat-dai'];
/** More runs for a report: CLOCK_RUNS=300. */
const RUNS = Number(process.env.CLOCK_RUNS ?? 6);
const DAYS = 3;

const dateOf = (trueMs: number) => new Date(trueMs + 7 * HOUR_MS).toISOString().slice(0, 10);

/** Wrong times to which a hand, a typing error or a bad correction sets a clock that runs. */
const JUMPS = [
  HOUR_MS,
  -HOUR_MS,
  12 * HOUR_MS,
  -12 * HOUR_MS,
  DAY_MS,
  -DAY_MS,
  3 * DAY_MS,
  -3 * DAY_MS,
  400 * DAY_MS,
];
/** What the clock shows after a boot, from the true time. */
const BOOTS: readonly ((trueMs: number) => number)[] = [
  () => 30_000,
  () => Date.UTC(2000, 0, 1),
  () => Date.UTC(2015, 5, 1, 3),
  () => Date.UTC(2099, 0, 1),
  (now) => now + 400 * DAY_MS,
  (now) => now + HOUR_MS,
  (now) => now - HOUR_MS,
  (now) => now - 20 * MINUTE_MS,
];

/** A day ahead nobody can tell from the next day but a device with a right clock. */
const DAY_AHEAD = (trueMs: number) => trueMs + DAY_MS;

interface Drawn {
  readonly id: string;
  readonly number: string;
  readonly field: string;
  readonly trueMs: number;
  /** It waits, as citizens see it: neither called nor gone. */
  waits: boolean;
}

/** A hall that works through true days while its clock is moved, beside a plain model of what is true. */
class Ordeal {
  readonly clock = new MachineClock();
  readonly drawn: Drawn[] = [];
  readonly told: string[] = [];
  hall!: TestHall;
  trueMs = OPENING_MS;
  /** Whether a device with a right clock is connected. */
  readonly witnessed: boolean;
  private readonly random: Random;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.witnessed = this.random() < 0.5;
  }

  async begin(): Promise<this> {
    this.hall = await new TestHall({ clock: this.clock }).begin();
    return this;
  }

  pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)] as T;
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  /** A boot that loses the clock. */
  boot(): (trueMs: number) => number {
    return this.pick(this.witnessed ? [...BOOTS, DAY_AHEAD] : BOOTS);
  }

  get isRight(): boolean {
    return Math.abs(this.clock.atMs - this.trueMs) < 1_000;
  }

  /** Time goes by, on NTP's slewed clock now and then a little slower or faster than truly. */
  passes(ms: number): void {
    this.trueMs += ms;
    this.clock.passes(ms);
    if (this.isRight && this.chance(0.3)) this.clock.jumps(Math.round((this.random() - 0.5) * 0.0005 * ms));
    if (this.isRight && !this.chance(0.5)) this.clock.isSetTo(this.trueMs);
  }

  async jump(): Promise<void> {
    const by = this.pick(JUMPS);
    this.told.push(`jump ${by / HOUR_MS} h`);
    this.clock.jumps(by);
    await this.look();
  }

  async repair(): Promise<void> {
    this.told.push('repair');
    this.clock.isSetTo(this.trueMs);
    await this.look();
  }

  /** Down for a while, and up again with the clock as the boot finds it. */
  async restart(boot: (trueMs: number) => number): Promise<void> {
    await this.hall.hall.stop();
    this.passes(2 * MINUTE_MS + Math.floor(this.random() * 10) * MINUTE_MS);
    this.clock.isSetTo(boot(this.trueMs));
    this.told.push(`boot ${new Date(this.clock.atMs).toISOString()}`);
    this.hall.hall = this.hall.open();
    await this.look();
  }

  /** What the hall does every twenty seconds; and a kiosk says what its own clock shows. */
  async look(): Promise<void> {
    const { clock } = this.hall.hall;
    if (this.witnessed) clock.witnesses.say('kiosk-1', this.trueMs, clock.monotonicMs());
    await this.hall.hall.record([]);
    await this.hall.hall.record([]);
  }

  async draw(): Promise<void> {
    const field = this.pick(FIELDS);
    const { ticket } = await this.hall.draw(field);
    if (!ticket) throw new Error('nothing was drawn');
    this.drawn.push({ id: ticket.id, number: ticket.number, field, trueMs: this.trueMs, waits: true });
  }

  /** A counter calls the next; who is called waits no longer. */
  async call(): Promise<void> {
    const lan = this.hall.as('hoa', 'supervisor');
    const counter = this.pick(['1', '2']);
    await lan.give('counter:open', { counter });
    const { ticket } = await lan.give('counter:call-next', { counter });
    const called = this.drawn.find((each) => each.id === ticket?.id);
    if (called) called.waits = false;
    this.passes(this.pick([1, 4, 9]) * MINUTE_MS);
    if (ticket) await lan.give('counter:finish', { counter });
  }

  async act(): Promise<void> {
    await (this.chance(0.6) ? this.draw() : this.call());
  }

  /** Who waits of those who drew on a true day. */
  waitingOf(date: string): string[] {
    return this.drawn.filter((each) => each.waits && dateOf(each.trueMs) === date).map((each) => each.id);
  }

  rows<T>(sql: string): T[] {
    return this.hall.store.db.prepare(sql).all() as T[];
  }
}

/** A clock that is right is set wrong at times, or lost in a boot; one that is wrong is put right. */
async function disturb(ordeal: Ordeal): Promise<void> {
  const right = (trueMs: number) => trueMs;
  if (!ordeal.isRight) {
    if (ordeal.chance(0.35)) await (ordeal.chance(0.5) ? ordeal.repair() : ordeal.restart(right));
    return;
  }
  const dice = ordeal.pick([0, 0, 0, 0, 0, 0, 1, 2, 3]);
  if (dice === 0) await ordeal.look();
  if (dice === 1) await ordeal.jump();
  if (dice === 2) await ordeal.restart(ordeal.boot());
  if (dice === 3) await ordeal.restart(right);
}

/** One true day: work, with the clock moved and put right again, by a hand, by NTP, or by a restart. */
async function live(ordeal: Ordeal, dayMs: number): Promise<void> {
  const endMs = dayMs + WORKED_MS;
  while (ordeal.trueMs < endMs - 90 * MINUTE_MS) {
    await ordeal.act();
    ordeal.passes(ordeal.pick([2, 7, 15, 31]) * MINUTE_MS);
    await disturb(ordeal);
  }
  if (!ordeal.isRight) await (ordeal.chance(0.5) ? ordeal.repair() : ordeal.restart((now) => now));
  await ordeal.act();
}

/** From the evening to the next working day, at times over a weekend, switched off or left on; at times woken wrong. */
async function sleep(ordeal: Ordeal, toMs: number): Promise<void> {
  if (ordeal.chance(0.5)) {
    await ordeal.hall.hall.stop();
    ordeal.passes(toMs - ordeal.trueMs);
    const boot = ordeal.chance(0.4) ? ordeal.boot() : (now: number) => now;
    ordeal.clock.isSetTo(boot(ordeal.trueMs));
    ordeal.told.push(`morning boot ${new Date(ordeal.clock.atMs).toISOString()}`);
    ordeal.hall.hall = ordeal.hall.open();
    await ordeal.look();
    return;
  }
  while (ordeal.trueMs < toMs) {
    ordeal.passes(Math.min(HOUR_MS, toMs - ordeal.trueMs));
    await ordeal.look();
  }
}

describe('a hall whose clock is moved at random while it works', () => {
  test.each(Array.from({ length: RUNS }, (_, run) => run + 1))(
    '[TIME1] [TIME4] run %d: no number twice, nobody loses a place, nothing negative, each ticket on its day',
    async (seed) => {
      const ordeal = await new Ordeal(seed).begin();
      try {
        let dayMs = OPENING_MS;
        for (let day = 0; day < DAYS; day += 1) {
          await live(ordeal, dayMs);
          const today = dateOf(dayMs);
          const { state } = ordeal.hall.hall;
          const story = ordeal.told.join(', ');
          if (ordeal.witnessed || state.day === today) {
            const inLine = new Set(
              [...state.tickets.values()].filter((t) => t.state === 'waiting').map((t) => t.id),
            );
            expect(
              ordeal.waitingOf(today).filter((id) => !inLine.has(id)),
              `lost a place: ${story}`,
            ).toEqual([]);
          }
          dayMs += (ordeal.chance(0.3) ? 3 : 1) * DAY_MS;
          await sleep(ordeal, dayMs);
        }
        await ordeal.repair();
        await sleepSafely(ordeal, dayMs + DAY_MS);
        await ordeal.draw();
        check(ordeal);
      } finally {
        ordeal.hall.close();
      }
    },
  );
});

/** A night and a restart with the clock right. */
async function sleepSafely(ordeal: Ordeal, toMs: number): Promise<void> {
  await ordeal.hall.hall.stop();
  ordeal.passes(toMs - ordeal.trueMs);
  ordeal.clock.isSetTo(ordeal.trueMs);
  ordeal.hall.hall = ordeal.hall.open();
  await ordeal.look();
}

function check(ordeal: Ordeal): void {
  const story = ordeal.told.join(', ');
  const kept = ordeal.rows<{
    id: string;
    number: string;
    local_date: string;
    issued: number;
    called: number | null;
    finished: number | null;
    wait: number | null;
    service: number | null;
  }>(
    `SELECT id, number, local_date, issued_at_ms AS issued, called_at_ms AS called, finished_at_ms AS finished,
      wait_ms AS wait, service_ms AS service FROM tickets`,
  );
  const numbers = kept.map((each) => `${each.local_date} ${each.number}`);
  expect(
    numbers.filter((each, at) => numbers.indexOf(each) !== at),
    `a number twice: ${story}`,
  ).toEqual([]);
  expect(
    kept.filter(
      ({ wait, service, issued, called, finished }) =>
        (wait ?? 0) < 0 ||
        (service ?? 0) < 0 ||
        (called !== null && called < issued) ||
        (finished !== null && finished < (called ?? issued)),
    ),
    `negative: ${story}`,
  ).toEqual([]);
  expect(
    ordeal.rows('SELECT * FROM counter_sessions WHERE closed_at_ms < opened_at_ms'),
    `a session that ended before it began: ${story}`,
  ).toEqual([]);
  const rowOf = new Map(kept.map((each) => [each.id, each]));
  const misdated = ordeal.drawn.filter((each) => {
    const row = rowOf.get(each.id);
    if (row?.local_date === dateOf(each.trueMs)) return false;
    // Two papers with one number of one day: the later keeps the wrong date.
    return !kept.some((other) => other.number === each.number && other.local_date === dateOf(each.trueMs));
  });
  expect(
    misdated.map((each) => [each.number, dateOf(each.trueMs), rowOf.get(each.id)?.local_date]),
    story,
  ).toEqual([]);
  const last = ordeal.drawn.at(-1);
  expect(['1001', '2001', '3001'], `the next true day begins anew: ${story}`).toContain(last?.number);
}
