import type { PlannedField, PlanRequest } from '../../../common/protocol/plan.ts';
import type { CallRule } from '../../domain/call-order.ts';
import type { ServiceFit } from '../demand/service-fit.ts';
import type { TwinShare } from '../demand/twin.ts';
import type { Period, SimulatedHall } from '../simulation/hall-model.ts';

/** A field of the record and what is known of its citizens. */
export interface PlanQuestionField {
  readonly code: string;
  readonly name: string;
  readonly agency: string | null;
  readonly service: ServiceFit;
  readonly serviceBasis: PlannedField['serviceBasis'];
  /** From the end of a visit to the next call while somebody waits and the official is there for the field, ms. */
  readonly gapMs: number;
  /** The same at the recorded counters, with the time in which they stood empty or served other fields; absent: no more. */
  readonly recordedGapMs?: number;
  /** What is promised in this field: the hall's target, or one of its own. */
  readonly target: PlanRequest['target'];
  /** Share that never answers a call. */
  readonly noShowShare: number;
  /** Share that misses the first call and comes at a later one. */
  readonly lateShare: number;
  readonly priorityShare: number;
}

/** What the record's own counters gave, replayed. */
export type PlanTwinField = TwinShare;

/** A working day of the record. */
export interface PlanRecordedDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  readonly daysToTet: number | null;
  /** By field, in the order of the question's fields: when each ticket was drawn, ms of the local day, rising. */
  readonly arrivals: readonly (readonly number[])[];
  /** Morning and afternoon of that day, ms of the local day, in order. */
  readonly sessions: readonly Period[];
}

/** A counter as the hall has it today, its fields by place in the question. */
export interface PlanPresentCounter {
  readonly primary: readonly number[];
  readonly helping: readonly number[];
}

/** An official on the register. */
export interface PlanOfficer {
  readonly qualified: ReadonlySet<number>;
  /** Whether the posting ends within the hall's days of warning. */
  readonly leaving?: boolean;
}

/** Everything the planner has to know; it reads no clock, no record and no setting beside it. */
export interface PlanQuestion {
  readonly request: PlanRequest;
  readonly fields: readonly PlanQuestionField[];
  readonly days: readonly PlanRecordedDay[];
  /** The record replayed; fields that cannot be are left out. */
  readonly twin: readonly PlanTwinField[];
  /** Numbers of the record left out because nobody can have held them; absent: none. */
  readonly skippedNumbers?: number;
  readonly rule: CallRule;
  readonly noShow: SimulatedHall['noShow'];
  /** Whether their agencies permit that one official holds both fields. */
  mayShare(a: number, b: number): boolean;
  /** Officials with the fields they are qualified for; null: the hall keeps no register, nobody is excluded. */
  readonly officers: readonly PlanOfficer[] | null;
  /** Postings that end within the hall's days of warning, and the last day of the first; absent: none does. */
  readonly postingsEnding?: { readonly count: number; readonly first: string };
  readonly present: readonly PlanPresentCounter[];
  /** Counters that the hall has; absent: not known. */
  readonly counters?: number;
  /** Which streams of chance search and proof use; absent: those of every plan. Others show how far a plan rests on them. */
  readonly streams?: number;
}

/** How far a plan has come. */
export interface PlanProgress {
  readonly done: number;
  readonly total: number;
  readonly step: 'demand' | 'alone' | 'groups' | 'verify' | 'cases';
}

/** The target of a field: its own where one is asked for, else the hall's. */
export function targetOf(request: PlanRequest, code: string): PlanRequest['target'] {
  const own = request.fieldTargets.find(({ field }) => field === code);
  return own ? { share: own.share, minutes: own.minutes } : request.target;
}
