import type { ReactNode } from 'react';
import { columnWords } from '../../common/i18n/import-words.ts';
import type { Field } from '../../common/protocol/catalogue.ts';
import { type ForeignColumn, IMPORT_COLUMNS, type ImportColumn } from '../../common/protocol/imports.ts';
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
