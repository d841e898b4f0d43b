import type { ReactNode } from 'react';
import { formatLocalDate } from '../../common/i18n/format.ts';
import { noteWords, rowProblemWords } from '../../common/i18n/import-words.ts';
import { type BadRow, type ImportResult, TIME_NAMES } from '../../common/protocol/imports.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { importWords, sayImport } from '../words.ts';

/** The first rows as they were understood. */
export function UnderstoodRows({
  sample,
  nameOf,
}: {
  sample: ImportResult['sample'];
  nameOf: (code: string) => string;
}): ReactNode {
  if (sample.length === 0) return null;
  return (
    <section className="difference" aria-label={sayImport('preview')}>
      <h3>{sayImport('preview')}</h3>
      <ScrollBox label={sayImport('preview')}>
        <table>
          <thead>
            <tr>
              <th>{sayImport('line')}</th>
              <th>{sayImport('column.date')}</th>
              <th>{sayImport('ourField')}</th>
              <th>{sayImport('column.number')}</th>
              {TIME_NAMES.map((name) => (
                <th key={name}>{sayImport(`column.${name}_at`)}</th>
              ))}
              <th>{sayImport('column.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {sample.map((row) => (
              <tr key={row.line}>
                <td>{row.line}</td>
                <td>{formatLocalDate(row.date)}</td>
                <td>{nameOf(row.field)}</td>
                <td>{row.number}</td>
                {TIME_NAMES.map((name) => (
                  <td key={name}>{row.times[name] ?? '–'}</td>
                ))}
                <td>{sayImport(`state.${row.state}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

/** Rows that stand in the way, with the choice to leave them out. */
export function RowsInTheWay({
  title,
  rows,
  count,
  skip,
  skipping,
  onSkip,
}: {
  title: string;
  rows: readonly BadRow[];
  count: number;
  skip: string;
  skipping: boolean;
  onSkip: (skip: boolean) => void;
}): ReactNode {
  if (count === 0) return null;
  return (
    <section className="difference" aria-label={title}>
      <h3>{title}</h3>
      <label className="tick">
        <input type="checkbox" checked={skipping} onChange={(event) => onSkip(event.target.checked)} />
        {skip}
      </label>
      <ScrollBox label={title}>
        <table>
          <thead>
            <tr>
              <th>{sayImport('line')}</th>
              <th>{sayImport('column')}</th>
              <th>{sayImport('problem')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <td>{row.line}</td>
                <td>{row.column}</td>
                <td>{rowProblemWords(importWords, row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {count > rows.length ? <p className="second">{sayImport('toldFirst', { n: rows.length })}</p> : null}
    </section>
  );
}

/** What was noticed in the file beside its rows. */
export function Notes({ notes }: { notes: ImportResult['notes'] }): ReactNode {
  if (notes.length === 0) return null;
  return (
    <section className="difference" aria-label={sayImport('notes')}>
      <h3>{sayImport('notes')}</h3>
      <ul className="import-notes">
        {notes.map((note) => (
          <li key={note.kind}>{noteWords(importWords, note)}</li>
        ))}
      </ul>
    </section>
  );
}
