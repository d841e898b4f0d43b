import type { ReactNode } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { OwnOpinion } from '../opinion/own-opinion.tsx';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { sayReport } from '../reports/report.ts';

const AGAIN_MS = 30_000;

function OwnDayPage(): ReactNode {
  const read = useRead('GET /me/day', { everyMs: AGAIN_MS });
  const day = read.value;
  if (day === null) return <Missing read={read} />;
  return (
    <>
      <p className="answer" aria-live="polite">
        {sayReport('ownDay', {
          n: formatNumber(day.served),
          t: formatNumber(day.transactions),
          m: formatNumber(day.noShow),
        })}
      </p>
      {day.serviceMeanMinutes === null ? null : (
        <p className="second">{sayReport('ownMean', { n: formatNumber(day.serviceMeanMinutes) })}</p>
      )}
      <OwnOpinion />
    </>
  );
}

/** A clerk's own figures; those of others are not for a clerk. */
export const ownDayPage: ManagerPage = {
  path: '',
  menu: 'menuOwnDay',
  roles: ['clerk'],
  Page: OwnDayPage,
};
