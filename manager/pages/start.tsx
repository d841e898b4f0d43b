import type { ReactNode } from 'react';
import type { FirstStep } from '../../common/protocol/rest/console.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import '../health/copies.css';
import { useRead } from '../../common/ui/use-read.ts';
import { sayStart } from '../words.ts';

const LOOK_MS = 5_000;

/** Where each step is done. */
const WHERE: Readonly<Record<FirstStep, string>> = {
  people: '/manager/people?tab=accounts',
  printer: '/manager/devices',
  screens: '/manager/devices',
  hours: '/manager/settings?chapter=hours',
  holidays: '/manager/calendar',
  signer: '/manager/settings?chapter=papers',
  phones: '/manager/settings?chapter=texts',
  ticket: '/kiosk',
};

const WORDS = {
  people: ['stepPeople', 'stepPeopleHow'],
  printer: ['stepPrinter', 'stepPrinterHow'],
  screens: ['stepScreens', 'stepScreensHow'],
  hours: ['stepHours', 'stepHoursHow'],
  holidays: ['stepHolidays', 'stepHolidaysHow'],
  signer: ['stepSigner', 'stepSignerHow'],
  phones: ['stepPhones', 'stepPhonesHow'],
  ticket: ['stepTicket', 'stepTicketHow'],
} as const satisfies Readonly<Record<FirstStep, readonly string[]>>;

function StartPage(): ReactNode {
  const read = useRead('GET /first-steps', { everyMs: LOOK_MS });
  if (read.value === null) return <Missing read={read} />;
  const { steps } = read.value;
  const left = steps.filter(({ done }) => !done).length;
  return (
    <>
      <p className={`answer ${left === 0 ? 'met' : ''}`} role="status">
        {left === 0 ? sayStart('allDone') : sayStart('left', { n: left, total: steps.length })}
      </p>
      <ol className="first-steps">
        {steps.map(({ step, done }) => {
          const [name, how] = WORDS[step];
          return (
            <li key={step} className={done ? 'done' : undefined}>
              <span className="tick-mark" aria-hidden="true">
                {done ? '✓' : ''}
              </span>
              <div>
                <a href={WHERE[step]}>{sayStart(name)}</a>{' '}
                <span className={done ? 'good' : 'second'}>{sayStart(done ? 'done' : 'open')}</span>
                <span className="second block">{sayStart(how)}</span>
              </div>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** What a hall needs before its first day; each step ticks itself when it is there. */
export const startPage: ManagerPage = { path: 'start', menu: 'menuStart', roles: ['admin'], Page: StartPage };
