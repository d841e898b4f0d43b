import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import { usualOf } from '../rosters/roster-paper.ts';
import { postedToday } from './plan-standing.ts';

/** One seat of the plan with whoever is put forward for it. */
export interface NamedPost {
  /** Displayed name; null: nobody could be found. */
  readonly name: string | null;
  /** Home agency's name; empty: none is known. */
  readonly agency: string;
  readonly fields: readonly string[];
  readonly helping: readonly string[];
  /** Name of the counter; empty: there is none for it. */
  readonly counter: string;
  /** Last day of the person's posting; null: no end is set. */
  readonly postedTo: string | null;
}

interface PostFacts {
  readonly plan: StaffingPlan;
  readonly roster: RosterAnswer | null;
  readonly facts: HallFacts;
  readonly nameOf: (username: string) => string;
}

function personOf({ facts, nameOf }: PostFacts, username: string) {
  const officer = facts.officers.find((each) => each.username === username);
  const agency = facts.agencies.find((each) => each.code === officer?.agency);
  return { name: nameOf(username), agency: agency?.name ?? '', postedTo: officer?.postedTo ?? null };
}

/** Usernames by place of the roster. */
const usualIn = (roster: RosterAnswer | null) =>
  (roster?.roster.places ?? []).map((place, at) => ({
    place,
    officer: roster && usualOf({ answer: roster }, at),
  }));

/** Every seat of the plan, also those that no counter or nobody could be found for. */
export function namedPosts(all: PostFacts): readonly NamedPost[] {
  const seated = usualIn(all.roster);
  return all.plan.groups.flatMap((group, at) =>
    Array.from({ length: group.officials }, (_, seat): NamedPost => {
      const found = seated.find(({ place }) => place.group === at && place.seat === seat);
      const who =
        found?.officer == null ? { name: null, agency: '', postedTo: null } : personOf(all, found.officer);
      return {
        ...who,
        fields: group.fields,
        helping: seat === 0 ? group.helpingFields : [],
        counter: found?.place.label ?? '',
      };
    }),
  );
}

/** Officials at the hall who hold no seat of the plan, with the fields of it that they could stand in for. */
export function reserveOf(all: PostFacts): readonly NamedPost[] {
  const seated = new Set(usualIn(all.roster).map(({ officer }) => officer));
  const planned = new Set(all.plan.groups.flatMap((group) => group.fields));
  return postedToday(all.facts)
    .filter((officer) => !seated.has(officer.username))
    .map((officer) => ({
      ...personOf(all, officer.username),
      fields: officer.qualifiedFields.filter((code) => planned.has(code)),
      helping: [],
      counter: '',
    }));
}
