import type { Hall } from '../hall/hall.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { CitizenVoice } from './citizen-voice.ts';
import type { Hands } from './hands.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Of those called so many do not come. */
const ABSENT = 0.05;
/** Of those absent so many went home and never come. */
const GONE = 0.5;
const PARKED = 0.03;
const TRANSFERRED = 0.03;

/** Service minutes where a field does not say. */
const USUAL_MINUTES = 8;

/** An officer's working day: looks how the counter stands and does the next thing, as a person would. */
export class ClerkLife {
  private readonly hall: Hall;
  private readonly agenda: Agenda;
  private readonly hands: Hands;
  private readonly chance: Chance;
  private readonly voice: CitizenVoice;
  private readonly who: string;
  private readonly counter: string;
  private readonly gone = new Set<string>();
  private closesMs = 0;

  constructor(
    around: { hall: Hall; agenda: Agenda; hands: Hands; chance: Chance; voice: CitizenVoice },
    who: { username: string; counter: string },
  ) {
    this.hall = around.hall;
    this.agenda = around.agenda;
    this.hands = around.hands;
    this.chance = around.chance;
    this.voice = around.voice;
    this.who = who.username;
    this.counter = who.counter;
  }

  /** Comes to work. @param opensMs hall time @param closesMs hall time after which nobody new is called from an empty line */
  workDay(opensMs: number, closesMs: number): void {
    this.agenda.at(opensMs + this.chance.between(0, 5) * MINUTE_MS, () => {
      this.closesMs = closesMs;
      return this.step();
    });
  }

  private again(delayMs: number): void {
    this.agenda.in(delayMs, () => this.step());
  }

  private async step(): Promise<void> {
    const { hands, who, counter, chance } = this;
    const sight = await hands.look(who, counter);
    if (sight === null) return;
    const over = this.agenda.nowMs() >= this.closesMs;
    if (sight.state === 'closed') {
      if (over) return;
      await hands.give(who, 'counter:open', { counter });
      return this.again(20 * SECOND_MS);
    }
    const { present } = sight;
    if (present === null) {
      const called = await hands.give(who, 'counter:call-next', { counter });
      if (called.code === 'done') return this.again(chance.between(15, 50) * SECOND_MS);
      if (!over) return this.again(chance.between(30, 90) * SECOND_MS);
      await hands.give(who, 'counter:close', { counter });
      return;
    }
    if (present.state === 'called') {
      if (this.gone.has(present.id) || chance.happens(ABSENT)) {
        if (chance.happens(GONE)) this.gone.add(present.id);
        await hands.give(who, 'counter:no-show', { counter });
        return this.again(10 * SECOND_MS);
      }
      await hands.give(who, 'counter:start', { counter });
      const mean = this.hall.state.fields.get(present.field)?.expectedServiceMinutes ?? USUAL_MINUTES;
      return this.again(chance.serviceTime(mean) * MINUTE_MS);
    }
    await this.end(present.id, present.field);
    this.again(chance.between(5, 30) * SECOND_MS);
  }

  /** Ends the visit: usually finished with its dossiers, sometimes parked or sent on. */
  private async end(ticket: string, field: string): Promise<void> {
    const { hands, who, counter, chance } = this;
    const { state } = this.hall;
    const reason = state.settings.parkReasons[0];
    if (reason !== undefined && chance.happens(PARKED)) {
      await hands.give(who, 'counter:park', { counter, reason });
      return;
    }
    const elsewhere = [...state.fields.keys()].filter((code) => code !== field);
    const to = chance.happens(TRANSFERRED) ? chance.pick(elsewhere) : undefined;
    if (to !== undefined) {
      await hands.give(who, 'counter:transfer', { counter, field: to });
      return;
    }
    const ofField = [...state.procedures.values()].filter((each) => each.active && each.field === field);
    const procedure = chance.pick(ofField);
    const count = chance.happens(0.2) ? 2 : 1;
    await hands.give(who, 'counter:finish', {
      counter,
      outcome: chance.happens(0.08) ? 'missing_papers' : 'served',
      transactions: procedure === undefined ? [] : [{ procedure: procedure.code, count }],
    });
    this.voice.afterVisit(ticket, counter);
  }
}
