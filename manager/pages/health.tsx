import type { ReactNode } from 'react';
import { formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import { CLOCK_CODES } from '../../common/protocol/health.ts';
import type { ManagerPage } from '../page.ts';
import { type RecordCheck, saySeal, sayStorage } from '../parts/health-words.ts';
import { sayFaults } from '../parts/printer-words.ts';
import { Missing } from '../parts/states.tsx';
import { useRead } from '../use-read.ts';
import { say, sayClock, sayRecord } from '../words.ts';

interface Health {
  readonly status: 'ok' | 'degraded';
  readonly version: string;
  readonly sequence: number;
  readonly checks: Record<string, RecordCheck>;
}

function stateOf(name: string, check: RecordCheck): string {
  const { ok, detail } = check;
  if (name === 'storage') return sayStorage(check);
  if (name === 'seal') return saySeal(check);
  if (name === 'backup' && ok) return detail === undefined ? '✓' : `✓ ${formatLocalDate(detail)}`;
  if (ok) return '✓';
  if (name === 'clock') return sayCode(check.code);
  if (name === 'record') return detail ?? sayRecord('unacknowledged');
  if (name === 'backup') return say('healthBackupFailed');
  return name === 'printers' ? sayFaults(detail ?? '✗') : (detail ?? '✗');
}

/** What is wrong with the clock, in words. */
function sayCode(code: unknown): string {
  const known = CLOCK_CODES.find((each) => each === code);
  return known === undefined ? '✗' : sayClock(known);
}

function HealthPage(): ReactNode {
  const read = useRead<Health>('/health', 5_000);
  const health = read.value;
  if (health === null) return <Missing read={read} />;
  const bad = Object.values(health.checks).filter((each) => !each.ok).length;
  const names: Record<string, string> = {
    storage: say('healthStorage'),
    clock: sayClock('clock'),
    printers: say('healthPrinters'),
    backup: say('healthBackup'),
    seal: sayRecord('dailySeal'),
    record: sayRecord('record'),
  };
  return (
    <>
      <p className={`answer ${bad > 0 ? 'late' : ''}`} aria-live="polite">
        {bad === 0 ? say('healthGood') : say('healthDegraded', { n: bad })}
      </p>
      {read.problem === null ? null : <Missing read={read} />}
      <table>
        <tbody>
          {Object.entries(health.checks).map(([name, check]) => (
            <tr key={name}>
              <th scope="row">{names[name] ?? name}</th>
              <td className={check.ok ? 'good' : 'bad'}>{stateOf(name, check)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="second">
        {say('healthEvents', { n: formatNumber(health.sequence) })} ·{' '}
        {say('healthVersion', { v: health.version })}
      </p>
    </>
  );
}

/** Whether the hall is well, and what to look at. */
export const healthPage: ManagerPage = {
  path: 'health',
  menu: 'menuHealth',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: HealthPage,
};
