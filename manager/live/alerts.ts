import { formatTime, wholeMinutes } from '../../common/client/staff-format.ts';
import type {
  AlertRecord,
  AwayRecord,
  CounterRecord,
  DeviceRecord,
  FieldRecord,
  LineTicketRecord,
  OfficerRecord,
  PrinterRecord,
} from '../../common/protocol/views.ts';
import { plightOf, sayPrinter, sayPrinterHelp, sayPrinterName } from '../parts/printer-words.ts';
import { sayLive } from '../words.ts';

/** What the hall shows of itself, as far as alerts need it. */
export interface LiveHall {
  readonly fields: readonly FieldRecord[];
  readonly counters: readonly CounterRecord[];
  readonly tickets: readonly LineTicketRecord[];
  readonly devices: readonly DeviceRecord[];
  readonly printers: readonly PrinterRecord[];
  readonly bursts: readonly AlertRecord[];
  readonly officers: readonly OfficerRecord[];
  readonly away: readonly AwayRecord[];
  /** From so many minutes on an absence is told. */
  readonly awayMinutes: number;
  readonly nowMs: number;
  readonly timeZone: string;
}

export interface Alert {
  readonly id: string;
  readonly text: string;
  /** Where it can be mended; null: on this page. */
  readonly page: string | null;
}

/** A pause of so long is no longer a glass of water, minutes. */
const LONG_PAUSE_MINUTES = 15;

/**
 * What a supervisor should look at now, the most pressing first: a flood of tickets, then counters, machines, and the late
 * lines last, for these stand beside it in full.
 */
export function alertsOf(hall: LiveHall): Alert[] {
  return [
    ...bursts(hall),
    ...unserved(hall),
    ...absences(hall),
    ...longPauses(hall),
    ...printers(hall),
    ...devices(hall),
    ...lateLines(hall),
  ];
}

/** Staff look at a burst for so long after the last refusal, minutes. */
const BURST_SHOWN_MINUTES = 10;

function bursts({ bursts: all, nowMs, timeZone }: LiveHall): Alert[] {
  return all
    .filter(({ alert, at, refused }) =>
      alert === 'webhook-disabled' ? refused > 0 : minutesSince(at, nowMs) < BURST_SHOWN_MINUTES,
    )
    .map(({ id, alert, name, at, refused }) => {
      const words = { name: sayDeviceName(name), n: refused, at: formatTime(at, { timeZone }) };
      if (alert === 'webhook-disabled')
        return { id, text: sayLive('alertWebhookDisabled', words), page: '/manager/links' };
      if (alert === 'token-copied')
        return { id, text: sayLive('alertTokenCopied', words), page: '/manager/devices' };
      return alert === 'kiosk-burst'
        ? { id, text: sayLive('alertKioskBurst', words), page: '/manager/devices' }
        : { id, text: sayLive('alertPriorityBurst', words), page: null };
    });
}

const sayDeviceName = (name: string) => (name === 'local' ? sayLive('localKiosk') : name);

const minutesSince = (at: string, nowMs: number) => wholeMinutes(nowMs - Date.parse(at));

function lateLines({ fields, tickets, nowMs }: LiveHall): Alert[] {
  return fields.flatMap(({ field }) => {
    const waits = tickets
      .filter((each) => each.field === field.code && each.state === 'waiting')
      .map((each) => minutesSince(each.orderedAt, nowMs))
      .filter((minutes) => minutes > field.targetMinutes);
    if (waits.length === 0) return [];
    const words = { field: field.name, k: waits.length, m: field.targetMinutes, n: Math.max(...waits) };
    return [{ id: `late/${field.code}`, text: sayLive('alertLate', words), page: null }];
  });
}

function unserved({ fields }: LiveHall): Alert[] {
  return fields
    .filter((each) => each.waiting > 0 && each.counters.length === 0)
    .map((each) => ({
      id: `unserved/${each.field.code}`,
      text: sayLive('alertUnserved', { field: each.field.name, n: each.waiting }),
      page: null,
    }));
}

/** Open counters that people wait for and at whose machine nobody is. */
function absences({ away, counters, officers, tickets, nowMs, awayMinutes }: LiveHall): Alert[] {
  return away.flatMap(({ counter: code, gone, since }) => {
    const counter = counters.find((each) => each.code === code);
    const minutes = minutesSince(since, nowMs);
    if (counter === undefined || counter.state !== 'open' || minutes < awayMinutes) return [];
    const served = [...counter.primaryFields, ...counter.helpingFields];
    const waiting = tickets.filter(
      (each) =>
        each.state === 'waiting' &&
        (each.reservedFor === null ? served.includes(each.field) : each.reservedFor === code),
    ).length;
    if (waiting === 0) return [];
    const name = officers.find((each) => each.counter === code)?.displayName ?? '';
    const words = { counter: counter.label, name, n: minutes, k: waiting };
    return [{ id: `away/${code}`, text: sayLive(gone ? 'alertGone' : 'alertIdle', words), page: null }];
  });
}

function longPauses({ counters, nowMs }: LiveHall): Alert[] {
  return counters.flatMap((each) => {
    if (each.pausedSince === null) return [];
    const minutes = minutesSince(each.pausedSince, nowMs);
    if (minutes < LONG_PAUSE_MINUTES) return [];
    const words = { counter: each.label, n: minutes, reason: each.pauseReason ?? '' };
    return [{ id: `paused/${each.code}`, text: sayLive('alertPaused', words), page: null }];
  });
}

function printers(hall: LiveHall): Alert[] {
  return hall.printers
    .filter(({ state }) => plightOf(state) !== null)
    .map(({ id, state, station }) => {
      const name =
        station === null ? sayPrinterName(state.name) : `${sayPrinterName(state.name)} (${station})`;
      const words = { name, state: sayPrinter(state), help: sayPrinterHelp(state) };
      return { id, text: sayLive('alertPrinter', words).trim(), page: '/manager/devices' };
    });
}

function devices({ devices: all, timeZone }: LiveHall): Alert[] {
  return all
    .filter((each) => !each.online)
    .map(({ id, name, lastSeenAt }) => ({
      id,
      text:
        lastSeenAt === null
          ? sayLive('alertDeviceNever', { name })
          : sayLive('alertDevice', { name, at: formatTime(lastSeenAt, { timeZone }) }),
      page: '/manager/devices',
    }));
}
