import { type ReactNode, useState } from 'react';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { BehindPanel } from './behind-panel.tsx';
import { behindRow, shownCell, shownFigure, type TicketQuery } from './cells.ts';
import { type Choice, writeChoice } from './choice.ts';
import { sayReport } from './report.ts';

/** What in the figures should be looked at before anyone decides by them: shown with its tickets, never dropped. */
export function TrustNotes({
  kind,
  choice,
  timeZone,
  onOpen,
}: {
  kind: ListedReport;
  choice: Choice;
  timeZone: string;
  onOpen: (choice: Choice) => void;
}): ReactNode {
  const read = useRead('GET /reports/:id', {
    params: { id: kind.id },
    query: { from: choice.from, to: choice.to },
  });
  const [behind, setBehind] = useState<{ name: string; query: TicketQuery } | null>(null);
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
              const query = behindRow(row, choice);
              return (
                <li key={name}>
                  {sayReport('trustNote', {
                    name,
                    n: shownFigure('count', row.count),
                    p: shownFigure('countShare', row.countShare),
                  })}{' '}
                  {query === null ? null : (
                    <button
                      type="button"
                      className="behind no-print"
                      aria-label={`${sayReport('trustTickets')}: ${name}`}
                      onClick={() => setBehind({ name, query })}
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
