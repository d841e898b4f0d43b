import type { Procedure } from '../../common/protocol/catalogue.ts';
import {
  type BehindRule,
  type ColumnChange,
  LIST_COLUMNS,
  type ListDifference,
  type ListedChange,
  type ListProblem,
  type ListRow,
  type ProcedureVersion,
} from '../../common/protocol/procedure-versions.ts';
import { earlierThanPresent, holdsOn, laterVersions, versionOn } from './procedure-versions.ts';
import type { HallState } from './state.ts';

type Catalogue = Pick<HallState, 'fields' | 'procedures' | 'procedureVersions'>;

/** What taking in a list comes to: the difference, and the versions that make it. */
export interface ComparedList {
  readonly difference: ListDifference;
  readonly versions: readonly ProcedureVersion[];
  /** Versions that put out of use what the list does not name. */
  readonly retired: readonly ProcedureVersion[];
  readonly problems: readonly ListProblem[];
}

const textOf = (procedure: Procedure, column: (typeof LIST_COLUMNS)[number]): string => {
  const value = procedure[column];
  return typeof value === 'string' ? value : value.join('\n');
};

const NOTHING: Omit<Procedure, 'code' | 'field' | 'name'> = {
  nameEn: '',
  timeLimit: '',
  fee: '',
  papers: [],
  words: [],
  note: '',
  active: true,
};

/** The procedure that a row asks for; columns that the list does not have stay as they are. */
function asked(row: ListRow, before: Procedure | undefined): Procedure {
  const { row: _line, effectiveFrom: _from, effectiveTo: _to, ...given } = row;
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...NOTHING, ...before, ...said, code: row.code, field: row.field, name: row.name, active: true };
}

function columnsChanged(before: ProcedureVersion, after: ProcedureVersion): ColumnChange[] {
  const changes: ColumnChange[] = [];
  for (const column of LIST_COLUMNS) {
    const [old, fresh] = [textOf(before.procedure, column), textOf(after.procedure, column)];
    if (old !== fresh) changes.push({ column, before: old, after: fresh });
  }
  if (before.procedure.active !== after.procedure.active)
    changes.push({
      column: 'active',
      before: String(before.procedure.active),
      after: String(after.procedure.active),
    });
  if (before.effectiveTo !== after.effectiveTo)
    changes.push({ column: 'effectiveTo', before: before.effectiveTo ?? '', after: after.effectiveTo ?? '' });
  return changes;
}

/**
 * Sets a list against the catalogue [PRC5]: what it would add, change and leave out, each from its own day on. Changes
 * nothing. @param today the hall's day @param behind what becomes of rows that begin before the version in force
 */
export function compareList(
  state: Catalogue,
  rows: readonly ListRow[],
  today: string,
  behind: BehindRule = 'refuse',
): ComparedList {
  const added: ListedChange[] = [];
  const changed: ListedChange[] = [];
  const versions: ProcedureVersion[] = [];
  const problems: ListProblem[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const known = versionOn(state, row.code, row.effectiveFrom);
    const present = versionOn(state, row.code, today);
    const before = known ?? present;
    const version: ProcedureVersion = {
      procedure: asked(row, before?.procedure),
      effectiveFrom: row.effectiveFrom,
      effectiveTo: row.effectiveTo,
    };
    if (before !== undefined && columnsChanged(before, version).length === 0) {
      unchanged += 1;
      continue;
    }
    const begun = earlierThanPresent(state, version.procedure, row.effectiveFrom, today);
    let taken = version;
    let against = before;
    if (begun !== null && present !== undefined) {
      // The hall wrote its text later than the list's day; what it shows is what counts.
      taken = { ...version, procedure: asked(row, present.procedure), effectiveFrom: today };
      against = present;
      if (columnsChanged(present, taken).length === 0) {
        unchanged += 1;
        continue;
      }
      if (behind === 'refuse') {
        problems.push({
          row: row.row,
          column: 'effectiveFrom',
          reason: 'before_present_version',
          value: begun,
        });
        continue;
      }
    }
    const from = taken.effectiveFrom ?? today;
    versions.push(taken);
    const change: ListedChange = {
      code: row.code,
      field: row.field,
      name: row.name,
      row: row.row,
      effectiveFrom: from,
      columns: against === undefined ? [] : columnsChanged(against, taken),
      later: laterVersions(state, row.code, from < today ? today : from)[0]?.effectiveFrom ?? null,
    };
    (against === undefined ? added : changed).push(change);
  }
  const missing = notNamed(state, rows, today);
  const retired = missing.map(
    (procedure): ProcedureVersion => ({
      procedure: { ...procedure, active: false },
      effectiveFrom: today,
      effectiveTo: null,
    }),
  );
  const plain = {
    added,
    changed,
    missing: missing.map(({ code, field, name }) => ({ code, field, name, effectiveFrom: today })),
    unchanged,
  };
  return {
    difference: { ...plain, shown: markOf(JSON.stringify([plain, versions])) },
    versions,
    retired,
    problems,
  };
}

/** In use today, of a field that the list speaks of, and not in the list. */
function notNamed(state: Catalogue, rows: readonly ListRow[], today: string): Procedure[] {
  const codes = new Set(rows.map((row) => row.code));
  const fields = new Set(rows.map((row) => row.field));
  return [...state.procedures.values()].filter((procedure) => {
    const version = versionOn(state, procedure.code, today);
    return (
      version !== undefined &&
      holdsOn(version, today) &&
      fields.has(procedure.field) &&
      !codes.has(procedure.code)
    );
  });
}

/** 128 bits by which two texts are told apart (FNV-1a from four starts). It guards against mistakes, not against forgers. */
function markOf(text: string): string {
  const sums = [0x811c9dc5, 0x1b873593, 0xcc9e2d51, 0x85ebca6b];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    for (let n = 0; n < sums.length; n += 1)
      sums[n] = Math.imul(((sums[n] ?? 0) ^ (unit + n * 0x9e37)) >>> 0, 0x01000193) >>> 0;
  }
  return sums.map((sum) => sum.toString(16).padStart(8, '0')).join('');
}
