import { capOf, fitUnder } from './cap.ts';
import { type Division, divideFields } from './divide-fields.ts';
import type { PlanTeam } from './grouping.ts';
import type { PlanDays } from './plan-days.ts';
import type { PlanProgress, PlanQuestion } from './question.ts';
import { type OfficialsInterval, savingInterval } from './saving-interval.ts';
import { StaffSearch } from './staff-search.ts';
import type { Tally } from './tally.ts';
import { chainTeams, confirm, type PlanUnit, teamOf, type Verified, verify } from './units.ts';

/** The proof is stricter than the search, which had many candidates to choose among. */
const PROOF_MARGIN = 2.5;
/** Nothing is chosen on the last days: what passed by luck seldom reaches the target by one error there. */
const CONFIRM_MARGIN = 1;
/**
 * Days of search, proof and last look never overlap. They are the same whatever the seed that is asked for: the seed says on which
 * days a plan is shown, not which plan it is.
 */
const SEARCH = 0x1f83d9ab;
const FRESH = 0x9e3779b9;
const LAST = 0x51ed270b;
/** In larger halls chains are not looked for again after the proof. */
const CHAINED_AGAIN_MOST = 12;
const STREAMS_STEP = 0x2c1b3c6d;

/** A field by itself. */
export interface AloneField {
  readonly officials: number;
  readonly met: boolean;
  /** On fresh days, with all waits. */
  readonly tally: Tally;
  /** With one official fewer; null when there is no fewer. */
  readonly fewer: Tally | null;
}

/** What the search for a plan found. */
export interface FoundTeams {
  readonly search: StaffSearch;
  readonly fresh: StaffSearch;
  readonly alone: readonly AloneField[];
  /** As the search divided the fields, before chains and proof. */
  readonly division: Division;
  readonly verified: readonly Verified[];
  /** Officials that the target needs, before any headcount. */
  readonly needed: number;
  /** 95 % intervals, over the days of the record, of the officials saved against each field alone, and of those needed. */
  readonly saved: OfficialsInterval;
  readonly planned: OfficialsInterval;
}

const officialsOf = (unit: PlanUnit) => unit.reduce((sum, team) => sum + team.officials, 0);

/**
 * Finds the teams of a plan: officials for each field alone, groups, chains, all proved on fresh days, brought under the
 * headcount where one is set.
 * @param fields places of the fields with tickets
 */
