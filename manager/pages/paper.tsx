import type { ReactNode } from 'react';
import { formatDateTime } from '../../common/client/staff-format.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { say } from '../words.ts';

/** The file of a ticket names the hall's wall clock, which must not be moved by the browser's zone. */
const WALL_CLOCK = { timeZone: 'UTC' };

function PaperPage(): ReactNode {
  const read = useRead('GET /printers/virtual', { everyMs: 2_000 });
  if (read.value === null) return <Missing read={read} />;
  if (read.value.tickets.length === 0) return <p className="empty">{say('paperEmpty')}</p>;
  return (
    <ul className="paper">
      {read.value.tickets.slice(0, 30).map((each) => (
        <li key={each.file}>
          <a href={`/api/v1/printers/virtual/${each.file}`} target="_blank" rel="noreferrer">
            <img
              src={`/api/v1/printers/virtual/${each.file}`}
              alt={`${say('paper')}: ${each.number}`}
              loading="lazy"
            />
          </a>
          <span>{formatDateTime(`${each.at}Z`, WALL_CLOCK)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What came out of the virtual printer, newest first. */
export const paperPage: ManagerPage = {
  path: 'virtual-printer',
  menu: 'menuPaper',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: PaperPage,
};
