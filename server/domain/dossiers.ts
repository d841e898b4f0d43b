import type { DossierState } from '../../common/protocol/dossiers.ts';
import { hasPersonalNumber } from '../../common/protocol/remarks.ts';
import { did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState } from './state.ts';

/** A dossier as the hall was told of it. */
export interface KnownDossier {
  readonly state: DossierState;
  readonly field: string | null;
  readonly procedure: string | null;
  readonly papers: readonly string[];
  readonly changedAtMs: number;
}

type Told = Extract<HallEvent, { type: 'dossier:told' }>;

const sameLines = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((each, at) => each === other[at]);

/** Where a dossier stands [DOS1]: told twice, it changes nothing [DOS2]; nothing personal among its papers [DOS3]. */
export const tellDossier: Handler<'dossier:tell'> = (state, told, around) => {
  const known = state.dossiers.get(told.code) ?? around.dossierOf?.(told.code);
  const procedure = told.procedure ?? known?.procedure ?? null;
  const found = procedure === null ? undefined : state.procedures.get(procedure);
  if (told.procedure !== undefined && found === undefined)
    return no('unknown_procedure', `no procedure ${told.procedure}`, { procedure: told.procedure });
  const field = told.field ?? (told.procedure === undefined ? known?.field : found?.field) ?? null;
  if (told.field !== undefined && !state.fields.has(told.field))
    return no('unknown_field', `no field ${told.field}`, { field: told.field });
  if (told.field !== undefined && told.procedure !== undefined && found?.field !== told.field)
    return no('unknown_procedure', `no procedure ${told.procedure} in this field`, {
      procedure: told.procedure,
    });
  const papers = told.state === 'supplement' ? (told.papers ?? []) : [];
  if (papers.some(hasPersonalNumber))
    return no('personal_data', 'a list of papers names no person: it holds what looks like a number of one');
  const same =
    known !== undefined &&
    known.state === told.state &&
    known.field === field &&
    known.procedure === procedure &&
    sameLines(known.papers, papers);
  if (same) return did([]);
  return did([{ type: 'dossier:told', code: told.code, state: told.state, field, procedure, papers }]);
};

/** Keeps what was told of a dossier until the next day begins; the record knows the older ones. */
export function applyDossier(state: HallState, event: Told, atMs: number): void {
  const { state: stands, field, procedure, papers } = event;
  state.dossiers.set(event.code, { state: stands, field, procedure, papers, changedAtMs: atMs });
}

/** The field in which a result is collected: one that is only for that, else the dossier's own; null: none is known. */
export function collectIn(state: HallState, field: string | null): string | null {
  const only = [...state.fields.values()]
    .filter((each) => each.active && each.purposes.length === 1 && each.purposes[0] === 'collect')
    .sort((a, b) => a.sort - b.sort || (a.code < b.code ? -1 : 1));
  if (only[0]) return only[0].code;
  const own = field === null ? undefined : state.fields.get(field);
  return own?.active && own.purposes.includes('collect') ? own.code : null;
}
