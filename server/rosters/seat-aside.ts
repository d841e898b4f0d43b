import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Roster, RosterPlace } from '../../common/protocol/roster-draft.ts';
import type { RosterQuestion, Seating } from '../staffing/roster/question.ts';

import { startThread } from '../threads/start-thread.ts';

/** What the thread is told at its start. */
export interface SeatOrder {
  readonly question: RosterQuestion;
  readonly places: readonly RosterPlace[];
}

export interface SeatAnswer {
  readonly seating: Seating;
  readonly roster: Roster;
}

/** A roster that needs more ends with an error instead of taking the hall's memory. */
const MEMORY_MB = 512;

/** Seats officers on a thread, so that a page that is looked at delays no call. */
export function seatAside(
  order: SeatOrder,
  onError: (error: unknown, what: string) => void,
): Promise<Outcome<SeatAnswer>> {
  return new Promise((resolve) => {
    const fail = (error: unknown) => {
      onError(error, 'roster');
      resolve(refused('internal', 'the roster could not be worked out; the fault was logged'));
    };
    try {
      const thread = startThread(import.meta.url, './seat-thread', {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      // A hall that is stopped does not wait for it.
      thread.unref();
      let answered = false;
      thread.on('message', (answer: SeatAnswer) => {
        answered = true;
        resolve(accepted(answer));
      });
      thread.on('error', fail);
      thread.on('exit', () => {
        if (!answered) resolve(refused('internal', 'the roster was not worked out'));
      });
    } catch (error) {
      fail(error);
    }
  });
}
