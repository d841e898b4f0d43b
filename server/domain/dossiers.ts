import type { Payload } from '../../common/protocol/commands.ts';
import type { DossierState } from '../../common/protocol/dossiers.ts';
import { hasPersonalNumber } from '../../common/protocol/remarks.ts';
import { type Decision, did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState } from './state.ts';

/** The clock of whoever tells may go so much before the hall's. */
const AHEAD_MS = 5 * 60_000;
/** Nothing is told of dossiers from before it: a program that writes zero for a time. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** Of two states as of the same instant the one that a dossier reaches later stands. */
const RANKS: Readonly<Record<DossierState, number>> = { received: 0, supplement: 1, ready: 2, returned: 3 };

/** A dossier as the hall was told of it; 0: nothing was told of that part. */
export interface KnownDossier {
  readonly state: DossierState;
  readonly field: string | null;
  readonly procedure: string | null;
  readonly papers: readonly string[];
  readonly changedAtMs: number;
  /** As of when its state and papers, its field and its procedure are so. */
  readonly asOfMs: number;
  readonly fieldAsOfMs: number;
  readonly procedureAsOfMs: number;
}

type Told = Extract<HallEvent, { type: 'dossier:told' }>;
type Standing = Omit<KnownDossier, 'changedAtMs'>;

/** A word as of an instant; null: it names none, and is as of now. */
interface Word {
  readonly asOfMs: number;
  readonly isDated: boolean;
}

const UNKNOWN: Omit<Standing, 'state'> = {
  field: null,
  procedure: null,
  papers: [],
  asOfMs: 0,
  fieldAsOfMs: 0,
  procedureAsOfMs: 0,
};

/**
 * Whether a word stands against what is known, so that words in any order of arrival come to the same: the newer one,
 * of one instant the greater one. A word without an instant comes after what arrived before it.
 */
const stands = ({ asOfMs, isDated }: Word, said: string, knownMs: number, known: string): boolean =>
  asOfMs > knownMs || (asOfMs === knownMs && (!isDated || said >= known));

const stateText = (state: DossierState, papers: readonly string[]) =>
  `${RANKS[state]}${JSON.stringify(papers)}`;

/** What is known after a word; each part is as new as the word that told it. */
function after(
  known: KnownDossier | undefined,
  word: Word,
  told: Pick<Standing, 'state' | 'papers'> & {
    readonly field?: string | undefined;
    readonly procedure?: string | undefined;
  },
): Standing {
  const before = known ?? { ...UNKNOWN, state: told.state };
  const { asOfMs } = word;
  const isNewer =
    known === undefined ||
    stands(word, stateText(told.state, told.papers), known.asOfMs, stateText(known.state, known.papers));
  const tellsField =
    told.field !== undefined && stands(word, told.field, before.fieldAsOfMs, before.field ?? '');
  const tellsProcedure =
    told.procedure !== undefined &&
    stands(word, told.procedure, before.procedureAsOfMs, before.procedure ?? '');
  return {
    ...(isNewer
      ? { state: told.state, papers: told.papers, asOfMs }
      : { state: before.state, papers: before.papers, asOfMs: before.asOfMs }),
    field: tellsField ? told.field : before.field,
    fieldAsOfMs: tellsField ? asOfMs : before.fieldAsOfMs,
    procedure: tellsProcedure ? told.procedure : before.procedure,
    procedureAsOfMs: tellsProcedure ? asOfMs : before.procedureAsOfMs,
  };
}

const sameLines = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((each, at) => each === other[at]);

const sameContent = (one: Standing, other: Standing) =>
  one.state === other.state &&
  one.field === other.field &&
  one.procedure === other.procedure &&
  sameLines(one.papers, other.papers);

const sameTimes = (one: Standing, other: Standing) =>
  one.asOfMs === other.asOfMs &&
  one.fieldAsOfMs === other.fieldAsOfMs &&
  one.procedureAsOfMs === other.procedureAsOfMs;

/**
 * Where a dossier stands [DOS1]: told twice, it changes nothing [DOS2]; nothing personal among its papers [DOS3]; what is
 * told late changes nothing that is newer [DOS6].
 */
export const tellDossier: Handler<'dossier:tell'> = (state, told, around) => {
  const known = state.dossiers.get(told.code) ?? around.dossierOf?.(told.code);
  const refusal = refusalOf(state, told);
  if (refusal !== null) return refusal;
  const { atMs } = around.moment;
  const givenMs = told.asOf === undefined ? null : Date.parse(told.asOf);
  if (givenMs !== null && (givenMs > atMs + AHEAD_MS || givenMs < EARLIEST_MS))
    return no('bad_date', 'asOf lies ahead of the clock of the hall, or before all dossiers', {
      now: new Date(atMs).toISOString(),
    });
  const word = { asOfMs: givenMs ?? Math.max(atMs, known?.asOfMs ?? 0), isDated: givenMs !== null };
  const papers = told.state === 'supplement' ? (told.papers ?? []) : [];
  const field =
    told.field ?? (told.procedure === undefined ? undefined : state.procedures.get(told.procedure)?.field);
  const next = after(known, word, { state: told.state, papers, field, procedure: told.procedure });
  const isLate = next.asOfMs !== word.asOfMs || next.state !== told.state || !sameLines(next.papers, papers);
  if (known === undefined || !isLate) {
    const same = known !== undefined && sameContent(known, next) && (!word.isDated || sameTimes(known, next));
    return did(same ? [] : [{ type: 'dossier:told', code: told.code, ...next }]);
  }
  const late = { state: told.state, papers, asOfMs: word.asOfMs };
  const { changedAtMs } = known;
  return did([{ type: 'dossier:told', code: told.code, ...next, changedAtMs, late }]);
};

function refusalOf(state: HallState, told: Payload<'dossier:tell'>): Decision | null {
  const found = told.procedure === undefined ? undefined : state.procedures.get(told.procedure);
  if (told.procedure !== undefined && found === undefined)
    return no('unknown_procedure', `no procedure ${told.procedure}`, { procedure: told.procedure });
  if (told.field !== undefined && !state.fields.has(told.field))
    return no('unknown_field', `no field ${told.field}`, { field: told.field });
  if (told.field !== undefined && found !== undefined && found.field !== told.field)
    return no('unknown_procedure', `no procedure ${told.procedure} in this field`, {
      procedure: told.procedure,
    });
  if (told.state === 'supplement' && (told.papers ?? []).some(hasPersonalNumber))
    return no('personal_data', 'a list of papers names no person: it holds what looks like a number of one');
  return null;
}

/** What an event says is known of its dossier. @param atMs of the event */
export function toldBy(event: Told, atMs: number): KnownDossier {
  const { state, field, procedure, papers } = event;
  const { changedAtMs = atMs, asOfMs = atMs } = event;
  const { fieldAsOfMs = field === null ? 0 : atMs, procedureAsOfMs = procedure === null ? 0 : atMs } = event;
  return { state, field, procedure, papers, changedAtMs, asOfMs, fieldAsOfMs, procedureAsOfMs };
}

/** Keeps what was told of a dossier until the next day begins; the record knows the older ones. */
export function applyDossier(state: HallState, event: Told, atMs: number): void {
  state.dossiers.set(event.code, toldBy(event, atMs));
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
