import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../../common/client/selectors.ts';
import { formatDateTime, formatTime } from '../../common/client/staff-format.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { DEVICE_KINDS, type DeviceKind } from '../../common/protocol/primitives.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { ButtonsSection } from '../devices/buttons.tsx';
import { HistoryDialog, sayDevice } from '../devices/history.tsx';
import { KioskPrinter } from '../devices/kiosk-printer.tsx';
import { PrintersSection } from '../devices/printers.tsx';
import type { ManagerPage } from '../page.ts';
import { sayPrinter } from '../parts/printer-words.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { AgentCommand, TrustPanel } from '../parts/trust-panel.tsx';
import { say, sayOpinion, sayRefusal } from '../words.ts';

const KIND_WORDS = {
  kiosk: 'deviceKiosk',
  display: 'deviceDisplay',
  counter: 'deviceCounter',
  agent: 'deviceAgent',
} as const;

function DevicesPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const zone = { timeZone: hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh' };
  const leader = state.identity.kind === 'user' && ['supervisor', 'admin'].includes(state.identity.role);
  const read = useRead('GET /devices', { everyMs: 5_000 });
  // The socket tells at once who came and went; the list with its times is read again then.
  const present = recordsOf(state, 'device')
    .map((each) => `${each.id} ${each.online}`)
    .join();
  const { again } = read;
  useEffect(() => {
    void present;
    again();
  }, [present, again]);
  const [code, setCode] = useState<{ code: string; expiresAt: string; kind: DeviceKind } | null>(null);
  const [history, setHistory] = useState<{ id: string; name: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const pair = async (kind: DeviceKind, name: string) => {
    const made = await api('POST /devices/pairing', { body: { kind, name } });
    setProblem(made.ok ? null : sayRefusal(made.code));
    setCode(made.ok ? { ...made.value, kind } : null);
  };
  const revoke = async (id: string) => {
    const done = await api('DELETE /devices/:id', { params: { id } });
    setProblem(done.ok ? null : sayRefusal(done.code));
    read.again();
  };
  return (
    <>
      {leader ? (
        <div>
          <h2>{say('pairDevice')}</h2>
          <p className="second">{say('pairHint')}</p>
        </div>
      ) : null}
      {leader ? (
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget);
            const kind = DEVICE_KINDS.find((each) => each === given.get('kind'));
            if (kind !== undefined) void pair(kind, String(given.get('name') ?? ''));
          }}
        >
          <label>
            {say('deviceKind')}
            <select name="kind">
              {DEVICE_KINDS.map((each) => (
                <option key={each} value={each}>
                  {say(KIND_WORDS[each])}
                </option>
              ))}
            </select>
          </label>
          <label>
            {say('deviceName')}
            <input name="name" required maxLength={80} />
          </label>
          <button type="submit" className="act strong">
            {say('makeCode')}
          </button>
        </form>
      ) : null}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {code === null ? null : (
        <section className="code" aria-live="polite">
          <strong>{code.code}</strong>
          {code.kind === 'agent' ? null : <span>{say('pairHow')}</span>}
          {code.kind === 'agent' ? (
            <AgentCommand code={code.code} />
          ) : (
            <span className="address">{`${globalThis.location.origin}/${code.kind}#pair=${code.code}`}</span>
          )}
          {code.kind === 'counter' ? (
            <span>
              {sayOpinion('tabletAt')}{' '}
              <span className="address">{`${globalThis.location.origin}/opinion#pair=${code.code}`}</span>
            </span>
          ) : null}
          <span>{say('pairingExpires', { time: formatTime(code.expiresAt, zone) })}</span>
        </section>
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.devices.length === 0 ? (
        <p className="empty">{say('devicesEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say('deviceName')}</th>
              <th>{say('deviceKind')}</th>
              <th>{say('state')}</th>
              <th>{sayDevice('version')}</th>
              <th>{say('printers')}</th>
              <th>
                <span className="visually-hidden">{say('deviceRevoke')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {read.value.devices.map((each) => (
              <tr key={each.id}>
                <td>{each.name}</td>
                <td>{say(KIND_WORDS[each.kind])}</td>
                <td className={each.state === 'online' ? 'good' : 'bad'}>
                  {say(each.state === 'online' ? 'deviceOnline' : 'deviceOffline')}
                  {each.state === 'online' || each.lastSeenAt === null
                    ? null
                    : ` · ${say('deviceLastSeen', { time: formatDateTime(each.lastSeenAt, zone) })}`}
                </td>
                <td>{each.version ?? '–'}</td>
                <td>
                  {each.kind === 'kiosk' ? (
                    <KioskPrinter
                      kiosk={each}
                      printers={recordsOf(state, 'printer')}
                      leader={leader}
                      onDone={again}
                    />
                  ) : (
                    each.printers.map((one) => `${one.name}: ${sayPrinter(one)}`).join('; ') || '–'
                  )}
                </td>
                <td className="row-acts">
                  <button
                    type="button"
                    className="quiet"
                    aria-label={sayDevice('historyOf', { name: each.name })}
                    onClick={() => setHistory(each)}
                  >
                    {sayDevice('history')}
                  </button>
                  {leader ? (
                    <Confirmed
                      label={say('deviceRevoke')}
                      question={say('deviceRevokeAsk', { name: each.name })}
                      onYes={() => void revoke(each.id)}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PrintersSection state={state} leader={leader} timeZone={zone.timeZone} />
      {history === null ? null : (
        <HistoryDialog {...history} timeZone={zone.timeZone} onClose={() => setHistory(null)} />
      )}
      <TrustPanel />
      {leader ? <ButtonsSection connection={connection} state={state} /> : null}
    </>
  );
}

/** Paired screens, kiosks and stations, and how a new one is let in. */
export const devicesPage: ManagerPage = {
  path: 'devices',
  menu: 'menuDevices',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: DevicesPage,
};
