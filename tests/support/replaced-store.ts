import type { EventStore } from '../../server/storage/event-store.ts';

/** A store in which some acts are done otherwise, for faults; all others are its own. */
export function replaced(store: EventStore, acts: Partial<EventStore>): EventStore {
  return Object.assign(Object.create(store) as EventStore, acts);
}
