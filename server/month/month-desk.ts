import type { DocumentFormat } from '../../common/protocol/formats.ts';
import type { DecisionKind, MonthPage, PlanStanding } from '../../common/protocol/month.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import { documentFileName, documentType, type WrittenDocument } from '../documents/document-desk.ts';
import type { DocumentMaker } from '../documents/document-maker.ts';
import type { PageWords } from '../documents/page-words.ts';
import { dayAfter, namesOn, weekdayOf } from '../domain/calendar.ts';
import type { HallState } from '../domain/state.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import type { PlanDesk } from '../planning/plan-desk.ts';
import type { RosterDesk } from '../rosters/roster-desk.ts';
import { monthPage } from './month-decisions.ts';
import { monthPaper } from './month-paper.ts';
import { namedPosts } from './named-posts.ts';
import { planStanding } from './plan-standing.ts';

/** Weeks that an arrangement of the month covers. */
const WEEKS = 4;
/** A promise is held against what happened when so many days have passed since its record. */
const PROMISE_DAYS = 7;

export interface MonthDeskOptions {
  readonly maker: DocumentMaker;
  readonly planner: Pick<PlanDesk, 'find' | 'list'>;
  readonly rosters: Pick<RosterDesk, 'proposed'>;
  readonly state: () => HallState;
  readonly facts: () => HallFacts;
  readonly nameOf: (username: string) => string;
  /** @param date YYYY-MM-DD on which the paper is dated */
  readonly pageWords: (date: string) => PageWords;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
}

interface Read {
  readonly month: MonthPage;
  readonly plan: StaffingPlan;
  readonly roster: RosterAnswer | null;
  readonly facts: HallFacts;
}

/** What is to be signed this month, and the papers of it. */
export class MonthDesk {
  private readonly options: MonthDeskOptions;

  constructor(options: MonthDeskOptions) {
    this.options = options;
  }

  /** The Chairman's page. @param planId absent: by the latest finished plan. Refused `not_found` where there is none. */
  async read(planId?: string): Promise<Outcome<MonthPage>> {
    const read = await this.readAll(planId);
    return read.ok ? accepted(read.value.month) : read;
  }

  /** How a plan stands against the hall as it is now. */
  standingOf(plan: StaffingPlan): PlanStanding {
    return planStanding(plan, this.options.facts());
  }

  /** A decision as a paper. Refused `not_found` for one that is not asked for. */
  async write(
    kind: DecisionKind,
    format: DocumentFormat,
    madeBy: string,
    planId?: string,
  ): Promise<Outcome<WrittenDocument>> {
    const read = await this.readAll(planId);
    if (!read.ok) return read;
    const decision = read.value.month.decisions.find((each) => each.kind === kind);
    if (!decision) return refused('not_found', `${kind} is not to be decided`);
    const madeAt = this.options.now();
    const date = madeAt.slice(0, 10);
    const { hallName, superiorName } = namesOn(this.options.state(), date);
    const paper = monthPaper({
      ...read.value,
      decision,
      nameOf: this.options.nameOf,
      hallName,
      superiorName,
      page: this.options.pageWords(date),
      madeBy,
      madeAt,
    });
    const content = await this.options.maker.make(paper, format);
    return accepted({
      type: documentType(format),
      content,
      fileName: documentFileName(paper.title, {}, format),
    });
  }

  private async readAll(planId?: string): Promise<Outcome<Read>> {
    const { planner } = this.options;
    const done = planner.list().filter((run) => run.state === 'done');
    const id = planId ?? done[0]?.id;
    const plan = id === undefined ? null : planner.find(id)?.plan;
    if (!plan || id === undefined) return refused('not_found', 'no finished plan');
    const facts = this.options.facts();
    const from = dayAfter(facts.today, 8 - weekdayOf(facts.today));
    const proposed = await this.options.rosters.proposed({
      plan: id,
      from,
      weeks: WEEKS,
      cap: null,
      termWeeks: 52,
      rotateAtMost: 0,
    });
    const roster = proposed.ok ? proposed.value : null;
    const posts = namedPosts({ plan, roster, facts, nameOf: this.options.nameOf });
    const month = monthPage({
      planId: id,
      plan,
      facts,
      from,
      to: dayAfter(from, 7 * WEEKS - 1),
      posts: { all: posts.length, empty: posts.filter((post) => post.name === null).length },
      promised: done.find((run) => dayAfter(run.request.to, PROMISE_DAYS) <= facts.today)?.id ?? null,
    });
    return accepted({ month, plan, roster, facts });
  }
}
