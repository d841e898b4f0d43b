import { dayAfter } from './calendar.ts';
import type { HallEvent } from './events.ts';
import type { HallState } from './state.ts';

type RosterEvent = Extract<HallEvent, { type: `roster:${string}` | `officer:leave-${string}` }>;

/** So long after its end a roster or an absence is kept in the state; the log keeps it for good. */
const KEPT_DAYS = 62;

/** Brings absences and confirmed rosters into the state. */
export function applyRoster(state: HallState, event: RosterEvent): void {
  switch (event.type) {
    case 'officer:leave-set': {
      const { leave } = event;
      forget(state.leaves, dayAfter(leave.from, -KEPT_DAYS));
      state.leaves.set(leave.id, leave);
      return;
    }
    case 'officer:leave-removed':
      state.leaves.delete(event.leaveId);
      return;
    case 'roster:confirmed':
      forget(state.rosters, dayAfter(event.roster.from, -KEPT_DAYS));
      state.rosters.set(event.roster.id, event.roster);
      return;
    case 'roster:withdrawn':
      state.rosters.delete(event.rosterId);
      return;
    case 'roster:applied':
      state.rosterApplied = {
        id: event.applicationId,
        roster: event.rosterId,
        date: event.date,
        session: event.session,
        before: event.before,
        after: event.after,
      };
      return;
    case 'roster:apply-undone':
      state.rosterApplied = null;
      return;
  }
}

function forget(kept: Map<string, { readonly to: string }>, before: string): void {
  for (const [id, { to }] of kept) if (to < before) kept.delete(id);
}
