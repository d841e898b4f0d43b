import { type Circumstances, type Decision, did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState, LiveTicket } from './state.ts';
import { type Doubt, presentStretch, type Stretch, stretchAfter } from './timeline.ts';

/** A day that is set right: which stretch was wrong and where it belongs. */
export interface Correction extends Stretch {
  readonly shiftMs: number;
  /** The hall's day once it is right. */
  readonly date: string;
}

/** Whoever drew before the stretch belongs to a day that is over, once a later one is known to run. */
function leftBehind(state: HallState, { sinceMs, date }: Correction): HallEvent[] {
  if (state.day === null || date <= state.day) return [];
  return [...state.tickets.values()]
    .filter((ticket) => ticket.issuedAtMs < sinceMs)
    .filter(({ state: now }) => now === 'waiting' || now === 'parked')
    .map((ticket) => ({ type: 'ticket:expired', ticketId: ticket.id }));
}

/** Whom the turn into the wrong day sent away, and who is therefore back in line [TIME4]. */
function backInLine(state: HallState, { sinceMs, date }: Correction): readonly LiveTicket[] {
  return state.lastDay?.date === date
    ? state.lastDay.left.filter((each) => each.leftAtMs >= sinceMs).map((each) => each.ticket)
    : [];
}

/** Events that set the hall's day right: nobody of the stretch loses the place in line, no number comes twice [TIME4]. */
export function correction(state: HallState, right: Correction): readonly HallEvent[] {
  return [
    ...leftBehind(state, right),
    {
      type: 'day:corrected',
      date: right.date,
      from: state.day,
      shiftMs: right.shiftMs,
      sinceMs: right.sinceMs,
      sinceSequence: right.sinceSequence,
      revived: backInLine(state, right).map(({ id, state: was }) => ({
        ticketId: id,
        parked: was === 'parked',
      })),
    },
  ];
}

/** From here on the hall cannot know its day [TIME3]. */
export function doubted(code: Doubt['code'], machineMs: number, stretch: Stretch): HallEvent {
  const { trustedMs, sinceMs, sinceSequence } = stretch;
  return { type: 'day:doubted', code, machineMs, trustedMs, sinceMs, sinceSequence };
}

/** The stretch that a new moment would move; undefined: the hall was at work then, and what it recorded stays. */
function stretchToMove(state: HallState, nowMs: number, toMs: number): Stretch | undefined {
  const { time } = state;
  if (time.doubt) return time.doubt;
  return toMs < nowMs ? stretchAfter(time, toMs) : presentStretch(time);
}

function settle(state: HallState, date: string, around: Circumstances): Decision {
  const nowMs = around.moment.atMs;
  if (date === state.day && state.time.doubt === null) return did([]);
  const toMs = around.timeOn?.(date) ?? nowMs;
  const stretch = stretchToMove(state, nowMs, toMs);
  // The stretch keeps its length and stays after what is known to be right.
  const earliestMs = stretch && (stretch.trustedMs ?? Number.NEGATIVE_INFINITY) + (nowMs - stretch.sinceMs);
  if (stretch === undefined || earliestMs === undefined || (date !== state.day && toMs < earliestMs))
    return no('conflict', 'the hall has worked on a later day than this', { date, day: state.day });
  return did(correction(state, { ...stretch, date, shiftMs: Math.max(toMs, earliestMs) - nowMs }));
}

/** A leader says which day it is [TIME3]. */
export const correctDay: Handler<'day:correct'> = (state, { date }, around) => settle(state, date, around);

/** A clerk confirms one of the days that clocks or the record tell, while the hall cannot know [TIME3]. */
export const confirmDay: Handler<'day:confirm'> = (state, { date }, around) => {
  if (state.time.doubt === null) return no('conflict', 'the day is not in doubt', { day: state.day });
  if (!around.daysTold?.().includes(date))
    return no('forbidden', 'no clock tells this day; a supervisor may set it', { date });
  return settle(state, date, around);
};
