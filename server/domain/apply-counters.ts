import { defineCounter } from './defined-counter.ts';
import type { HallEvent } from './events.ts';
import type { LendingEvent } from './lending.ts';
import type { HallState, LiveCounter } from './state.ts';

type CounterEvent = Exclude<Extract<HallEvent, { type: `counter:${string}` }>, LendingEvent>;

/** After these a counter has other fields than a lending gave it: nothing is left to be given back [LEND3]. */
const ENDS_LOAN: ReadonlySet<HallEvent['type']> = new Set([
  'counter:opened',
  'counter:closed',
  'counter:fields-set',
  'counter:defined',
]);

/** A counter that the log names; throws where it is not defined. */
export function counterOf(state: HallState, code: string): LiveCounter {
  const counter = state.counters.get(code);
  if (!counter) throw new Error(`log speaks of counter ${code}, which is not defined`);
  return counter;
}

/** What the officer of a counter does there, as a sign of life [PRES1]. */
const ACTS: ReadonlySet<HallEvent['type']> = new Set([
  'ticket:called',
  'ticket:recalled',
  'ticket:started',
  'ticket:finished',
  'ticket:absent',
  'ticket:no-show',
  'ticket:parked',
  'ticket:transferred',
  'ticket:reopened',
  'counter:paused',
  'counter:resumed',
]);

/** Remembers when an act at an open counter was the last. */
export function noteAct(state: HallState, event: HallEvent, atMs: number): void {
  if (!ACTS.has(event.type) || !('counter' in event) || typeof event.counter !== 'string') return;
  const counter = state.counters.get(event.counter);
  if (counter && counter.state !== 'closed') counter.lastActMs = atMs;
}

/** Brings what happened to a counter into the state. */
export function applyCounter(state: HallState, event: CounterEvent, atMs: number): void {
  if (ENDS_LOAN.has(event.type))
    state.loans.delete(typeof event.counter === 'string' ? event.counter : event.counter.code);
  if (event.type === 'counter:defined') {
    defineCounter(state, event.counter);
    return;
  }
  const counter = counterOf(state, event.counter);
  switch (event.type) {
    case 'counter:opened':
      counter.state = 'open';
      counter.officer = event.officer;
      counter.sinceMs = atMs;
      counter.lastActMs = atMs;
      counter.pauseReason = null;
      counter.pausedAtMs = null;
      counter.primaryFields = event.fields ?? counter.definition.primaryFields;
      counter.helpingFields = event.fields
        ? counter.definition.helpingFields.filter((code) => !event.fields?.includes(code))
        : counter.definition.helpingFields;
      return;
    case 'counter:closed':
      counter.state = 'closed';
      counter.officer = null;
      counter.sinceMs = null;
      counter.lastActMs = null;
      counter.pauseReason = null;
      counter.pausedAtMs = null;
      counter.ordinaryStreak = 0;
      return;
    case 'counter:paused':
      counter.state = 'paused';
      counter.pauseReason = event.reason;
      counter.pausedAtMs = atMs;
      return;
    case 'counter:resumed':
      counter.state = 'open';
      counter.pauseReason = null;
      counter.pausedAtMs = null;
      return;
    case 'counter:fields-set':
      counter.primaryFields = event.primaryFields;
      counter.helpingFields = event.helpingFields;
      return;
  }
}
