import type { ReactNode } from 'react';
import { Missing } from '../parts/states.tsx';
import { useRead } from '../use-read.ts';
import { columnsOf, shownCell } from './cells.ts';
import { type Choice, writeChoice } from './choice.ts';
import { type ReportAnswer, type ReportKind, sayReport } from './report.ts';

/** What in the figures should be looked at before anyone decides by them: shown, never dropped. */
export function TrustNotes({
  kind,
  choice,
  onOpen,
}: {
  kind: ReportKind;
  choice: Choice;
  onOpen: (choice: Choice) => void;
}): ReactNode {
  const read = useRead<ReportAnswer>(`/reports/${kind.id}?from=${choice.from}&to=${choice.to}`);
  const answer = read.value;
  const there: Choice = { ...choice, report: kind.id, figure: '', more: {} };
  const columns = answer === null ? [] : columnsOf(kind, answer);
  const shown = (answer?.rows ?? []).filter((row) =>
    columns.some(({ key, figure }) => figure && Number(row[key]) > 0),
  );
  return (
    <section className="trust" aria-labelledby="trust-title">
      <h2 id="trust-title">{sayReport('trust')}</h2>
      {answer === null ? (
        <Missing read={read} />
      ) : shown.length === 0 ? (
        <p className="good">{sayReport('trustClean')}</p>
      ) : (
        <ul>
          {shown.map((row) => {
            const text = columns.map((each) => shownCell(each.key, row, {})).join(' · ');
            return <li key={text}>{text}</li>;
          })}
        </ul>
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
    </section>
  );
}
