import type { ReactNode } from 'react';
import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import { FEW_OPINIONS } from '../../common/protocol/opinion-levels.ts';
import type { OwnOpinionMonth } from '../../common/protocol/opinions.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { sayOpinion } from '../words.ts';

const monthWord = (month: string) => month.replace(/^(\d{4})-(\d{2})$/, '$2/$1');

function sentence({ month, enough, ratings, meanScore, satisfiedShare }: OwnOpinionMonth): string {
  if (!enough) return sayOpinion('ownFew', { month: monthWord(month), n: FEW_OPINIONS });
  return sayOpinion('ownMonth', {
    month: monthWord(month),
    n: formatNumber(ratings ?? 0),
    p: formatShare(satisfiedShare ?? 0),
    m: formatNumber(meanScore ?? 0),
  });
}

/** What citizens said of an officer's own work: whole months that are over, never a single word. */
export function OwnOpinion(): ReactNode {
  const read = useRead('GET /me/opinion');
  const months = read.value?.months;
  return (
    <section className="section" aria-labelledby="own-opinion">
      <h2 id="own-opinion">{sayOpinion('own')}</h2>
      <p className="second">{sayOpinion('ownHint', { n: FEW_OPINIONS })}</p>
      {months === undefined ? (
        <p className="empty">{read.problem}</p>
      ) : months.length === 0 ? (
        <p className="empty">{sayOpinion('ownNone')}</p>
      ) : (
        <ul>
          {months.map((each) => (
            <li key={each.month}>{sentence(each)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
