import { leaveCovers } from '../../../common/protocol/leave.ts';
import type { RosterFault } from '../../../common/protocol/roster.ts';
import type { RosterPlace } from '../../../common/protocol/roster-draft.ts';
import { isAgreedOn, isPostedOn } from '../../domain/postings.ts';
import type { RosterPerson, RosterQuestion } from './question.ts';

/** Answers who may be at the hall when, and sit where; the question is looked through once. */
export class Availability {
  readonly people: readonly RosterPerson[];
  private readonly agencies: ReadonlyMap<string, RosterQuestion['agencies'][number]>;
  private readonly agencyOfField: ReadonlyMap<string, string | null>;
  private readonly agenciesWithFields: ReadonlySet<string>;
  private readonly leaves: ReadonlyMap<string, RosterQuestion['leaves']>;
  private readonly byName: ReadonlyMap<string, RosterPerson>;

  constructor(question: Pick<RosterQuestion, 'people' | 'agencies' | 'leaves' | 'fields'>) {
    // In one order, whatever order they came in.
    this.people = [...question.people].sort((a, b) => (a.username < b.username ? -1 : 1));
    this.byName = new Map(this.people.map((person) => [person.username, person]));
    this.agencies = new Map(question.agencies.map((agency) => [agency.code, agency]));
    this.agencyOfField = new Map(question.fields.map((field) => [field.code, field.agency]));
    this.agenciesWithFields = new Set(question.fields.flatMap((field) => field.agency ?? []));
    const leaves = new Map<string, RosterQuestion['leaves'][number][]>();
    for (const leave of question.leaves)
      leaves.set(leave.username, [...(leaves.get(leave.username) ?? []), leave]);
    this.leaves = leaves;
  }

  find(username: string): RosterPerson | undefined {
    return this.byName.get(username);
  }

  /** Why somebody is not at the hall in a session; null: they are. */
  absence(person: RosterPerson, date: string, fromMinute: number): RosterFault | null {
    const agency = person.agency === null ? undefined : this.agencies.get(person.agency);
    if (!isPostedOn(person, agency, date)) return 'posting';
    if (!isAgreedOn(agency, date)) return 'agreement';
    const away = this.leaves.get(person.username)?.some((leave) => leaveCovers(leave, date, fromMinute));
    return away ? 'leave' : null;
  }

  /** Whether somebody is trained for all of these fields. */
  isQualified(person: RosterPerson, fields: readonly string[]): boolean {
    return fields.every((code) => person.qualifiedFields.includes(code));
  }

  /**
   * Whether somebody may sit at a place [ROST7]: trained for all its fields, and, where the home agency must agree, not
   * moved to fields that are none of that agency's.
   */
  maySit(person: RosterPerson, place: Pick<RosterPlace, 'fields'>): boolean {
    if (!this.isQualified(person, place.fields)) return false;
    const agency = person.agency === null ? undefined : this.agencies.get(person.agency);
    if (!agency?.needsAgreement || !this.agenciesWithFields.has(agency.code)) return true;
    return place.fields.some((code) => this.agencyOfField.get(code) === agency.code);
  }

  /** Whether a field is served by people of its own agency alone, or in a group that it has agreed to. */
  mayTake(person: RosterPerson, place: Pick<RosterPlace, 'fields'>, field: string): boolean {
    if (!this.isQualified(person, [field])) return false;
    const owner = this.agencyOfField.get(field) ?? null;
    const agency = owner === null ? undefined : this.agencies.get(owner);
    if (!agency?.needsAgreement || person.agency === owner) return true;
    return place.fields.some((code) => this.agencyOfField.get(code) === owner);
  }

  isHome(person: RosterPerson, place: Pick<RosterPlace, 'fields'>): boolean {
    return (
      person.agency !== null && place.fields.some((code) => this.agencyOfField.get(code) === person.agency)
    );
  }

  /** How many of an agency may be at the hall at once. */
  mostOf(agency: string | null): number {
    const found = agency === null ? undefined : this.agencies.get(agency);
    return found?.needsAgreement
      ? (found.agreedOfficers ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
  }
}

/** People who were given a place in some session of a day: the headcount and the agencies' numbers hold over the day [ROST8]. */
export class Crew {
  private readonly present = new Set<string>();
  private readonly counts = new Map<string | null, number>();
  private readonly cap: number;
  private readonly who: Availability;

  constructor(who: Availability, cap: number | null) {
    this.who = who;
    this.cap = cap ?? Number.POSITIVE_INFINITY;
  }

  has(username: string): boolean {
    return this.present.has(username);
  }

  /** How many more the headcount allows. */
  get room(): number {
    return Math.max(0, this.cap - this.present.size);
  }

  roomOf(agency: string | null): number {
    return Math.max(0, this.who.mostOf(agency) - (this.counts.get(agency) ?? 0));
  }

  /** @returns false when the headcount or the agency's number has no room left */
  take(person: RosterPerson): boolean {
    if (this.present.has(person.username)) return true;
    if (this.room === 0 || this.roomOf(person.agency) === 0) return false;
    this.present.add(person.username);
    this.counts.set(person.agency, (this.counts.get(person.agency) ?? 0) + 1);
    return true;
  }
}

const SLOT_MINUTES = 30;

/** Officials of a group that the plan asks for in a session: as many as in its fullest half-hour, one at least. */
export function neededIn(
  group: Pick<RosterQuestion['groups'][number], 'officials' | 'officialsBySlot'> | undefined,
  session: { readonly fromMinute: number; readonly toMinute: number },
): number {
  if (!group) return 0;
  const slots = group.officialsBySlot.filter(
    (slot) => slot.minuteOfDay + SLOT_MINUTES > session.fromMinute && slot.minuteOfDay < session.toMinute,
  );
  if (slots.length === 0) return group.officials;
  return Math.min(group.officials, Math.max(1, ...slots.map((slot) => slot.officials)));
}
