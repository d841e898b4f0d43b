import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import { formatLocalDate } from '../../common/i18n/format.ts';
import { faultWords } from '../../common/i18n/import-words.ts';
import type { Field } from '../../common/protocol/catalogue.ts';
import type { ImportOrder, ImportResult, ImportRun } from '../../common/protocol/imports.ts';
import { importWords, sayImport } from '../words.ts';
import { Notes, RowsInTheWay, UnderstoodRows } from './found-rows.tsx';
import { EncodingOffers, HowRead, type ReadingParts } from './how-read.tsx';
import { ColumnTable, OneField } from './mapping.tsx';
import { NameTables } from './name-tables.tsx';
import { columnsNow, orderOf, profileOf, type Reading } from './reading.ts';

function summary(file: string, result: ImportResult): string {
  if (result.outcome === 'already-imported') return sayImport('already', { rows: formatNumber(result.rows) });
  const { rows, badRows, knownRows, firstDate, lastDate } = result;
  if (rows === 0 && badRows === 0 && knownRows > 0) return sayImport('nothingNew');
  const first =
    firstDate === null || lastDate === null
      ? sayImport('summaryNone', { file })
      : sayImport('summary', {
          file,
          rows: formatNumber(rows),
          from: formatLocalDate(firstDate),
          to: formatLocalDate(lastDate),
        });
  const rest = [
    badRows > 0 ? sayImport('summaryBad', { n: formatNumber(badRows) }) : '',
    knownRows > 0 ? sayImport('summaryKnown', { n: formatNumber(knownRows) }) : '',
  ].filter((part) => part !== '');
  return rest.length === 0 ? first : `${first} ${rest.join(', ')}.`;
}

/** Keeps the choices as a file, for the next import and for the command line. */
function saveProfile(reading: Reading): void {
  const text = JSON.stringify(profileOf(reading), null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'cach-doc.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A file that was checked or could not be read: how it is read, what stands in the way, and what becomes of it. */
export function CheckedFile({
  run,
  fields,
  officers,
  reading,
  changed,
  onChange,
  onAgain,
  onTake,
  onDrop,
}: ReadingParts & {
  readonly run: ImportRun;
  readonly fields: readonly Field[];
  readonly officers: readonly { readonly code: string; readonly name: string }[];
  /** Whether the choices are others than those by which the file was read. */
  readonly changed: boolean;
  readonly onAgain: (order: ImportOrder) => void;
  readonly onTake: (order: ImportOrder) => void;
  readonly onDrop: () => void;
}): ReactNode {
  const [skipBad, setSkipBad] = useState(false);
  const [skipKnown, setSkipKnown] = useState(false);
  const { result, unreadable } = run;
  const columns = result?.columns ?? unreadable?.columns ?? [];
  const order = orderOf(reading, skipBad, skipKnown);
  const nameOf = (code: string) => fields.find((each) => each.code === code)?.name ?? code;
  const hasField = Object.values(columnsNow(reading, columns)).includes('field');
  const isFree =
    result !== null && (result.badRows === 0 || skipBad) && (result.knownRows === 0 || skipKnown);
  const mayTake = isFree && !changed && result.rows > 0 && result.outcome !== 'already-imported';
  const clean = result !== null && result.badRows + result.knownRows === 0 && result.rows > 0;
  return (
    <>
      {result === null ? null : (
        <p className={clean ? 'answer' : 'answer late'} role="status">
          {summary(run.file, result)}
        </p>
      )}
      {unreadable === null ? null : (
        <p className="problem" role="alert">
          {`${run.file}: ${faultWords(importWords, unreadable.problem, unreadable.value)}.`}
        </p>
      )}
      <EncodingOffers
        offers={unreadable?.offers ?? []}
        onAgree={(encoding) => onAgain(orderOf({ ...reading, encoding }, skipBad, skipKnown))}
      />
      {result === null ? null : (
        <>
          <RowsInTheWay
            title={sayImport('bad', { n: formatNumber(result.badRows) })}
            rows={result.bad}
            count={result.badRows}
            skip={sayImport('skipBad', { n: formatNumber(result.badRows) })}
            skipping={skipBad}
            onSkip={setSkipBad}
          />
          <RowsInTheWay
            title={sayImport('known', { n: formatNumber(result.knownRows) })}
            rows={result.known}
            count={result.knownRows}
            skip={sayImport('skipKnown', { n: formatNumber(result.knownRows) })}
            skipping={skipKnown}
            onSkip={setSkipKnown}
          />
          <UnderstoodRows sample={result.sample} nameOf={nameOf} />
          <NameTables
            result={result}
            fields={fields}
            officers={officers}
            reading={reading}
            onChange={onChange}
          />
        </>
      )}
      {columns.length === 0 ? null : (
        <>
          <ColumnTable columns={columns} reading={reading} onChange={onChange} />
          {hasField ? null : <OneField fields={fields} reading={reading} onChange={onChange} />}
        </>
      )}
      <HowRead reading={reading} onChange={onChange} result={result} />
      {result === null ? null : <Notes notes={result.notes} />}
      <p className="second">
        <button type="button" className="quiet" onClick={() => saveProfile(reading)}>
          {sayImport('saveProfile')}
        </button>{' '}
        {sayImport('saveProfileHelp')}
      </p>
      {changed ? <p role="status">{sayImport('changed')}</p> : null}
      <div className="list-acts">
        {changed || result === null ? (
          <button type="button" className="main-act" disabled={!changed} onClick={() => onAgain(order)}>
            {sayImport('again')}
          </button>
        ) : (
          <button type="button" className="main-act" disabled={!mayTake} onClick={() => onTake(order)}>
            {sayImport('take', { n: formatNumber(result.rows) })}
          </button>
        )}
        <button type="button" className="act" onClick={onDrop}>
          {sayImport('drop_file')}
        </button>
      </div>
    </>
  );
}
