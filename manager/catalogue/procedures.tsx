import { type ReactNode, useMemo, useState } from 'react';
import { formatLocalDate } from '../../common/i18n/format.ts';
import { buildSearchIndex, searchItems } from '../../common/i18n/search.ts';
import type { Procedure } from '../../common/protocol/catalogue.ts';
import { UseSwitch } from '../parts/use-switch.tsx';
import { say, sayCommon, sayProcedure } from '../words.ts';
import { type EditedProcedure, ProcedureEditor } from './procedure-editor.tsx';
import { ProcedureVersions } from './procedure-versions.tsx';
import { ActsHead } from './row-acts.tsx';
import type { SectionParts } from './use-catalogue.ts';

/** Rows that are shown at first; a province's list is long. */
const SHOWN = 60;
const FOUND = 300;
const LISTING = '/api/v1/procedures/listing?format=';

/** A procedure in the list; `begins`: it is not taken yet. */
interface ListedRow {
  readonly procedure: Procedure;
  readonly begins: string | null;
  readonly changes: string | null;
}

function rowsOf(catalogue: SectionParts['catalogue']): ListedRow[] {
  const next = new Map<string, string>();
  for (const { procedure, effectiveFrom } of catalogue.planned) {
    const known = next.get(procedure.code);
    if (effectiveFrom !== null && (known === undefined || effectiveFrom < known))
      next.set(procedure.code, effectiveFrom);
  }
  const taken = new Set(catalogue.procedures.map((each) => each.code));
  const later = catalogue.planned.filter(
    ({ procedure, effectiveFrom }) =>
      !taken.has(procedure.code) && next.get(procedure.code) === effectiveFrom,
  );
  return [
    ...catalogue.procedures.map((procedure) => ({
      procedure,
      begins: null,
      changes: next.get(procedure.code) ?? null,
    })),
    ...later.map(({ procedure, effectiveFrom }) => ({ procedure, begins: effectiveFrom, changes: null })),
  ].sort((a, b) => a.procedure.name.localeCompare(b.procedure.name, 'vi'));
}

/** Procedures: what people must bring, what it costs, how long it takes, and from when. */
export function ProceduresSection({ catalogue, all, put, again, tell }: SectionParts): ReactNode {
  const fields = catalogue.fields.filter((each) => all || each.active);
  const [field, setField] = useState('');
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const [edited, setEdited] = useState<EditedProcedure | null>(null);
  const [opened, setOpened] = useState<Procedure | null>(null);
  const index = useMemo(
    () =>
      buildSearchIndex(rowsOf(catalogue), ({ procedure }) => ({
        name: procedure.name,
        everydayWords: procedure.words,
        codes: [procedure.code],
      })),
    [catalogue],
  );
  if (fields.length === 0) return <p className="empty">{say('fieldsEmpty')}</p>;
  const rows = (
    query.trim() === '' ? rowsOf(catalogue) : searchItems(index, query, FOUND).map(({ item }) => item)
  ).filter(
    ({ procedure }) =>
      (all || procedure.active) &&
      (field === '' || procedure.field === field) &&
      fields.some((each) => each.code === procedure.field),
  );
  // A text that is over begins anew without an end.
  const endOf = ({ code, active }: Procedure) => (active ? (catalogue.lastDays[code] ?? null) : null);
  const turn = async (procedure: Procedure) =>
    tell(
      await put(
        'PUT /procedures/:code',
        procedure.code,
        { ...procedure, active: !procedure.active, effectiveTo: endOf(procedure) },
        say('codeTaken'),
      ),
    );
  return (
    <>
      <div className="filters">
        <label>
          {say('ofField')}
          <select value={field} onChange={(event) => setField(event.target.value)}>
            <option value="">{sayProcedure('allFields')}</option>
            {fields.map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {sayProcedure('find')}
          <input type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        </label>
        <button type="button" className="act strong" onClick={() => setEdited({ kind: 'new' })}>
          {say('procedureAdd')}
        </button>
      </div>
      <p className="list-links">
        <a href="/procedures" target="_blank" rel="noreferrer">
          {sayProcedure('listing')}
        </a>
        <a href={`${LISTING}pdf`}>{sayProcedure('listingPdf')}</a>
        <a href={`${LISTING}docx`}>{sayProcedure('listingDocx')}</a>
        <a href={`${LISTING}xlsx`}>{sayProcedure('listXlsx')}</a>
        <a href={`${LISTING}csv`}>{sayProcedure('listCsv')}</a>
        <span className="second" role="status">
          {sayProcedure('foundN', { n: rows.length })}
        </span>
      </p>
      {rows.length === 0 ? (
        <p className="empty">{query.trim() === '' ? say('proceduresEmpty') : sayProcedure('foundNone')}</p>
      ) : (
        <table className="procedure-table">
          <thead>
            <tr>
              <th>{say('procedureName')}</th>
              <th>{say('papersLines').split(',')[0]}</th>
              <th>{say('feeShort')}</th>
              <th>{say('timeLimit')}</th>
              <ActsHead />
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map(({ procedure, begins, changes }) => (
              <tr key={procedure.code} className={procedure.active ? undefined : 'unused'}>
                <td>
                  {procedure.name}
                  <span className="second block">{procedure.code}</span>
                  {begins === null ? null : (
                    <span className="version-state planned">
                      {sayProcedure('beginsOn', { date: formatLocalDate(begins) })}
                    </span>
                  )}
                  {changes === null ? null : (
                    <span className="version-state planned">
                      {sayProcedure('plannedFrom', { date: formatLocalDate(changes) })}
                    </span>
                  )}
                </td>
                <td title={procedure.papers.join('\n')}>{say('papersN', { n: procedure.papers.length })}</td>
                <td className="told">{procedure.fee || '–'}</td>
                <td className="told">{procedure.timeLimit || '–'}</td>
                <td className="row-acts">
                  {begins === null ? (
                    <button
                      type="button"
                      className="quiet"
                      aria-label={`${sayCommon('edit')} ${procedure.name}`}
                      onClick={() => setEdited({ kind: 'present', procedure })}
                    >
                      {sayCommon('edit')}
                    </button>
                  ) : null}
                  <button
                    type="button"
                    className="quiet"
                    aria-label={sayProcedure('versionsOf', { name: procedure.name })}
                    onClick={() => setOpened(procedure)}
                  >
                    {sayProcedure('versions')}
                  </button>
                  {begins === null ? (
                    <UseSwitch
                      name={procedure.name}
                      active={procedure.active}
                      question={say('procedureOutAsk', { name: procedure.name })}
                      onTurn={() => void turn(procedure)}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > shown ? (
        <button type="button" className="act start" onClick={() => setShown(shown + 200)}>
          {sayProcedure('more', { n: Math.min(200, rows.length - shown) })}
        </button>
      ) : null}
      {opened === null ? null : (
        <ProcedureVersions
          code={opened.code}
          name={opened.name}
          nameOf={(code) => catalogue.fields.find((each) => each.code === code)?.name ?? code}
          onEdit={(version) => {
            setOpened(null);
            setEdited({ kind: 'planned', version });
          }}
          onChanged={again}
          onClose={() => setOpened(null)}
        />
      )}
      {edited === null ? null : (
        <ProcedureEditor
          edited={edited}
          catalogue={catalogue}
          field={field === '' ? (fields[0]?.code ?? '') : field}
          put={put}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
