import type { HallEvent } from './events.ts';
import { applyRestore } from './restoring.ts';
import { noteSeal } from './sealing.ts';
import type { HallState } from './state.ts';

type RecordEvent = Extract<HallEvent, { type: 'day:sealed' | 'record:restored' | 'record:acknowledged' }>;

/** What happens to the record itself: seals and restores. */
export function applyRecord(state: HallState, event: RecordEvent, atMs: number, sequence: number): void {
  switch (event.type) {
    case 'day:sealed':
      noteSeal(state, event, atMs, sequence);
      return;
    case 'record:restored':
      applyRestore(state, event, atMs);
      return;
    case 'record:acknowledged':
      if (event.setAsideUntil === undefined) state.restored = null;
      else state.setAsideSeen = event.setAsideUntil;
      return;
  }
}
