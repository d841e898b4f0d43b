import type { Role } from '../../common/protocol/primitives.ts';
import type { Hall } from '../hall/hall.ts';
import { Agenda } from './agenda.ts';
import { Chance } from './chance.ts';
import { CitizenVoice } from './citizen-voice.ts';
import { ClerkLife } from './clerk-life.ts';
import type { DemoClock } from './demo-clock.ts';
import { DirectHands } from './direct-hands.ts';
import { KIOSK } from './hands.ts';
import { CLERKS, PEOPLE } from './people.ts';
import { CROWD_PEAK, crowdAt, HOURS, minuteOf, nextWorkDay } from './work-day.ts';

/** How busy the simulated officers are on average, as a share of their time. */
const LOAD = 0.65;
const PRIORITY = 0.08;
/** The letter box for slips is emptied in the afternoon. */
const LETTER_BOX_MINUTE = 16 * 60 + 45;

/** A hall in which citizens come and officers work, by chance from a seed. */
export class DemoHall {
  private readonly hall: Hall;
  private readonly clock: DemoClock;
  private readonly agenda: Agenda;
  private readonly chance: Chance;
  private readonly hands: DirectHands;
  private readonly voice: CitizenVoice;
  private readonly clerks: readonly ClerkLife[];
  /** Only what is drawn while somebody may look is printed: a week of paper would take minutes. */
  private printing = false;

  constructor(hall: Hall, clock: DemoClock, seed: number) {
    this.hall = hall;
    this.clock = clock;
    this.agenda = new Agenda(clock);
    this.chance = new Chance(seed);
    this.hands = new DirectHands(
      hall,
      new Map<string, Role>(PEOPLE.map((each) => [each.username, each.role])),
    );
    // Chance of its own: what people say changes nothing of who comes and works.
    this.voice = new CitizenVoice({
      hall,
      agenda: this.agenda,
      hands: this.hands,
      chance: new Chance(seed + 1),
    });
    const around = { hall, agenda: this.agenda, hands: this.hands, chance: this.chance, voice: this.voice };
    this.clerks = CLERKS.filter((each) => hall.state.counters.has(each.counter)).map(
      (each) => new ClerkLife(around, each),
    );
  }

  /** Plans the citizens and officers of the day that holds `noonMs`. */
  planDay(noonMs: number): void {
    const at = (minute: number) => minuteOf(this.hall.calendar, noonMs, minute);
    this.voice.letterBox(at(LETTER_BOX_MINUTE));
    for (const clerk of this.clerks) clerk.workDay(at(HOURS.opens), at(HOURS.closes));
    for (const [field, perMinute] of this.arrivals()) {
      const meanMinutes = 1 / (perMinute * CROWD_PEAK);
      let minute = HOURS.opens - 10 + this.chance.untilNext(meanMinutes);
      for (; minute < HOURS.lastTicket; minute += this.chance.untilNext(meanMinutes))
        if (this.chance.happens(crowdAt(minute) / CROWD_PEAK))
          this.agenda.at(at(minute), () => this.draw(field));
    }
  }

  /** Plays whole days as fast as they go. @param noons one instant of each day, in order */
  async playDays(noons: readonly number[]): Promise<void> {
    for (const noon of noons) {
      this.clock.forwardTo(minuteOf(this.hall.calendar, noon, HOURS.opens - 30));
      this.planDay(noon);
      await this.playUntil(minuteOf(this.hall.calendar, noon, 20 * 60));
    }
  }

  /** Plays up to a hall time as fast as it goes. */
  async playUntil(atMs: number): Promise<void> {
    await this.agenda.playUntil(atMs);
  }

  /** Lets the hall live at its clock's rate; the night is skipped. Ends with the signal. */
  async live(noonMs: number, signal: AbortSignal): Promise<void> {
    this.printing = true;
    this.planNight(noonMs);
    this.clock.run();
    await this.agenda.live(signal);
  }

  private planNight(noonMs: number): void {
    const { calendar } = this.hall;
    this.agenda.at(minuteOf(calendar, noonMs, HOURS.closesAtLast + 10), async () => {
      const next = nextWorkDay(calendar, noonMs);
      const morning = minuteOf(calendar, next, HOURS.opens - 2);
      this.agenda.dropUntil(morning);
      this.clock.forwardTo(morning);
      this.planDay(next);
      this.planNight(next);
    });
  }

  /** Citizens a minute by field, so that the officers who serve it have their load. */
  private arrivals(): ReadonlyMap<string, number> {
    const { counters, fields } = this.hall.state;
    const perMinute = new Map<string, number>();
    for (const { counter } of CLERKS) {
      const own = counters.get(counter)?.primaryFields ?? [];
      for (const code of own) {
        const minutes = fields.get(code)?.expectedServiceMinutes ?? 8;
        perMinute.set(code, (perMinute.get(code) ?? 0) + LOAD / (minutes * own.length));
      }
    }
    return perMinute;
  }

  private async draw(field: string): Promise<void> {
    const { procedures, settings } = this.hall.state;
    const ofField = [...procedures.values()].filter((each) => each.active && each.field === field);
    const procedure = this.chance.happens(0.5) ? this.chance.pick(ofField) : undefined;
    const classes = settings.priorities.filter((each) => each.active);
    const priority = this.chance.happens(PRIORITY) ? this.chance.pick(classes) : undefined;
    await this.hands.give(KIOSK, 'ticket:issue', {
      field,
      ...(procedure === undefined ? {} : { procedure: procedure.code }),
      ...(priority === undefined ? {} : { priority: priority.code }),
      ...(this.printing ? {} : { printer: null }),
    });
  }
}
