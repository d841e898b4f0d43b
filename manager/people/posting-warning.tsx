import type { ReactNode } from 'react';
import type { OfficersAnswer } from '../../common/protocol/rest/planning.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { sayPeople } from '../words.ts';

/** The sentences of what is wrong or ends soon with postings, the worst first; none: all is well. */
export function sayWarnings(warning: OfficersAnswer['warning']): string[] {
  return [
    ...(warning.beyondAgreement > 0 ? [sayPeople('warnBeyond', { n: warning.beyondAgreement })] : []),
    ...(warning.ended > 0 ? [sayPeople('warnEnded', { n: warning.ended })] : []),
    ...(warning.ending > 0 ? [sayPeople('warnEnding', { n: warning.ending, d: warning.days })] : []),
  ];
}

/** A line for whoever leads the hall: postings end whether or not the page of people is looked at. */
export function PostingWarning(): ReactNode {
  const read = useRead('GET /officers');
  const said = read.value === null ? [] : sayWarnings(read.value.warning);
  if (said.length === 0) return null;
  return (
    <p className="second">
      <span className="care">{said.join(' ')}</span> <a href="/manager/people">{sayPeople('seeOfficers')}</a>
    </p>
  );
}
