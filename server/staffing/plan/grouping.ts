import type { PlanQuestion } from './question.ts';
import { emptySeats, type Seat } from './seats.ts';
import type { StaffSearch } from './staff-search.ts';

/** Officials who hold the same fields, by place. */
export interface PlanTeam {
  readonly fields: readonly number[];
  readonly officials: number;
  /** Fields that one of them takes when nothing waits in the team's own: the link of a chain. */
  readonly helping: readonly number[];
}

interface Pair {
  readonly a: PlanTeam;
  readonly b: PlanTeam;
  readonly fields: readonly number[];
  /** Officials below which the formula and the two by themselves rule the pair out. */
  readonly least: number;
  readonly most: number;
  readonly loadMs: number;
}

/** Whether one official may hold all fields of both, by their agencies. */
export function maySit(
  question: Pick<PlanQuestion, 'mayShare'>,
  a: readonly number[],
  b: readonly number[],
): boolean {
  return a.every((one) => b.every((other) => question.mayShare(one, other)));
}

/** A seat for each official of the teams. */
export function seatsOf(teams: readonly PlanTeam[]): Seat[] {
  return teams.flatMap((team) =>
    Array.from({ length: team.officials }, (_, at) =>
      at === 0 ? [...team.fields, ...team.helping] : team.fields,
    ),
  );
}

/**
 * Merges fields into groups: always the two that save most officials together, as simulated days show it, until no two
 * save any. Among equals the two with the least work, so that busy fields keep officials of their own.
 * @param alone officials that each field needs by itself
 * @param onMerge told after each merge
 * @param onSized told what each pair that was tried needs; null: as many as apart, or more
 */
export function mergeFields(
  search: StaffSearch,
  alone: readonly PlanTeam[],
  onMerge: () => void = () => undefined,
  onSized: (fields: readonly number[], officials: number | null) => void = () => undefined,
): PlanTeam[] {
  const { question } = search;
  const loadMs = (fields: readonly number[]) =>
    fields.reduce(
      (sum, field) => sum + search.perDay(field) * (question.fields[field]?.service.meanMs ?? 0),
      0,
    );
  let teams = [...alone];
  let empty = emptySeats(seatsOf(teams), question.officers);
  for (;;) {
    const pairs: Pair[] = [];
    for (const [at, a] of teams.entries())
      for (const b of teams.slice(at + 1)) {
        if (a.fields.length + b.fields.length > question.request.maxFieldsPerOfficial) continue;
        if (!maySit(question, a.fields, b.fields)) continue;
        const fields = [...a.fields, ...b.fields].sort((x, y) => x - y);
        const least = Math.max(a.officials, b.officials, search.evenly(fields) - 1);
        const most = a.officials + b.officials - 1;
        if (least <= most) pairs.push({ a, b, fields, least, most, loadMs: loadMs(fields) });
      }
    const hope = (pair: Pair) => pair.most + 1 - pair.least;
    pairs.sort((x, y) => hope(y) - hope(x) || x.loadMs - y.loadMs);
    let best: { teams: PlanTeam[]; saved: number; empty: number } | null = null;
    for (const pair of pairs) {
      if (best && hope(pair) <= best.saved) break;
      const sized = search.sizeOf(pair.fields, pair.least, pair.most);
      const saved = pair.most + 1 - sized.officials;
      onSized(pair.fields, sized.met ? sized.officials : null);
      if (!sized.met || saved <= (best?.saved ?? 0)) continue;
      const merged: PlanTeam = { fields: pair.fields, officials: sized.officials, helping: [] };
      const next = [...teams.filter((team) => team !== pair.a && team !== pair.b), merged];
      const emptyThen = emptySeats(seatsOf(next), question.officers);
      if (emptyThen <= empty) best = { teams: next, saved, empty: emptyThen };
    }
    if (!best) return teams;
    teams = best.teams;
    empty = best.empty;
    onMerge();
  }
}
