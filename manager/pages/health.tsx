import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import { type RecordCheck, sayStorage } from '../../common/client/storage-words.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { CLOCK_CODES } from '../../common/protocol/health.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Copies } from '../health/copies.tsx';
import type { ManagerPage } from '../page.ts';
import { saySeal } from '../parts/health-words.ts';
import { sayFaults } from '../parts/printer-words.ts';
import { Missing } from '../parts/states.tsx';
import { say, sayClock, sayRecord, sayRefusal } from '../words.ts';

function stateOf(name: string, check: RecordCheck): string {
  const { ok, detail } = check;
  if (name === 'storage') return sayStorage(check);
  if (name === 'seal') return saySeal(check);
  if (name === 'backup' && ok) return detail === undefined ? '✓' : `✓ ${formatLocalDate(detail)}`;
  if (name === 'record' && check.code === 'events_set_aside_seen') return sayRecord('setAsideSeen');
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

/** Events that were set aside stay named until a leader has seen to them. */
function AcknowledgeSetAside({ onDone }: { onDone: () => void }): ReactNode {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const acknowledge = async () => {
    setBusy(true);
    const reply = await api('POST /record/acknowledge', { body: { what: 'set_aside' } });
    setBusy(false);
    setProblem(reply.ok ? '' : sayRefusal(reply.code));
    if (reply.ok) onDone();
  };
  return (
    <>
      <button type="button" className="quiet" disabled={busy} onClick={() => void acknowledge()}>
        {sayRecord('setAsideAcknowledge')}
      </button>{' '}
      <span role="status">{problem}</span>
    </>
  );
}

function HealthPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const { identity } = state;
  const timeZone = hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const leads = identity.kind === 'user' && (identity.role === 'supervisor' || identity.role === 'admin');
  const read = useRead('GET /health', { everyMs: 5_000 });
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
      <p className={`answer ${bad > 0 ? 'late' : 'met'}`} aria-live="polite">
        {bad === 0 ? say('healthGood') : say('healthDegraded', { n: bad })}
      </p>
      {read.problem === null ? null : <Missing read={read} />}
      <table>
        <tbody>
          {Object.entries(health.checks).map(([name, check]) => (
            <tr key={name}>
              <th scope="row">{names[name] ?? name}</th>
              <td className={check.ok ? 'good' : 'bad'}>
                {stateOf(name, check)}{' '}
                {leads && check.code === 'events_set_aside' ? (
                  <AcknowledgeSetAside onDone={read.again} />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="second">
        {say('healthEvents', { n: formatNumber(health.sequence) })} ·{' '}
        {say('healthVersion', { v: health.version })}
      </p>
      {identity.kind === 'user' && identity.role === 'admin' ? <Copies timeZone={timeZone} /> : null}
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
