import { openDossiers } from '../links/dossiers/open-dossiers.ts';
import { openPush } from './open-push.ts';
import { openWebhooks } from './open-webhooks.ts';

/** Puts together what other programs and phones reach the hall by, and starts it. */
export function openLinks(
  options: Parameters<typeof openWebhooks>[0] &
    Parameters<typeof openDossiers>[0] &
    Parameters<typeof openPush>[0],
) {
  const { stop: stopWebhooks, ...webhooks } = openWebhooks(options);
  const { stop: stopDossiers, ...dossiers } = openDossiers(options);
  const { stop: stopPush, ...push } = openPush(options);
  return {
    ...webhooks,
    ...dossiers,
    ...push,
    stop: async () => {
      await Promise.all([stopWebhooks(), stopDossiers(), stopPush()]);
    },
  };
}
