import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { FieldNames } from '../../foreign/field-names.ts';
import { type DossierRow, stateNamed } from './file-columns.ts';

/** What a row of a file tells, in the words of the interface; refused where it names no state or no field of the hall. */
export function rowToTell({ cells }: DossierRow, fields: FieldNames): Outcome<object> {
  const state = stateNamed(cells.state ?? '');
  if (state === undefined) return refused('invalid_input', 'no such state');
  const field = cells.field === undefined ? undefined : fields.find(cells.field);
  if (cells.field !== undefined && field === undefined) return refused('unknown_field', 'no such field');
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
    },
  };
}
