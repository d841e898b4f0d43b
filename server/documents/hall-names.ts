import type { Moment } from '../domain/issuing.ts';
import type { HallState } from '../domain/state.ts';
import type { NameLookUp } from './columns.ts';

/** Names of what the record holds by code, as the hall has them now. @param otherField names of imported fields */
export function namesOf(
  state: () => HallState,
  otherField: (code: string) => string | undefined,
): NameLookUp {
  return {
    agency: (code) => state().agencies.get(code)?.name,
    counter: (code) => state().counters.get(code)?.definition.label,
    procedure: (code) => state().procedures.get(code)?.name,
    field: (code) => state().fields.get(code)?.name ?? otherField(code),
    // Names of people stand in no log; a report that may show them brings them along.
    officer: () => undefined,
  };
}

/** A moment as YYYY-MM-DDTHH:MM of the hall. */
export function localMinute(moment: Moment): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${moment.date}T${two(Math.floor(moment.minuteOfDay / 60))}:${two(moment.minuteOfDay % 60)}`;
}
