import type { ReactNode } from 'react';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { sayReport } from './report.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

/** The days of a period that the record covers; null: none of them. */
export function coveredOf(
  period: Days,
  span: { readonly from: string | null; readonly to: string | null },
): (Days & { readonly whole: boolean }) | null {
  if (span.from === null || span.to === null || span.from > period.to || span.to < period.from) return null;
  const from = [period.from, span.from].sort().at(-1) ?? period.from;
  const to = [period.to, span.to].sort()[0] ?? period.to;
  return { from, to, whole: from === period.from && to === period.to };
}

/** Which days of the period the figures rest on, said where the record does not cover all of them. */
export function SpanNote({ period }: { period: Days }): ReactNode {
  const { value } = useRead('GET /record/span');
  const covered = value === null ? null : coveredOf(period, value);
  if (covered === null) return null;
  const days = { from: formatLocalDate(covered.from), to: formatLocalDate(covered.to) };
  return (
    <p className={covered.whole ? 'second' : 'care'} role="note">
      {sayReport(covered.whole ? 'spanWhole' : 'spanPart', days)}
    </p>
  );
}
