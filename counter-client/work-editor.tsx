import { type ReactNode, useId, useState } from 'react';
import { foldVietnamese as fold } from '../common/i18n/fold.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import { dossierCodeIn } from '../common/protocol/dossier-code.ts';
import type { RecordedWork } from '../common/protocol/ticket.ts';
import { CountInput } from './count-input.tsx';
import { recounted, withProcedure } from './visit-work.ts';
import { say, sayCommon } from './words.ts';

/** The dossiers done for the present citizen: one row a procedure, with its count and the code of the dossier. */
export function WorkEditor({
  procedures,
  field,
  work,
  onWork,
  onAdd,
  usual = [],
}: {
  procedures: readonly Procedure[];
  field: string;
  work: readonly RecordedWork[];
  onWork: (work: readonly RecordedWork[]) => void;
  /** How a procedure is added where more than the rows depends on it. */
  onAdd?: (procedure: string) => void;
  /** Codes of the counter's usual procedures, on the digits from 1. */
  usual?: readonly string[];
}): ReactNode {
  const [sought, setSought] = useState('');
  const listId = useId();
  const ofField = procedures.filter((each) => each.active && each.field === field);
  const pool = ofField.length > 0 ? ofField : procedures;
  const needle = fold(sought);
  const found =
    needle === ''
      ? []
      : pool
          .filter((each) => fold(`${each.code} ${each.name} ${each.words.join(' ')}`).includes(needle))
          .slice(0, 6);
  const nameOf = (code: string) => procedures.find((each) => each.code === code)?.name ?? code;
  const recount = (index: number, count: number, confirmed: boolean) =>
    onWork(
      work.map((each, at) => {
        if (at !== index) return each;
        const row = recounted(each, count);
        return confirmed ? { ...row, countConfirmed: true } : row;
      }),
    );
  const add = (procedure: string) => {
    if (onAdd === undefined) onWork(withProcedure(work, procedure));
    else onAdd(procedure);
    setSought('');
  };
  return (
    <section className="work" aria-label={say('transactions')}>
      <h2>{say('transactions')}</h2>
      {usual.length === 0 ? null : (
        <ul className="usual" aria-label={say('usual')}>
          {usual.map((code, index) => (
            <li key={code}>
              <button type="button" className="act" title={nameOf(code)} onClick={() => add(code)}>
                <kbd>{index + 1}</kbd> <span>{nameOf(code)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <ul className="work-rows">
        {work.map((each, index) => (
          <li key={keyOf(work, index)}>
            <span className="work-name">{nameOf(each.procedure)}</span>
            <CountInput count={each.count} onCount={(count, confirmed) => recount(index, count, confirmed)} />
            <DossierInput
              code={each.dossierCode}
              onCode={(code) =>
                onWork(
                  work.map((row, at) => {
                    if (at !== index) return row;
                    const { dossierCode: _before, ...rest } = row;
                    return code === undefined ? rest : { ...rest, dossierCode: code };
                  }),
                )
              }
            />
            <button
              type="button"
              className="quiet"
              aria-label={`${say('removeTransaction')}: ${nameOf(each.procedure)}`}
              onClick={() => onWork(work.filter((_row, at) => at !== index))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <form
        className="work-search"
        onSubmit={(event) => {
          event.preventDefault();
          const first = found[0];
          if (first !== undefined) add(first.code);
        }}
      >
        <label htmlFor={`${listId}-input`} className="hidden-label">
          {say('addTransaction')}
        </label>
        <input
          id={`${listId}-input`}
          value={sought}
          placeholder={`${say('addTransaction')}: ${say('searchProcedure').toLowerCase()}`}
          autoComplete="off"
          onChange={(event) => setSought(event.target.value)}
        />
        {found.length === 0 ? null : (
          <ul className="found">
            {found.map((each) => (
              <li key={each.code}>
                <button type="button" onClick={() => add(each.code)}>
                  {each.name}
                </button>
              </li>
            ))}
          </ul>
        )}
        {needle !== '' && found.length === 0 ? <p className="found-none">{sayCommon('none')}</p> : null}
      </form>
    </section>
  );
}

/** Rows have no identity of their own: the same procedure may stand twice, then its place among those tells them apart. */
function keyOf(work: readonly RecordedWork[], index: number): string {
  const procedure = work[index]?.procedure ?? '';
  const nth = work.slice(0, index).filter((each) => each.procedure === procedure).length;
  return `${procedure}#${nth}`;
}

function DossierInput({
  code,
  onCode,
}: {
  code: string | undefined;
  onCode: (code: string | undefined) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? code ?? '';
  const settle = () => {
    if (typed === null) return;
    if (typed.trim() === '') onCode(undefined);
    else {
      const found = dossierCodeIn(typed);
      if (found === null) return;
      onCode(found);
    }
    setTyped(null);
  };
  const wrong = typed !== null && typed.trim() !== '' && dossierCodeIn(typed) === null;
  return (
    <input
      aria-label={say('dossierCode')}
      aria-invalid={wrong}
      title={wrong ? say('dossierBad') : say('dossierCode')}
      placeholder={say('dossierCode')}
      className="dossier"
      value={text}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          settle();
        }
      }}
    />
  );
}
