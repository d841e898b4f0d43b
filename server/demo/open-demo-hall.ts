import { join } from 'node:path';
import { pino } from 'pino';
import { HallCalendar } from '../hall/clock.ts';
import { type RunningHall, startHall } from '../main.ts';
import { DemoClock } from './demo-clock.ts';
import { DemoHall } from './demo-hall.ts';
import { DEMO_PASSWORD, PEOPLE } from './people.ts';
import { samplePostings } from './postings.ts';
import { HOURS, minuteOf, workDaysBefore } from './work-day.ts';

export const DEMO_ZONE = 'Asia/Ho_Chi_Minh';
/** The demonstration begins in the busiest hour. */
const BEGINS_MINUTE = 8 * 60 + 40;

export interface DemoChoice {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly speed: number;
  readonly seed: number;
  /** So many working days before today are played first. */
  readonly earlierDays: number;
}

/** A simulated hall that has played its days up to this morning's busiest hour. */
export interface OpenDemoHall {
  readonly running: RunningHall;
  readonly clock: DemoClock;
  /** Lets it live until the signal. */
  live(signal: AbortSignal): Promise<void>;
}

/** Starts a hall with sample people and plays its days, which takes seconds. */
export async function openDemoHall({
  port,
  host,
  dataDir,
  speed,
  seed,
  earlierDays,
}: DemoChoice): Promise<OpenDemoHall> {
  const calendar = new HallCalendar(DEMO_ZONE);
  const earlier = workDaysBefore(calendar, Date.now(), earlierDays);
  const clock = new DemoClock(minuteOf(calendar, earlier[0] ?? Date.now(), HOURS.opens - 60), speed);
  const running = await startHall(
    {
      port,
      host,
      dataDir: join(dataDir, `hall-${seed}`),
      adminPassword: DEMO_PASSWORD,
      logLevel: 'warn',
      timeZone: DEMO_ZONE,
    },
    { clock, log: pino({ level: 'warn' }) },
  );
  const { access, hall } = running.services;
  for (const { username, displayName, role, password } of PEOPLE) {
    const put = await access.addAccount({ username, displayName, role, password });
    if (put.ok) await hall.record([{ type: 'account:changed', username, role }]);
  }
  await hall.record(samplePostings(hall.state, calendar.momentOf(Date.now()).date));
  const demo = new DemoHall(hall, clock, seed);
  await demo.playDays(earlier);
  const today = minuteOf(calendar, Date.now(), 12 * 60);
  clock.forwardTo(minuteOf(calendar, today, HOURS.opens - 30));
  demo.planDay(today);
  await demo.playUntil(minuteOf(calendar, today, BEGINS_MINUTE));
  return { running, clock, live: (signal) => demo.live(today, signal) };
}
