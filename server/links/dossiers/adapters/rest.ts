import type { Dossier, DossierOutcome, Reception } from '../../../../common/protocol/dossiers.ts';
import type { Outcome } from '../../../../common/protocol/refusals.ts';
import type { DossierAdapter, DossierPort, Telling } from './adapter.ts';

/**
 * Dossier software that calls the hall: it tells by PUT, asks by GET, and hears of receptions by the webhook of each
 * visit (`ticket.served`), so that nothing has to run here between calls.
 */
export class RestDossiers implements DossierAdapter {
  private readonly port: DossierPort;

  constructor(port: DossierPort) {
    this.port = port;
  }

  async put(
    code: string,
    body: object,
    telling: Telling,
  ): Promise<Outcome<Dossier & { outcome: DossierOutcome }>> {
    const told = await this.port.tell({ ...body, code }, telling);
    return told.ok ? { ok: true, value: { ...told.value.dossier, outcome: told.value.outcome } } : told;
  }

  get(code: string): Outcome<Dossier> {
    return this.port.find(code);
  }

  receptions(date: string): readonly Reception[] {
    return this.port.receptionsOn(date);
  }

  start(): void {}

  receptionsChanged(): void {}

  async stop(): Promise<void> {}
}
