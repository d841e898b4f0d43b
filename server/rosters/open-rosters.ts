import type { DocumentMaker } from '../documents/document-maker.ts';
import { localMinute } from '../documents/hall-names.ts';
import { pageWordsOn } from '../documents/page-words.ts';
import type { HallState } from '../domain/state.ts';
import type { Clock, HallCalendar } from '../hall/clock.ts';
import { MonthDesk } from '../month/month-desk.ts';
import { hallFacts } from '../planning/hall-facts.ts';
import type { PlanDesk } from '../planning/plan-desk.ts';
import { RosterDesk } from './roster-desk.ts';
import { RosterPapers } from './roster-papers.ts';
import type { People } from './roster-question.ts';

/** What rosters need of the hall. */
export interface RosterSurroundings {
  readonly dataDir: string;
  readonly state: () => HallState;
  readonly people: () => People;
  readonly planner: Pick<PlanDesk, 'find' | 'list'>;
  readonly calendar: HallCalendar;
  readonly clock: Clock;
  readonly maker: DocumentMaker;
  readonly onError: (error: unknown, what: string) => void;
}

/** The rosters of a hall, the papers made of them, and what the month is decided by. */
export function openRosters(around: RosterSurroundings): {
  readonly rosters: RosterDesk;
  readonly rosterPapers: RosterPapers;
  readonly month: MonthDesk;
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
    pageWords: () => pageWordsOn(dataDir, state().settings.signings, 'roster', moment().date),
    now: () => localMinute(moment()),
  });
  const month = new MonthDesk({
    maker,
    planner,
    rosters,
    state,
    facts: () => hallFacts(state(), calendar.zone, moment().date),
    nameOf: (username) => people().get(username)?.displayName ?? username,
    pageWords: (date) => pageWordsOn(dataDir, state().settings.signings, 'month', date),
    now: () => localMinute(moment()),
  });
  return { rosters, rosterPapers, month };
}
