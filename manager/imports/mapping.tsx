import type { ReactNode } from 'react';
import { columnWords } from '../../common/i18n/import-words.ts';
import type { Field } from '../../common/protocol/catalogue.ts';
import {
  type ForeignColumn,
  type ForeignField,
  IMPORT_COLUMNS,
  type ImportColumn,
} from '../../common/protocol/imports.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { importWords, sayImport } from '../words.ts';
import type { ReadingParts } from './how-read.tsx';
import { columnsNow } from './reading.ts';

const CHOICES = [...IMPORT_COLUMNS, 'wait', 'service'] as const;

/** The columns of the file, what stands in them, and what each is read as. */
export function ColumnTable({
  columns,
  reading,
  onChange,
}: ReadingParts & { readonly columns: readonly ForeignColumn[] }): ReactNode {
  const now = columnsNow(reading, columns);
  return (
    <section className="difference" aria-label={sayImport('columns')}>
      <h3>{sayImport('columns')}</h3>
      <ScrollBox label={sayImport('columns')}>
        <table>
          <thead>
            <tr>
              <th>{sayImport('column')}</th>
              <th>{sayImport('samples')}</th>
              <th>{sayImport('readAs')}</th>
            </tr>
          </thead>
          <tbody>
            {columns
              .filter(({ title }) => title !== '')
              .map(({ title, samples }) => (
                <tr key={title}>
                  <td className="label-cell">{title}</td>
                  <td>{samples.join(' · ')}</td>
                  <td>
                    <select
                      aria-label={sayImport('readAsOf', { title })}
                      value={now[title]}
                      onChange={(event) =>
                        onChange({
                          columns: {
                            ...now,
                            [title]: event.target.value as ImportColumn | 'wait' | 'service' | '',
                          },
                        })
                      }
                    >
                      <option value="">{sayImport('notRead')}</option>
                      {CHOICES.map((each) => (
                        <option key={each} value={each}>
                          {columnWords(importWords, each)}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function FieldOptions({ fields }: { fields: readonly Field[] }): ReactNode {
  return fields.map((each) => (
    <option key={each.code} value={each.code}>
      {each.name}
    </option>
  ));
}

/** The field of all tickets, where no column names one. */
export function OneField({
  fields,
  reading,
  onChange,
}: ReadingParts & { readonly fields: readonly Field[] }): ReactNode {
  return (
    <label className="narrow">
      {sayImport('fieldForAll')}
      <select value={reading.field} onChange={(event) => onChange({ field: event.target.value })}>
        <option value="">{sayImport('notRead')}</option>
        <FieldOptions fields={fields} />
      </select>
    </label>
  );
}

/** Their fields and ours. */
export function FieldTable({
  found,
  more,
  fields,
  reading,
  onChange,
}: ReadingParts & {
  readonly found: readonly ForeignField[];
  readonly more: number;
  readonly fields: readonly Field[];
}): ReactNode {
  if (found.length === 0) return null;
  const nameOf = (code: string) => fields.find((each) => each.code === code)?.name ?? code;
  return (
    <section className="difference" aria-label={sayImport('fields')}>
      <h3>{sayImport('fields')}</h3>
      <p className="second">{sayImport('fieldsHelp')}</p>
      <ScrollBox label={sayImport('fields')}>
        <table>
          <thead>
            <tr>
              <th>{sayImport('theirField')}</th>
              <th className="number">{sayImport('rowsCount')}</th>
              <th>{sayImport('ourField')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ theirs, name, rows, ours, suggested }) => {
              const chosen = reading.fields[theirs] ?? ours ?? '';
              return (
                <tr key={theirs}>
                  <td className="label-cell">{name === null ? theirs : `${theirs} – ${name}`}</td>
                  <td className="number">{rows}</td>
                  <td>
                    <select
                      aria-label={sayImport('ourFieldOf', { field: theirs })}
                      value={chosen}
                      onChange={(event) =>
                        onChange({ fields: { ...reading.fields, [theirs]: event.target.value } })
                      }
                    >
                      <option value="">{sayImport('keepForeign')}</option>
                      <FieldOptions fields={fields} />
                    </select>
                    {chosen === '' && suggested !== null ? (
                      <button
                        type="button"
                        className="quiet"
                        onClick={() => onChange({ fields: { ...reading.fields, [theirs]: suggested } })}
                      >
                        {sayImport('perhaps', { field: nameOf(suggested) })}
                      </button>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      {more === 0 ? null : <p className="second">{sayImport('moreFields', { n: more })}</p>}
    </section>
  );
}
