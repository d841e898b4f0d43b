import type { DocumentMaker } from '../documents/document-maker.ts';
import { localMinute } from '../documents/hall-names.ts';
import { ROSTER_WORDS_FILE, readPageWords } from '../documents/page-words.ts';
import type { HallState } from '../domain/state.ts';
import type { Clock, HallCalendar } from '../hall/clock.ts';
import type { PlanDesk } from '../planning/plan-desk.ts';
import { RosterDesk } from './roster-desk.ts';
import { RosterPapers } from './roster-papers.ts';
import type { People } from './roster-question.ts';

/** What rosters need of the hall. */
export interface RosterSurroundings {
  readonly dataDir: string;
  readonly state: () => HallState;
  readonly people: () => People;
  readonly planner: Pick<PlanDesk, 'find'>;
  readonly calendar: HallCalendar;
  readonly clock: Clock;
  readonly maker: DocumentMaker;
  readonly onError: (error: unknown, what: string) => void;
}

/** The rosters of a hall, and the papers made of them. */
export function openRosters(around: RosterSurroundings): {
  readonly rosters: RosterDesk;
  readonly rosterPapers: RosterPapers;
} {
  const { dataDir, state, people, planner, calendar, clock, maker, onError } = around;
  const moment = () => calendar.momentOf(clock.nowMs());
  const rosters = new RosterDesk({
    dataDir,
    state,
    people,
    plan: (id) => planner.find(id),
    now: moment,
    nowMs: () => clock.nowMs(),
    onError,
  });
  const rosterPapers = new RosterPapers({
    maker,
    rosters,
    state,
    pageWords: () => readPageWords(dataDir, ROSTER_WORDS_FILE),
    now: () => localMinute(moment()),
  });
  return { rosters, rosterPapers };
}