export function findTeams(
  question: PlanQuestion,
  days: PlanDays,
  fields: readonly number[],
  onProgress: (progress: PlanProgress) => void,
): FoundTeams {
  const { request } = question;
  const streamOf = (stream: number) => (stream + (question.streams ?? 0) * STREAMS_STEP) >>> 0;
  const pool = days.toCome(streamOf(SEARCH));
  const search = new StaffSearch(question, pool);
  const fresh = new StaffSearch(question, days.toCome(streamOf(FRESH)), PROOF_MARGIN);
  const last = new StaffSearch(question, days.toCome(streamOf(LAST)), CONFIRM_MARGIN);
  const prove = (unit: PlanUnit) => confirm(last, verify(fresh, unit));
  const alone = new Map<number, AloneField>();
  for (const [at, field] of fields.entries()) {
    onProgress({ done: 2 + Math.round((28 * at) / fields.length), total: 100, step: 'alone' });
    const sized = search.sizeOf([field]);
    const proved = prove([{ fields: [field], officials: sized.officials, helping: [] }]);
    const officials = officialsOf(proved.unit);
    alone.set(field, {
      officials,
      met: proved.met,
      tally: proved.tally,
      fewer: proved.fewer,
    });
  }
  const singles = fields.map(
    (field): PlanTeam => ({ fields: [field], officials: alone.get(field)?.officials ?? 1, helping: [] }),
  );
  let merges = 0;
  const step = () => {
    merges += 1;
    onProgress({
      done: Math.min(68, 30 + Math.round((38 * merges) / fields.length)),
      total: 100,
      step: 'groups',
    });
  };
  onProgress({ done: 30, total: 100, step: 'groups' });
  const division = divideFields(search, pool, singles, step);
  const chained = chainTeams(search, division.teams);
  onProgress({ done: 70, total: 100, step: 'verify' });
  const aloneSum = (unit: PlanUnit) =>
    unit.reduce(
      (sum, team) => sum + team.fields.reduce((all, field) => all + (alone.get(field)?.officials ?? 1), 0),
      0,
    );
  // A group that turns out no better than its fields apart is taken apart again.
  const first = chained.flatMap((unit): Verified[] => {
    const one = prove(unit);
    const [team] = unit;
    const isSingle = unit.length === 1 && team?.fields.length === 1;
    if (one.met && (isSingle || officialsOf(one.unit) < aloneSum(unit))) return [one];
    return singles
      .filter((single) => unit.some((each) => each.fields.includes(single.fields[0] as number)))
      .map((single) => prove([single]));
  });
  // In a large hall it takes more time than it saves officials.
  const asFound = first.length === chained.length && first.every(({ repaired }) => repaired === 0);
  const proved = asFound || fields.length > CHAINED_AGAIN_MOST ? first : chainedAgain(fresh, first, prove);
  const needed = proved.reduce((sum, one) => sum + officialsOf(one.unit), 0);
  const { saved, planned } = savingInterval(
    search,
    pool,
    [
      ...fields.map((field) => ({
        fields: [field],
        officials: alone.get(field)?.officials ?? 1,
        sign: 1 as const,
      })),
      ...proved.flatMap(({ unit }) =>
        unit.length > 1
          ? []
          : unit.map((team) => ({ fields: team.fields, officials: team.officials, sign: -1 as const })),
      ),
    ],
    request.seed,
  );
  // Chains are counted as they are: their saving has no ladder of its own.
  const chainOfficials = proved.reduce((sum, { unit }) => sum + (unit.length > 1 ? officialsOf(unit) : 0), 0);
  const cap = capOf(question) ?? needed;
  const short = cap < needed;
  // Before a target is given up for a headcount, fields change hands.
  if (short && request.movePrice > 0 && division.anchor.kind === 'today')
    return findTeams({ ...question, request: { ...request, movePrice: 0 } }, days, fields, onProgress);
  const verified = short
    ? fitUnder(
        search,
        proved.map((one) => one.unit),
        cap,
      ).map((unit) => runAsIs(last, unit))
    : proved;
  return {
    search,
    fresh: last,
    alone: question.fields.map((_, field) => alone.get(field) ?? NOBODY),
    division,
    verified,
    needed,
    saved: { low: saved.low - chainOfficials, high: saved.high - chainOfficials },
    planned: { low: planned.low + chainOfficials, high: planned.high + chainOfficials },
  };
}

/** Where the proof had to add officials or take a group apart, a helper from another team may do instead: tried on the strict days themselves. */
function chainedAgain(
  fresh: StaffSearch,
  proved: readonly Verified[],
  prove: (unit: PlanUnit) => Verified,
): Verified[] {
  const teams = proved.flatMap(({ unit }) => (unit.length === 1 ? unit : []));
  if (teams.length < 2) return [...proved];
  let result = [...proved];
  for (const unit of chainTeams(fresh, teams).filter((each) => each.length > 1)) {
    const fields = new Set(unit.flatMap((team) => team.fields));
    const replaced = result.filter((one) =>
      one.unit.some((team) => team.fields.some((field) => fields.has(field))),
    );
    const one = prove(unit);
    if (!one.met || officialsOf(one.unit) >= replaced.reduce((sum, each) => sum + officialsOf(each.unit), 0))
      continue;
    result = [...result.filter((each) => !replaced.includes(each)), one];
  }
  return result;
}

const NO_TALLY: Tally = {
  days: 0,
  fields: [],
  arrived: [],
  inTime: [],
  sources: null,
  waitSumMs: [],
  called: [],
  waitsMs: [],
  busyMs: 0,
  openMs: 0,
  jobsDone: 0,
};
const NOBODY: AloneField = { officials: 0, met: true, tally: NO_TALLY, fewer: null };

function runAsIs(fresh: StaffSearch, unit: PlanUnit): Verified {
  const tally = fresh.run(teamOf(unit), { keepWaits: true });
  return { unit, tally, fewer: null, repaired: 0, met: fresh.meets(tally) };
}
