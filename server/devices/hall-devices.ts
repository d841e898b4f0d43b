import { DEVICE_FAULTS, PRINTER_PREFIX } from '../../common/protocol/device-history.ts';
import type { PrinterState } from '../../common/protocol/hardware.ts';
import type { DeviceRecord, PrinterRecord } from '../../common/protocol/views.ts';
import type { Access } from '../edges/access.ts';
import type { AgentLinks } from '../edges/sockets/agents.ts';
import type { DeviceLog } from '../storage/device-log.ts';
import type { WatchedDevice } from './device-watch.ts';
import { VIRTUAL_PRINTER } from './printers.ts';

/** What is wrong with a printer, in the codes of /health and of the history. */
export function printerFaults(state: Pick<PrinterState, 'online' | 'paper' | 'cover' | 'error'>): string[] {
  return [
    ...(state.online ? [] : ['offline']),
    ...(state.paper === 'out' ? ['paper_out'] : []),
    ...(state.paper === 'low' ? ['paper_low'] : []),
    ...(state.cover === 'open' ? ['cover_open'] : []),
    ...(state.error === null ? [] : [state.error]),
  ];
}

const PAPER: readonly string[] = ['paper_out', 'paper_low'];
const COVER: readonly string[] = ['cover_open'];

/** Of which faults a printer says nothing: one that is away, or was reached a moment ago, has not told its state. */
function untold({ online, paper, cover }: PrinterState): readonly string[] {
  if (!online || (paper === 'unknown' && cover === 'unknown'))
    return DEVICE_FAULTS.filter((fault) => fault !== 'offline');
  return [...(paper === 'unknown' ? PAPER : []), ...(cover === 'unknown' ? COVER : [])];
}

/** Paired devices and printers as they are now. */
export class HallDevices {
  private readonly parts: {
    readonly access: Access;
    readonly agents: AgentLinks;
    readonly log: DeviceLog;
    readonly printers: { records(): readonly PrinterRecord[] };
    readonly isOnline: (deviceId: string) => boolean;
    readonly versionOf: (deviceId: string) => string | null;
    readonly kioskPrinters: { printerOf(deviceId: string, name: string): string | null };
  };

  private printersSeen = '';

  constructor(parts: HallDevices['parts']) {
    this.parts = parts;
  }

  /** As staff pages show them. */
  records(): DeviceRecord[] {
    const { access, agents, log, isOnline, versionOf, kioskPrinters } = this.parts;
    return access
      .listDevices()
      .filter((device) => device.revokedAtMs === null)
      .map((device) => {
        const states = agents.printersOf(device.id);
        return {
          kind: 'device',
          id: `device/${device.id}`,
          deviceId: device.id,
          name: device.name,
          deviceKind: device.kind,
          online: isOnline(device.id),
          lastSeenAt: device.lastSeenAtMs === null ? null : new Date(device.lastSeenAtMs).toISOString(),
          version: versionOf(device.id) ?? log.versionOf(device.id),
          faults: states.flatMap((state) => printerFaults(state)),
          printers: states,
          ownPrinter: device.kind === 'kiosk' ? kioskPrinters.printerOf(device.id, device.name) : null,
        };
      });
  }

  /** Whether any printer is another than when this was last asked; a ticket more in its queue is no change. */
  printersChanged(): boolean {
    const now = this.parts.printers
      .records()
      .map(({ state }) => `${state.name}/${state.online}/${state.paper}/${state.cover}/${state.error}`)
      .join();
    const changed = now !== this.printersSeen;
    this.printersSeen = now;
    return changed;
  }

  /**
   * As the watch sees them: every printer but the virtual one, and every device that has ever come. A counter's machine
   * is none: people sign in there, and its own token holds no connection.
   */
  watched(): WatchedDevice[] {
    const devices = this.records()
      .filter((each) => each.deviceKind !== 'counter' && (each.online || each.lastSeenAt !== null))
      .map(
        (each): WatchedDevice => ({
          id: each.deviceId,
          name: each.name,
          kind: each.deviceKind,
          faults: each.online ? [] : ['offline'],
          unknown: [],
          paper: null,
          version: each.version,
        }),
      );
    const printers = this.parts.printers
      .records()
      .filter(({ state }) => state.name !== VIRTUAL_PRINTER)
      .map(
        ({ state }): WatchedDevice => ({
          id: `${PRINTER_PREFIX}${state.name}`,
          name: state.name,
          kind: 'printer',
          faults: printerFaults(state),
          unknown: untold(state),
          paper: state.paper,
          version: null,
        }),
      );
    return [...devices, ...printers];
  }
}
