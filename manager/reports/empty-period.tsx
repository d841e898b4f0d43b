import type { ReactNode } from 'react';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { Choice } from './choice.ts';
import { sayReport } from './report.ts';

const DAY_MS = 86_400_000;
/** Days of the period that is offered: the last ones of which the record holds tickets. */
const DAYS = 30;

/** The latest days with tickets up to and with the record's last; null: it holds none. */
export function latestDays(span: { readonly from: string | null; readonly to: string | null }): {
  readonly from: string;
  readonly to: string;
} | null {
  if (span.from === null || span.to === null) return null;
  const start = new Date(Date.parse(`${span.to}T00:00:00Z`) - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from: [start, span.from].sort().at(-1) ?? span.from, to: span.to };
}

/** A period without figures says so, and leads to where there are some. */
export function EmptyPeriod({
  choice,
  onChoose,
}: {
  choice: Choice;
  onChoose: (choice: Choice) => void;
}): ReactNode {
  const span = useRead('GET /record/span');
  const latest = span.value === null ? null : latestDays(span.value);
  return (
    <div className="empty" role="status">
      <p>{sayReport('emptyHint', { from: formatLocalDate(choice.from), to: formatLocalDate(choice.to) })}</p>
      {span.value === null ? null : latest === null ? (
        <p>{sayReport('emptyNone')}</p>
      ) : (
        <button
          type="button"
          className="act strong"
          onClick={() => onChoose({ ...choice, period: 'free', ...latest })}
        >
          {sayReport('emptyLatest', { from: formatLocalDate(latest.from), to: formatLocalDate(latest.to) })}
        </button>
      )}
    </div>
  );
}
