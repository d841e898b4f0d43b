import { maySit, type PlanTeam, seatsOf } from './grouping.ts';
import type { PlanQuestion } from './question.ts';
import { emptySeats } from './seats.ts';
import type { StaffSearch } from './staff-search.ts';
import { shareOf, type Tally } from './tally.ts';
import { type PlanUnit, teamOf } from './units.ts';

/** Pairs of quiet teams looked at for merging, by least work. */
const QUIET = 8;

/** Officials that there may be at most at a time: the headcount, and the counters of the hall where they bind. */
export function capOf({ request, counters }: Pick<PlanQuestion, 'request' | 'counters'>): number | undefined {
  const places = request.counters === 'respect' ? counters : undefined;
  return places === undefined ? request.cap : Math.min(request.cap ?? places, places);
}

/** Citizens of a tally, a day, that were not called in time. */
function lateOf(tally: Tally): number {
  let late = 0;
  for (const place of tally.fields.keys()) {
    const { arrived, share } = shareOf(tally, place);
    if (arrived > 0) late += arrived * (1 - share);
  }
  return late / tally.days;
}

/**
 * Brings a plan down to a headcount that is too small for its target, an official at a time, always where the fewest
 * citizens come late by it: from a team of several, or by joining two quiet teams that may share.
 * @returns the units, with more officials than asked only when nothing more can be joined
 */
export function fitUnder(search: StaffSearch, units: readonly PlanUnit[], cap: number): PlanUnit[] {
  const { question } = search;
  // A chain is taken apart first: its teams are judged one by one.
  let teams: PlanTeam[] = units.flat().map((team) => ({ ...team, helping: [] }));
  const late = new Map<string, number>();
  const lateWith = (team: PlanTeam): number => {
    const key = `${team.fields.join()}/${team.officials}`;
    const there = late.get(key);
    if (there !== undefined) return there;
    const made = lateOf(search.run(teamOf([team]), { days: 100 }));
    late.set(key, made);
    return made;
  };
  const all = () => teams.reduce((sum, team) => sum + team.officials, 0);
  while (all() > cap) {
    let best: { teams: PlanTeam[]; harm: number } | null = null;
    const offer = (gone: readonly PlanTeam[], instead: PlanTeam) => {
      const harm = lateWith(instead) - gone.reduce((sum, team) => sum + lateWith(team), 0);
      if (best && harm >= best.harm) return;
      const next = [...teams.filter((team) => !gone.includes(team)), instead];
      if (emptySeats(seatsOf(next), question.officers) > emptySeats(seatsOf(teams), question.officers))
        return;
      best = { teams: next, harm };
    };
    for (const team of teams)
      if (team.officials > 1) offer([team], { ...team, officials: team.officials - 1 });
    const quiet = [...teams].sort((a, b) => lateWith(a) - lateWith(b)).slice(0, QUIET);
    for (const [at, a] of quiet.entries())
      for (const b of quiet.slice(at + 1)) {
        if (a.fields.length + b.fields.length > question.request.maxFieldsPerOfficial) continue;
        if (!maySit(question, a.fields, b.fields)) continue;
        const fields = [...a.fields, ...b.fields].sort((x, y) => x - y);
        offer([a, b], { fields, officials: a.officials + b.officials - 1, helping: [] });
      }
    const chosen = best as { teams: PlanTeam[]; harm: number } | null;
    if (!chosen) break;
    teams = chosen.teams;
  }
  return teams.map((team) => [team]);
}
