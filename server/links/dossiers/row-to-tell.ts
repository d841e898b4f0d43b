import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { FieldNames } from '../../foreign/field-names.ts';
import type { TimeReader, ZoneTime } from '../../import/read-time.ts';
import { type DossierRow, stateNamed } from './file-columns.ts';

const DAY_MS = 86_400_000;

/** By what a row is read: the fields of the hall, and its time. */
export interface RowReading {
  readonly fields: FieldNames;
  readonly times: TimeReader;
  readonly zone: ZoneTime;
  /** The hall's present day. */
  readonly today: string;
}

/** What a row of a file tells, in the words of the interface; refused where it names no state or no field of the hall. */
export function rowToTell({ cells, hasFormula }: DossierRow, reading: RowReading): Outcome<object> {
  if (hasFormula) return refused('list_invalid', 'a formula is no value');
  const state = stateNamed(cells.state ?? '');
  if (state === undefined) return refused('invalid_input', 'no such state');
  const field = cells.field === undefined ? undefined : reading.fields.find(cells.field);
  if (cells.field !== undefined && field === undefined) return refused('unknown_field', 'no such field');
  const asOf = cells.asOf === undefined ? undefined : instantIn(cells.asOf, reading);
  if (asOf === null) return refused('bad_date', 'no such time');
  const papers = (cells.papers ?? '')
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return {
    ok: true,
    value: {
      code: cells.code ?? '',
      state,
      ...(field === undefined ? {} : { field }),
      ...(cells.procedure === undefined ? {} : { procedure: cells.procedure }),
      ...(papers.length === 0 ? {} : { papers }),
      ...(asOf === undefined ? {} : { asOf }),
    },
  };
}

/** A day without a time counts to its end, the present one to now, which needs no naming; null: it is no time. */
function instantIn(text: string, { times, zone, today }: RowReading): string | undefined | null {
  const moment = times.moment(text, null);
  if (moment !== null) return new Date(moment.atMs).toISOString();
  const date = times.day(text);
  if (date === null) return null;
  return date === today ? undefined : new Date(zone.instantOf(date, DAY_MS - 1)).toISOString();
}
