import type { Circumstances } from '../domain/decision.ts';
import { DossierDesk } from '../links/dossiers/dossier-desk.ts';
import { openWebhooks } from './open-webhooks.ts';

/** Puts together what other programs reach the hall by, and starts it. */
export function openLinks(
  options: Parameters<typeof openWebhooks>[0] & Required<Pick<Circumstances, 'dossierOf'>>,
) {
  const { hall, dossierOf } = options;
  const dossiers = new DossierDesk({ state: () => hall.state, recorded: dossierOf });
  return { ...openWebhooks(options), dossiers };
}
