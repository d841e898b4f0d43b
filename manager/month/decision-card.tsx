import type { ReactNode } from 'react';
import type { MonthDecision } from '../../common/protocol/month.ts';
import { reasonText } from '../plan/reason-text.ts';
import { sayMonth } from '../words.ts';

const FORMATS = ['docx', 'pdf', 'xlsx'] as const;

/** One decision: what, why, what happens without it, and the paper that is signed. */
export function DecisionCard({
  decision,
  number,
  plan,
}: {
  decision: MonthDecision;
  number: number;
  plan: string;
}): ReactNode {
  const what = reasonText(decision.what);
  const { draft } = decision;
  return (
    <li className="decision">
      <p className="second">{sayMonth('decision', { n: number })}</p>
      <h3>{what}</h3>
      <dl>
        <dt>{sayMonth('why')}</dt>
        <dd>{reasonText(decision.why)}</dd>
        <dt>{sayMonth('ifRefused')}</dt>
        <dd>{reasonText(decision.ifRefused)}</dd>
      </dl>
      {draft === null ? null : <p className="care">{reasonText(draft)}</p>}
      <nav className="exports" aria-label={sayMonth('paperOf', { paper: sayMonth('paper'), what })}>
        {FORMATS.map((format) => (
          <a
            key={format}
            className={`act${format === 'docx' ? ' strong' : ''}`}
            href={`/api/v1/staffing/month/${decision.kind}/document/${format}?plan=${plan}`}
            download
          >
            {draft !== null && format !== 'xlsx'
              ? `${sayMonth(format)} (${sayMonth('draft').toLocaleLowerCase()})`
              : sayMonth(format)}
          </a>
        ))}
      </nav>
    </li>
  );
}
