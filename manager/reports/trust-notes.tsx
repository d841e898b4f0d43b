import { type ReactNode, useState } from 'react';
import { Missing } from '../parts/states.tsx';
import { useRead } from '../use-read.ts';
import { BehindPanel } from './behind-panel.tsx';
import { behindRow, shownCell, shownFigure } from './cells.ts';
import { type Choice, writeChoice } from './choice.ts';
import { type ReportAnswer, type ReportKind, sayReport } from './report.ts';

/** What in the figures should be looked at before anyone decides by them: shown with its tickets, never dropped. */
export function TrustNotes({
  kind,
  choice,
  timeZone,
  onOpen,
}: {
  kind: ReportKind;
  choice: Choice;
  timeZone: string;
  onOpen: (choice: Choice) => void;
}): ReactNode {
  const read = useRead<ReportAnswer>(`/reports/${kind.id}?from=${choice.from}&to=${choice.to}`);
  const [behind, setBehind] = useState<{ name: string; path: string } | null>(null);
  const answer = read.value;
  const there: Choice = { ...choice, report: kind.id, figure: '', more: {} };
  const shown = (answer?.rows ?? []).filter((row) => Number(row.count) > 0);
  return (
    <section className="trust" aria-labelledby="trust-title">
      <h2 id="trust-title">{sayReport('trust')}</h2>
      {answer === null ? (
        <Missing read={read} />
      ) : shown.length === 0 ? (
        <p className="good">{sayReport('trustClean')}</p>
      ) : (
        <>
          <p className="second">{sayReport('trustWhy')}</p>
          <ul>
            {shown.map((row) => {
              const name = shownCell('finding', row, {});
              const path = behindRow(row, choice);
              return (
                <li key={name}>
                  {sayReport('trustNote', {
                    name,
                    n: shownFigure('count', row.count),
                    p: shownFigure('countShare', row.countShare),
                  })}{' '}
                  {path === null ? null : (
                    <button
                      type="button"
                      className="behind no-print"
                      aria-label={`${sayReport('trustTickets')}: ${name}`}
                      onClick={() => setBehind({ name, path })}
                    >
                      {sayReport('trustTickets')}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
      <a
        className="no-print"
        href={writeChoice(there)}
        onClick={(event) => {
          event.preventDefault();
          onOpen(there);
        }}
      >
        {sayReport('trustSee')}
      </a>
      {behind === null ? null : (
        <BehindPanel {...behind} timeZone={timeZone} onClose={() => setBehind(null)} />
      )}
    </section>
  );
}
