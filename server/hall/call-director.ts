import { type StagedCall, type StageRecord, WHOLE_HALL } from '../../common/protocol/stage.ts';
import {
  advanceStage,
  announcedUntil,
  EMPTY_STAGE,
  replayStage,
  type Stage,
  type StageSurroundings,
  type StageVoices,
  stageRecord,
} from '../domain/call-stage.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { HallState } from '../domain/state.ts';

export interface CallDirectorOptions {
  readonly state: () => HallState;
  /** The hall's clock, epoch ms, and how fast it runs. */
  readonly nowMs: () => number;
  readonly clockRate: number;
  /** The voices of a zone of screens. */
  readonly voices: (zone: string) => StageVoices;
  /** Runs `act` once after `ms` of the machine's time. @returns cancels it */
  readonly setTimer: (ms: number, act: () => void) => () => void;
  /** Told of every stage that changed. */
  readonly tell: (records: readonly StageRecord[]) => void;
}

/** A zone as far as its stage is concerned; no counters named: all of them. */
interface StageZone {
  readonly code: string;
  readonly counters: readonly string[] | null;
}

/** The zone of all screens that name none. */
const HALL_ZONE: StageZone = { code: WHOLE_HALL, counters: null };

const callsOf = ({ counters }: StageZone, calls: readonly StagedCall[]) =>
  counters === null ? calls : calls.filter((call) => counters.includes(call.counter));

/**
 * Runs the stages of the hall: one for all counters and one for each zone of screens. Follows what was committed, so
 * that nothing is announced that the record does not hold.
 */
export class CallDirector {
  private readonly options: CallDirectorOptions;
  private readonly stages = new Map<string, Stage>();
  private cancelTimer: () => void = () => undefined;
  private stopped = false;

  constructor(options: CallDirectorOptions) {
    this.options = options;
  }

  /** Goes on with what was announced before a restart, and with what waited for it. */
  start(): void {
    for (const zone of this.zones()) {
      const around = this.surroundings(zone.code);
      this.stages.set(zone.code, replayStage(callsOf(zone, this.options.state().calls), around));
    }
    this.take([]);
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
  }

  /** Follows committed events. */
  follow(events: readonly LoggedEvent[]): void {
    const called = new Set<number>();
    let changed = false;
    for (const { event, sequence } of events) {
      if (event.type === 'ticket:called' || event.type === 'ticket:recalled') called.add(sequence);
      else if (event.type === 'settings:changed' || event.type === 'day:closed') changed = true;
      else if ('ticketId' in event) changed ||= this.isWaiting();
    }
    if (called.size === 0 && !changed) return;
    this.take(this.options.state().calls.filter((call) => called.has(call.sequence)));
  }

  /** A pack was changed: screens are told, and what is announced next is read from it. */
  voicesChanged(): void {
    this.take([]);
  }

  /** The stages as screens, kiosks and desks receive them. */
  records(): StageRecord[] {
    const { nowMs, voices } = this.options;
    return this.zones().map(({ code, counters }) =>
      stageRecord(code, counters, this.stageOf(code), nowMs(), voices(code)),
    );
  }

  /** When a number's announcement ends, in whichever zone it ends last, epoch ms; null: nothing is to be waited for. */
  announcedUntil(called: { readonly number: string; readonly counter: string }): number | null {
    const { nowMs, voices } = this.options;
    const ends = this.zones().flatMap(
      ({ code }) => announcedUntil(this.stageOf(code), called, nowMs(), voices(code)) ?? [],
    );
    return ends.length === 0 ? null : Math.max(...ends);
  }

  private zones(): readonly StageZone[] {
    return [HALL_ZONE, ...this.options.state().settings.zones];
  }

  private stageOf(zone: string): Stage {
    return this.stages.get(zone) ?? EMPTY_STAGE;
  }

  private isWaiting(): boolean {
    return [...this.stages.values()].some((stage) => stage.waiting.length > 0);
  }

  private take(calls: readonly StagedCall[]): void {
    if (this.stopped) return;
    const zones = this.zones();
    for (const code of [...this.stages.keys()])
      if (!zones.some((zone) => zone.code === code)) this.stages.delete(code);
    for (const zone of zones) {
      const around = this.surroundings(zone.code);
      this.stages.set(zone.code, advanceStage(this.stageOf(zone.code), callsOf(zone, calls), around));
    }
    this.options.tell(this.records());
    this.wait(this.options.nowMs());
  }

  private surroundings(zone: string): StageSurroundings {
    const { state, nowMs, voices } = this.options;
    const { counters, tickets } = state();
    return {
      nowMs: nowMs(),
      voices: voices(zone),
      stillCalled: ({ counter, number }) => {
        const present = counters.get(counter)?.presentTicketId ?? null;
        return present !== null && tickets.get(present)?.number === number;
      },
    };
  }

  /** Comes back when the next announcement is over. */
  private wait(nowMs: number): void {
    this.cancelTimer();
    const ends = [...this.stages.values()].flatMap(({ act }) => (act === null ? [] : Date.parse(act.endsAt)));
    if (ends.length === 0) return;
    const waitMs = Math.max(0, Math.min(...ends) - nowMs) / this.options.clockRate;
    this.cancelTimer = this.options.setTimer(Math.ceil(waitMs), () => this.take([]));
  }
}
