import type { PrintReason } from '../../common/protocol/hardware.ts';
import type { PaperRecord } from '../../common/protocol/views.ts';
import type { ActorStamp } from '../domain/events.ts';
import type { Principal } from '../edges/principal.ts';
import type { Hall } from '../hall/hall.ts';

export interface KioskPrintersOptions {
  readonly hall: Hall;
  /** Paired kiosks. */
  readonly kiosks: () => readonly { readonly id: string; readonly name: string }[];
  /** Whether an agent has a printer of this name. */
  readonly agentHas: (printer: string) => boolean;
  /** Why a printer cannot print now; null: it can, or says nothing. */
  readonly obstacleOf: (printer: string) => PrintReason | null;
  readonly exists: (printer: string) => boolean;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Which printer a kiosk's tickets come out at [PRINT6]: the one set on the devices page, else the agent's printer that
 * bears the kiosk's name. Once known it stays in the record: after a restart, while the agent is still away, a ticket
 * waits for its own printer and goes to no other.
 */
export class KioskPrinters {
  private readonly options: KioskPrintersOptions;
  private readonly asked = new Set<string>();

  constructor(options: KioskPrintersOptions) {
    this.options = options;
  }

  /** The own printer of whoever asks; null: none, or not a kiosk. */
  ownOf(principal: Principal): string | null {
    return principal.kind === 'device' && principal.deviceKind === 'kiosk'
      ? this.printerOf(principal.deviceId, principal.name)
      : null;
  }

  /** The own printer of a kiosk; null: the hall's default prints for it. */
  printerOf(deviceId: string, name: string): string | null {
    const { hall, agentHas } = this.options;
    return hall.state.kioskPrinters.get(deviceId) ?? (agentHas(name) ? name : null);
  }

  /** Writes down which kiosks have found their printer by name; to be called when agents or kiosks come. */
  keep(): void {
    const { hall, kiosks, agentHas, onError } = this.options;
    for (const { id, name } of kiosks()) {
      if (hall.state.kioskPrinters.has(id) || this.asked.has(id) || !agentHas(name)) continue;
      this.asked.add(id);
      hall
        .record([{ type: 'kiosk:printer-set', deviceId: id, printer: name }])
        .catch((error: unknown) => onError(error, 'kiosk printer'))
        .finally(() => this.asked.delete(id));
    }
  }

  /** @param printer null: back to the printer of its name, or the default one */
  async set(deviceId: string, printer: string | null, actor: ActorStamp): Promise<void> {
    await this.options.hall.record([{ type: 'kiosk:printer-set', deviceId, printer }], actor);
    if (printer === null) this.keep();
  }

  /** What a kiosk is to know of its paper before anybody taps. */
  paperOf(principal: Principal): PaperRecord {
    const { hall, obstacleOf } = this.options;
    const printer = this.ownOf(principal) ?? hall.state.settings.defaultPrinter;
    return { kind: 'paper', id: 'paper', reason: obstacleOf(printer) };
  }

  /** Printers that tickets go to and that nobody reaches now: a fault that no printer can tell of itself. */
  missing(): string[] {
    const { hall, kiosks, exists } = this.options;
    const wanted = new Set([
      hall.state.settings.defaultPrinter,
      ...kiosks().flatMap(({ id }) => hall.state.kioskPrinters.get(id) ?? []),
    ]);
    return [...wanted].filter((name) => !exists(name));
  }
}
