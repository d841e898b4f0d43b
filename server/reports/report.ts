import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { MEASURES, type MeasureKey } from '../../common/measures/measure.ts';
import type { Basis } from '../../common/protocol/basis.ts';
import type { HallState } from '../domain/state.ts';

/** What a report may look up besides the read tables: names that live in the hall's state. */
export interface ReportCatalogue {
  readonly fieldName: (code: string) => string | undefined;
  readonly agencyOf: (field: string) => string | null;
  /** Target wait in minutes; imported fields have the usual fifteen. */
  readonly targetMinutes: (field: string) => number;
  /** Who sent an officer, and who pays; empty where nobody wrote it down. */
  readonly postOf: (officer: string) => { readonly agencyName: string; readonly payingUnit: string };
}

export interface ReportResult {
  readonly rows: readonly Record<string, string | number | null>[];
  readonly totals: Record<string, string | number | null>;
  /** What the figures rest on; absent where nobody asked. */
  readonly basis?: Basis;
}

/** A report: written once, here and nowhere else. Route, menu, CSV and contract test follow from it. */
export interface ReportDefinition<Params extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly title: string;
  readonly params: Params;
  /** Columns in order, for CSV and tables; the row's keys that are not named come first. */
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  run(db: Database, params: z.output<Params>, catalogue: ReportCatalogue): ReportResult;
  /** The parameters for a part of the period, where more than its days change with it. */
  partOf?(params: z.output<Params>, part: { readonly from: string; readonly to: string }): z.output<Params>;
}

/** Where an officer's post stands in the hall's state. */
export function postsOf(state: () => Pick<HallState, 'officers' | 'agencies'>): ReportCatalogue['postOf'] {
  return (username) => {
    const officer = state().officers.get(username);
    const agency = officer?.agency == null ? undefined : state().agencies.get(officer.agency);
    return { agencyName: agency?.name ?? '', payingUnit: officer?.payingUnit || (agency?.payingUnit ?? '') };
  };
}

/** A catalogue as plain data, as it goes to the thread of the reports. */
export interface PlainCatalogue {
  readonly fields: Readonly<
    Record<string, { readonly name: string; readonly agency: string | null; readonly targetMinutes: number }>
  >;
  readonly posts: Readonly<Record<string, ReturnType<ReportCatalogue['postOf']>>>;
}

/** What reports look up, of the hall as it is now. */
export function plainCatalogue(state: Pick<HallState, 'fields' | 'officers' | 'agencies'>): PlainCatalogue {
  const postOf = postsOf(() => state);
  return {
    fields: Object.fromEntries(
      [...state.fields].map(([code, { name, agency, targetMinutes }]) => [
        code,
        { name, agency, targetMinutes },
      ]),
    ),
    posts: Object.fromEntries([...state.officers.keys()].map((username) => [username, postOf(username)])),
  };
}

/** The catalogue of plain data; names of fields that only imports know come from the record. */
export function catalogueOf({ fields, posts }: PlainCatalogue, db: Database): ReportCatalogue {
  const known = new Map(Object.entries(fields));
  const officers = new Map(Object.entries(posts));
  const imported = db.prepare<unknown[], string>('SELECT name FROM import_fields WHERE code = ?').pluck();
  return {
    fieldName: (code) => known.get(code)?.name ?? imported.get(code),
    agencyOf: (field) => known.get(field)?.agency ?? null,
    targetMinutes: (field) => known.get(field)?.targetMinutes ?? USUAL_TARGET_MINUTES,
    postOf: (officer) => officers.get(officer) ?? { agencyName: '', payingUnit: '' },
  };
}

/** Target of a field that has none of its own, as those of an import, minutes. */
export const USUAL_TARGET_MINUTES = 15;

/** A column that holds a measure: its name is the measure's own. */
export const measure = (key: MeasureKey): { readonly key: MeasureKey; readonly title: string } => ({
  key,
  title: MEASURES[key].vi,
});

/** Declares a report with its types inferred. */
export function defineReport<P extends z.ZodType>(report: ReportDefinition<P>): ReportDefinition {
  return report as unknown as ReportDefinition;
}
