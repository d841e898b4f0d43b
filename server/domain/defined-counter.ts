import type { HallState, LiveCounter } from './state.ts';

/** Brings a counter's definition into the state; one that is open stays as it is. */
export function defineCounter(state: HallState, definition: LiveCounter['definition']): void {
  const known = state.counters.get(definition.code);
  if (known) {
    known.definition = definition;
    known.primaryFields = definition.primaryFields;
    known.helpingFields = definition.helpingFields;
    return;
  }
  state.counters.set(definition.code, {
    definition,
    state: 'closed',
    officer: null,
    sinceMs: null,
    primaryFields: definition.primaryFields,
    helpingFields: definition.helpingFields,
    pauseReason: null,
    pausedAtMs: null,
    presentTicketId: null,
    lastActMs: null,
    ordinaryStreak: 0,
    lastAct: null,
  });
}
