import { type ReactNode, useEffect, useRef, useState } from 'react';
import { DayInput } from '../../common/ui/day-input.tsx';
import { EncodingSelect } from '../imports/encoding-select.tsx';
import { FileChoice } from '../parts/file-choice.tsx';
import { sayImport, sayProcedure } from '../words.ts';
import { ListResult } from './list-result.tsx';
import type { SectionParts } from './use-catalogue.ts';
import { type ListWishes, useListFile } from './use-list-file.ts';

const NO_WISHES: ListWishes = { from: '', behindToday: false, encoding: '', fields: {} };
const LISTING = '/api/v1/procedures/listing?format=';

/** A list of procedures from a file: chosen, shown as a difference, then taken in or refused. */
export function ListImportSection({ catalogue, again }: SectionParts): ReactNode {
  const [wishes, setWishes] = useState(NO_WISHES);
  const { step, problem, choose, compare, confirm, leave } = useListFile(again);
  const heading = useRef<HTMLHeadingElement>(null);
  const { at } = step;
  const before = useRef(at);
  useEffect(() => {
    // Who hears the page is led to what is new; at first the tab keeps the focus.
    if (before.current !== at) heading.current?.focus();
    before.current = at;
  }, [at]);
  const wish = (change: Partial<ListWishes>) => {
    const next = { ...wishes, ...change };
    setWishes(next);
    return next;
  };
  return (
    <section className="list-import" aria-busy={at === 'reading' || at === 'taking'}>
      <h2 ref={heading} tabIndex={-1}>
        {sayProcedure('importTitle')}
      </h2>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {step.at === 'choose' ? (
        <>
          {step.told === null ? null : <p role="status">{step.told}</p>}
          <p>{sayProcedure('importIntro')}</p>
          <FileChoice
            accept=".xlsx,.csv,.tsv,.txt"
            choose={sayProcedure('choose')}
            drop={sayProcedure('drop')}
            onFile={(file) => void choose(file, wishes)}
          />
          <div className="narrow">
            <DayInput
              label={sayProcedure('importFrom')}
              value={wishes.from}
              onChange={(from) => wish({ from })}
            />
            <EncodingSelect
              value={wishes.encoding}
              automatic={sayImport('automatic')}
              onChange={(encoding) => wish({ encoding })}
            />
          </div>
          <p className="second">{sayProcedure('importColumns')}</p>
          <p className="list-links">
            <span>{sayProcedure('importSample')}</span>
            <a href={`${LISTING}xlsx`}>Excel</a>
            <a href={`${LISTING}csv`}>CSV</a>
          </p>
        </>
      ) : null}
      {step.at === 'reading' || step.at === 'taking' ? (
        <div className="waiting-list" role="status">
          <progress aria-label={sayProcedure(step.at)} />
          <p>
            {sayProcedure(step.at)}: {step.name}…
          </p>
        </div>
      ) : null}
      {step.at === 'shown' ? (
        <ListResult
          name={step.name}
          compared={step.compared}
          problem={step.problem}
          wishes={wishes}
          catalogue={catalogue}
          onAgain={(change) => void compare(step.name, wish(change))}
          onConfirm={(retire) => void confirm(step.name, step.compared, wishes, retire)}
          onRefuse={() => {
            setWishes(NO_WISHES);
            leave(sayProcedure('refused'));
          }}
        />
      ) : null}
      {step.at === 'done' ? (
        <>
          <p className="answer" role="status">
            {step.told}
          </p>
          <p className="list-links">
            <a href="/manager/audit">{sayProcedure('doneLog')}</a>
          </p>
          <button
            type="button"
            className="act start"
            onClick={() => {
              setWishes(NO_WISHES);
              leave(null);
            }}
          >
            {sayProcedure('other')}
          </button>
        </>
      ) : null}
    </section>
  );
}
