import { openDossiers } from '../links/dossiers/open-dossiers.ts';
import { openWebhooks } from './open-webhooks.ts';

/** Puts together what other programs reach the hall by, and starts it. */
export function openLinks(options: Parameters<typeof openWebhooks>[0] & Parameters<typeof openDossiers>[0]) {
  const { stop: stopWebhooks, ...webhooks } = openWebhooks(options);
  const { stop: stopDossiers, ...dossiers } = openDossiers(options);
  return {
    ...webhooks,
    ...dossiers,
    stop: async () => {
      await Promise.all([stopWebhooks(), stopDossiers()]);
    },
  };
}
