import type { Workspace } from './scenario.ts';

/** What was, what is, and what was undone. */
export interface History {
  readonly past: readonly Workspace[];
  readonly now: Workspace;
  readonly ahead: readonly Workspace[];
}

/** Steps that can be undone. */
const KEPT = 100;

export const begin = (now: Workspace): History => ({ past: [], now, ahead: [] });

/** A change that can be undone; none when nothing changed. */
export function record(history: History, next: Workspace): History {
  return next === history.now
    ? history
    : { past: [...history.past.slice(-(KEPT - 1)), history.now], now: next, ahead: [] };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  return before === undefined
    ? history
    : { past: history.past.slice(0, -1), now: before, ahead: [history.now, ...history.ahead] };
}

export function redo(history: History): History {
  const [next, ...ahead] = history.ahead;
  return next === undefined ? history : { past: [...history.past, history.now], now: next, ahead };
}
