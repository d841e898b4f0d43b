import { type ReactNode, useState } from 'react';
import { formatLocalDate } from '../../common/i18n/format.ts';
import { noteWords } from '../../common/i18n/import-words.ts';
import type { ComparedFile, ListedChange, ListProblem } from '../../common/protocol/procedure-versions.ts';
import { EncodingSelect } from '../imports/encoding-select.tsx';
import { EncodingOffers } from '../imports/how-read.tsx';
import { importWords, sayImport, sayProcedure } from '../words.ts';
import { ColumnChanges } from './column-changes.tsx';
import type { SectionParts } from './use-catalogue.ts';
import type { ListWishes } from './use-list-file.ts';

const SHOWN = 20;
const MORE = 200;

/** What taking the file in would do, and the choice to do it or not. */
export function ListResult({
  name,
  compared,
  problem,
  wishes,
  catalogue,
  onAgain,
  onConfirm,
  onRefuse,
}: {
  name: string;
  compared: ComparedFile;
  /** Why the last confirmation was refused. */
  problem: string | null;
  wishes: ListWishes;
  catalogue: SectionParts['catalogue'];
  onAgain: (change: Partial<ListWishes>) => void;
  onConfirm: (retire: boolean) => void;
  onRefuse: () => void;
}): ReactNode {
  const [retire, setRetire] = useState(false);
  const { difference, problems } = compared;
  const { added, changed, missing } = difference;
  const nameOf = (code: string) => catalogue.fields.find((each) => each.code === code)?.name ?? code;
  const usable = problems.length === 0;
  const nothing = usable && added.length + changed.length === 0 && !(retire && missing.length > 0);
  const summary = !usable
    ? sayProcedure('resultProblems', { file: name, n: problems.length })
    : added.length + changed.length === 0
      ? sayProcedure('resultSame', { file: name, rows: compared.rows })
      : sayProcedure('result', {
          file: name,
          rows: compared.rows,
          added: added.length,
          changed: changed.length,
          unchanged: difference.unchanged,
        });
  const take = () => {
    const asks = retire && missing.length > 0;
    if (!asks || globalThis.confirm(sayProcedure('confirmRetire', { n: missing.length }))) onConfirm(retire);
  };
  return (
    <>
      <p className={usable ? 'answer' : 'answer late'} role="status">
        {summary}
      </p>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}{' '}
          <button type="button" className="quiet" onClick={() => onAgain({})}>
            {sayProcedure('again')}
          </button>
        </p>
      )}
      <Encoding found={compared.encoding} chosen={wishes.encoding} onAgain={onAgain} />
      <FieldNames compared={compared} wishes={wishes} catalogue={catalogue} onAgain={onAgain} />
      {compared.behind === 0 && !wishes.behindToday ? null : (
        <div className="list-question">
          {compared.behind === 0 ? null : <p>{sayProcedure('behind', { n: compared.behind })}</p>}
          <label className="tick">
            <input
              type="checkbox"
              checked={wishes.behindToday}
              onChange={(event) => onAgain({ behindToday: event.target.checked })}
            />
            {sayProcedure('behindToday')}
          </label>
        </div>
      )}
      <Problems problems={problems} />
      <Section title={sayProcedure('changed', { n: changed.length })} count={changed.length}>
        {(shown) =>
          changed.slice(0, shown).map((each) => <Changed key={each.code} change={each} nameOf={nameOf} />)
        }
      </Section>
      <Section title={sayProcedure('added', { n: added.length })} count={added.length}>
        {(shown) => <Plain rows={added.slice(0, shown)} nameOf={nameOf} />}
      </Section>
      <Section title={sayProcedure('missing', { n: missing.length })} count={missing.length}>
        {(shown) => (
          <>
            <fieldset className="choices">
              <legend>{sayProcedure('missingRule')}</legend>
              <label className="tick">
                <input type="radio" name="missing" checked={!retire} onChange={() => setRetire(false)} />
                {sayProcedure('missingKeep')}
              </label>
              <label className="tick">
                <input type="radio" name="missing" checked={retire} onChange={() => setRetire(true)} />
                {sayProcedure('missingRetire')}
              </label>
            </fieldset>
            <Plain rows={missing.slice(0, shown)} nameOf={nameOf} />
          </>
        )}
      </Section>
      {compared.notes.length === 0 ? null : (
        <ul className="import-notes">
          {compared.notes.map((note) => (
            <li key={note.kind}>{noteWords(importWords, note)}</li>
          ))}
        </ul>
      )}
      {compared.ignored.length === 0 ? null : (
        <p className="second">{sayProcedure('ignored', { columns: compared.ignored.join(', ') })}</p>
      )}
      {compared.skipped.length === 0 ? null : (
        <p className="second">
          {sayProcedure('skipped', {
            rows: compared.skipped
              .map(({ row, text }) => sayProcedure('skippedRow', { row, text }))
              .join('; '),
          })}
        </p>
      )}
      <div className="list-acts">
        {usable ? (
          <button type="button" className="main-act" disabled={nothing} onClick={take}>
            {sayProcedure('confirm')}
          </button>
        ) : null}
        <button type="button" className="act" onClick={onRefuse}>
          {sayProcedure('refuse')}
        </button>
      </div>
    </>
  );
}

