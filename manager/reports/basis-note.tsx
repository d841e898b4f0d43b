import type { ReactNode } from 'react';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { meaningOfDoubt, writtenSpan } from '../../common/measures/basis-form.ts';
import type { ReportResult } from '../../common/protocol/rest/reports.ts';

/** Which days the figures rest on, and what the intervals below the table mean. */
export function BasisNote({ answer: { basis, totals } }: { answer: ReportResult }): ReactNode {
  if (basis === undefined) return null;
  return (
    <p className="second">
      {writtenSpan(basis, staffLanguage)}
      {Object.keys(totals).length === 0 ? null : ` ${meaningOfDoubt(staffLanguage)}`}
    </p>
  );
}
