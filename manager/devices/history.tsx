import type { ReactNode } from 'react';
import { formatDateTime, formatNumber } from '../../common/client/staff-format.ts';
import { staffWords } from '../../common/client/staff-language.ts';
import { devices as englishWords } from '../../common/i18n/en/devices.ts';
import { devices as words } from '../../common/i18n/vi/devices.ts';
import type { DeviceFault, DeviceOutage } from '../../common/protocol/device-history.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { ViewDialog } from '../parts/view-dialog.tsx';

export const sayDevice = staffWords(words, englishWords);

const FAULT_WORDS: Readonly<Record<DeviceFault, keyof typeof words>> = {
  offline: 'faultOffline',
  paper_out: 'faultPaperOut',
  paper_low: 'faultPaperLow',
  cover_open: 'faultCoverOpen',
  cutter: 'faultCutter',
  unrecoverable: 'faultError',
  recoverable: 'faultError',
  overheated: 'faultOverheated',
  stopped: 'faultStopped',
};

/** How long an outage lasted, in words; so far as is known. */
function lengthOf({ from, lastKnownAt }: Pick<DeviceOutage, 'from' | 'lastKnownAt'>): string {
  const minutes = Math.round((Date.parse(lastKnownAt) - Date.parse(from)) / 60_000);
  if (minutes === 0) return sayDevice('moment');
  return minutes < 60
    ? sayDevice('minutes', { n: formatNumber(minutes) })
    : sayDevice('hours', { h: formatNumber(Math.floor(minutes / 60)), n: formatNumber(minutes % 60) });
}

/** What happened to one device: outages and paper changes, the newest first. @param id a device's, or "printer:NAME" */
export function HistoryDialog({
  id,
  name,
  timeZone,
  onClose,
}: {
  id: string;
  name: string;
  timeZone: string;
  onClose: () => void;
}): ReactNode {
  const read = useRead('GET /devices/:id/history', { params: { id }, everyMs: 10_000 });
  const zone = { timeZone };
  const history = read.value;
  return (
    <ViewDialog title={sayDevice('historyOf', { name })} onClose={onClose}>
      {history === null ? (
        read.code === 'unknown_device' ? (
          <p className="empty">{sayDevice('neverWatched')}</p>
        ) : (
          <Missing read={read} />
        )
      ) : (
        <>
          <h3>{sayDevice('outages')}</h3>
          {history.outages.length === 0 ? (
            <p className="second">{sayDevice('outagesNone')}</p>
          ) : (
            <table className="history">
              <thead>
                <tr>
                  <th scope="col">{sayDevice('fault')}</th>
                  <th scope="col">{sayDevice('from')}</th>
                  <th scope="col">{sayDevice('to')}</th>
                  <th scope="col">{sayDevice('lasted')}</th>
                </tr>
              </thead>
              <tbody>
                {history.outages.map((each) => (
                  <tr key={`${each.fault} ${each.from}`}>
                    <td>{sayDevice(FAULT_WORDS[each.fault] ?? 'faultError')}</td>
                    <td>{formatDateTime(each.from, zone)}</td>
                    <td className={each.to === null ? 'bad' : undefined}>
                      {each.to === null ? sayDevice('lasting') : formatDateTime(each.to, zone)}
                      {each.to === null ? (
                        <span className="second block">
                          {sayDevice('lastKnown', { time: formatDateTime(each.lastKnownAt, zone) })}
                        </span>
                      ) : null}
                    </td>
                    <td>{lengthOf(each)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {id.startsWith('printer:') ? (
            <>
              <h3>{sayDevice('paperChanges')}</h3>
              {history.paperChanges.length === 0 ? (
                <p className="second">{sayDevice('paperChangesNone')}</p>
              ) : (
                <ul className="paper-changes">
                  {history.paperChanges.map((each) => (
                    <li key={each}>{formatDateTime(each, zone)}</li>
                  ))}
                </ul>
              )}
            </>
          ) : null}
        </>
      )}
    </ViewDialog>
  );
}
