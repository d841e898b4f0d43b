import type { Access } from '../edges/access.ts';
import type { AgentLinks } from '../edges/sockets/agents.ts';
import type { TicketAddresses } from '../edges/ticket-addresses.ts';
import type { Clock } from '../hall/clock.ts';
import type { Hall } from '../hall/hall.ts';
import { Languages } from '../languages/languages.ts';
import { KioskPrinters } from './kiosk-printers.ts';
import { HallPrinters } from './printers.ts';
import { Printing, type PrintNews } from './printing.ts';

/** Opens the hall's printers and the languages of its paper, at rest until `printing` has told them what is still wanted. */
export async function openPaper(parts: {
  readonly dataDir: string;
  readonly timeZone: string;
  readonly hall: Hall;
  readonly access: Access;
  readonly agents: AgentLinks;
  readonly clock: Clock;
  /** What stands on a ticket's paper for a phone. */
  readonly addresses: Pick<TicketAddresses, 'forCitizen' | 'lookUpOf'>;
  readonly tell: (news: PrintNews) => void;
  readonly onError: (error: unknown, what: string) => void;
}): Promise<{
  readonly printers: HallPrinters;
  readonly printing: Printing;
  readonly kioskPrinters: KioskPrinters;
  readonly languages: Languages;
}> {
  const { dataDir, timeZone, hall, access, agents, clock, addresses, tell, onError } = parts;
  const printers = new HallPrinters({
    dataDir,
    timeZone,
    agents,
    onError,
    clock: {
      now: () => clock.nowMs(),
      setTimer: (delayMs, act) => {
        const timer = setTimeout(act, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
  await printers.start(hall.state.printers.values());
  const languages = new Languages(dataDir, onError);
  const printing = new Printing({
    hall,
    timeZone,
    languages,
    routeOf: (name) => printers.routeOf(name),
    obstacleOf: (name) => printers.obstacleOf(name),
    addressOf: (id) => addresses.forCitizen(id),
    lookUpOf: (id) => addresses.lookUpOf(id),
    tell,
    onError,
  });
  const kioskPrinters = new KioskPrinters({
    hall,
    kiosks: () => access.listDevices().filter((each) => each.kind === 'kiosk' && each.revokedAtMs === null),
    agentHas: (name) => agents.has(name),
    obstacleOf: (name) => printers.obstacleOf(name),
    exists: (name) => printers.exists(name),
    onError,
  });
  printers.host.on('result', (result) => {
    printing.settle(result).catch((error: unknown) => onError(error, 'print result'));
  });
  printers.host.on('late', (late) => printing.late(late));
  return { printers, printing, kioskPrinters, languages };
}
