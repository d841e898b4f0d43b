import type { Procedure } from '../../common/protocol/catalogue.ts';
import type { ProcedureVersion } from '../../common/protocol/procedure-versions.ts';
import type { HallState } from './state.ts';

type Catalogue = Pick<HallState, 'procedures' | 'procedureVersions' | 'day'>;

/** Sorts before every day. */
const SINCE_EVER = '';
const startOf = (version: ProcedureVersion): string => version.effectiveFrom ?? SINCE_EVER;

/** All versions of a procedure, earliest first. */
export function versionsOf(
  state: Pick<Catalogue, 'procedureVersions'>,
  code: string,
): readonly ProcedureVersion[] {
  return state.procedureVersions.get(code) ?? [];
}

/** The version that a day reads: the latest one begun by then [PRC1]; also one that has ended, see `holdsOn`. */
export function versionOn(
  state: Pick<Catalogue, 'procedureVersions'>,
  code: string,
  date: string,
): ProcedureVersion | undefined {
  return versionsOf(state, code).findLast((version) => startOf(version) <= date);
}

/** Whether a version is in use on a day: not out of use and not past its last day [PRC3]. */
export function holdsOn(version: ProcedureVersion, date: string): boolean {
  return version.procedure.active && (version.effectiveTo === null || date <= version.effectiveTo);
}

/** The procedure as a day has it; not active when its last day is over. Undefined before its first version. */
function procedureOn(
  state: Pick<Catalogue, 'procedureVersions'>,
  code: string,
  date: string,
): Procedure | undefined {
  const version = versionOn(state, code, date);
  if (version === undefined) return undefined;
  return holdsOn(version, date) || !version.procedure.active
    ? version.procedure
    : { ...version.procedure, active: false };
}

/** Whether two procedures say the same. */
function sameProcedure(a: Procedure, b: Procedure): boolean {
  const sorted = (procedure: Procedure) =>
    JSON.stringify(Object.entries(procedure).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}

/** Brings `procedures`, what the hall shows and takes, up to its day [PRC1]. Called when a version or the day changed. */
export function readToday(state: Catalogue, codes: Iterable<string> = state.procedureVersions.keys()): void {
  for (const code of codes) {
    const shown = procedureOn(state, code, state.day ?? SINCE_EVER);
    if (shown === undefined) state.procedures.delete(code);
    else if (state.procedures.get(code) !== shown) state.procedures.set(code, shown);
  }
}

/** Puts a version in its place; one that begins on the same day is replaced. */
export function setVersion(state: Catalogue, version: ProcedureVersion): void {
  const { code } = version.procedure;
  const others = versionsOf(state, code).filter((each) => startOf(each) !== startOf(version));
  state.procedureVersions.set(
    code,
    [...others, version].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1)),
  );
  readToday(state, [code]);
}

/**
 * A definition without dates holds from the day it is made; the first one of a procedure since ever. The same text
 * again is no new version.
 */
export function defineProcedure(state: Catalogue, procedure: Procedure): void {
  const present =
    state.day === null
      ? versionsOf(state, procedure.code).at(-1)
      : versionOn(state, procedure.code, state.day);
  if (present === undefined) {
    const later = versionsOf(state, procedure.code).length > 0;
    setVersion(state, { procedure, effectiveFrom: later ? state.day : null, effectiveTo: null });
    return;
  }
  const ended = present.effectiveTo !== null && state.day !== null && state.day > present.effectiveTo;
  if (sameProcedure(present.procedure, procedure) && !ended) return;
  setVersion(state, { procedure, effectiveFrom: state.day, effectiveTo: ended ? null : present.effectiveTo });
}

/** Takes a version away that has not come into force. */
export function removeVersion(state: Catalogue, code: string, effectiveFrom: string): void {
  const left = versionsOf(state, code).filter((each) => each.effectiveFrom !== effectiveFrom);
  if (left.length === 0) state.procedureVersions.delete(code);
  else state.procedureVersions.set(code, left);
  if (left.length === 0) state.procedures.delete(code);
  else readToday(state, [code]);
}

/** Versions that begin after a day. */
export function laterVersions(
  state: Pick<Catalogue, 'procedureVersions'>,
  code: string,
  date: string,
): readonly ProcedureVersion[] {
  return versionsOf(state, code).filter((version) => startOf(version) > date);
}

/**
 * Why a text may not begin on a day: the one in force began later, or on that day and before today, and what has been
 * in force is a record [PRC4]. Its last day may still be set. Null: it may begin.
 * @returns first day of the version in force
 */
export function earlierThanPresent(
  state: Pick<Catalogue, 'procedureVersions'>,
  procedure: Procedure,
  effectiveFrom: string,
  today: string,
): string | null {
  const present = versionOn(state, procedure.code, today);
  if (present === undefined || effectiveFrom > today) return null;
  const start = startOf(present);
  const rewrites = effectiveFrom === start && start < today && !sameProcedure(present.procedure, procedure);
  return effectiveFrom < start || rewrites ? present.effectiveFrom : null;
}