/** Of a text file whose bytes do not tell their encoding: its words in each that could be meant, and the choice of any. */
function Encoding({
  found,
  chosen,
  onAgain,
}: {
  found: ComparedFile['encoding'];
  chosen: ListWishes['encoding'];
  onAgain: (change: Partial<ListWishes>) => void;
}): ReactNode {
  if (found === null || found.certain) return null;
  return (
    <>
      {chosen === '' ? (
        <EncodingOffers offers={found.offers} onAgree={(encoding) => onAgain({ encoding })} />
      ) : null}
      <div className="list-question">
        <EncodingSelect
          value={chosen}
          automatic={
            found.encoding === null ? sayImport('automatic') : sayImport(`encoding.${found.encoding}`)
          }
          onChange={(encoding) => onAgain({ encoding })}
        />
      </div>
    </>
  );
}

/** A part of the difference; long ones are shown in pieces. */
function Section({
  title,
  count,
  children,
}: {
  title: string;
  count: number;
  children: (shown: number) => ReactNode;
}): ReactNode {
  const [shown, setShown] = useState(SHOWN);
  if (count === 0) return null;
  return (
    <section className="difference" aria-label={title}>
      <h3>{title}</h3>
      {children(shown)}
      {count > shown ? (
        <button type="button" className="act start" onClick={() => setShown(shown + MORE)}>
          {sayProcedure('more', { n: Math.min(MORE, count - shown) })}
        </button>
      ) : null}
    </section>
  );
}

function Changed({ change, nameOf }: { change: ListedChange; nameOf: (code: string) => string }): ReactNode {
  return (
    <article className="change">
      <h4>
        {change.name}{' '}
        <span className="second">
          {change.code} · {sayProcedure('since', { date: formatLocalDate(change.effectiveFrom) })}
        </span>
      </h4>
      <ColumnChanges changes={change.columns} nameOf={nameOf} />
      {change.later === null ? null : (
        <p className="second">{sayProcedure('laterStays', { date: formatLocalDate(change.later) })}</p>
      )}
    </article>
  );
}

function Plain({
  rows,
  nameOf,
}: {
  rows: readonly Pick<ListedChange, 'code' | 'field' | 'name' | 'effectiveFrom'>[];
  nameOf: (code: string) => string;
}): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th>{sayProcedure('code')}</th>
          <th>{sayProcedure('name')}</th>
          <th>{sayProcedure('field')}</th>
          <th>{sayProcedure('from')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((each) => (
          <tr key={each.code}>
            <td className="label-cell">{each.code}</td>
            <td>{each.name}</td>
            <td>{nameOf(each.field)}</td>
            <td>{formatLocalDate(each.effectiveFrom)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Problems({ problems }: { problems: readonly ListProblem[] }): ReactNode {
  return (
    <Section title={sayProcedure('problems', { n: problems.length })} count={problems.length}>
      {(shown) => (
        <table>
          <thead>
            <tr>
              <th>{sayProcedure('row')}</th>
              <th>{sayProcedure('column')}</th>
              <th>{sayProcedure('problem')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, shown).map((each) => (
              <tr key={`${each.row} ${each.column} ${each.reason} ${each.value}`}>
                <td>{each.row ?? sayProcedure('wholeFile')}</td>
                <td>{each.column ?? ''}</td>
                <td>
                  {sayProcedure(`reason.${each.reason}`, {
                    value:
                      each.reason === 'before_present_version' ? formatLocalDate(each.value) : each.value,
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** Provinces call fields otherwise than a commune's hall: here a person says which is which. */
function FieldNames({
  compared,
  wishes,
  catalogue,
  onAgain,
}: {
  compared: ComparedFile;
  wishes: ListWishes;
  catalogue: SectionParts['catalogue'];
  onAgain: (change: Partial<ListWishes>) => void;
}): ReactNode {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(compared.unknownFields.map((each) => [each.text, each.suggested ?? ''])),
  );
  if (compared.unknownFields.length === 0) return null;
  const fields = catalogue.fields.filter((each) => each.active);
  const given = Object.fromEntries(Object.entries(chosen).filter(([, code]) => code !== ''));
  return (
    <fieldset className="list-question field-names">
      <legend>{sayProcedure('unknownFields')}</legend>
      {compared.unknownFields.map(({ text, rows }) => (
        <label key={text}>
          {sayProcedure('unknownField', { text, n: rows })}
          <select
            value={chosen[text] ?? ''}
            onChange={(event) => setChosen({ ...chosen, [text]: event.target.value })}
          >
            <option value="">{sayProcedure('chooseField')}</option>
            {fields.map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button
        type="button"
        className="act strong start"
        disabled={Object.keys(given).length === 0}
        onClick={() => onAgain({ fields: { ...wishes.fields, ...given } })}
      >
        {sayProcedure('again')}
      </button>
    </fieldset>
  );
}
