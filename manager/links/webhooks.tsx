import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { Webhook } from '../../common/protocol/webhooks.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { ListPanel, type Said } from '../parts/list-panel.tsx';
import { Confirmed } from '../parts/states.tsx';
import { sayLink, sayRefusal } from '../words.ts';
import { DeliveriesDialog } from './deliveries.tsx';
import { ShownOnce } from './shown-once.tsx';
import { sayEvent, WebhookForm } from './webhook-form.tsx';

function stateOf({ state, failingSince }: Webhook, timeZone: string): string {
  if (state === 'disabled') return sayLink('webhookStopped');
  return failingSince === null
    ? sayLink('webhookActive')
    : sayLink('webhookFailing', { at: formatDateTime(failingSince, { timeZone }) });
}

type WebhookAct = `POST /webhooks/:id/${'test' | 'enable' | 'rotate'}` | 'DELETE /webhooks/:id';

/** Addresses that hear of events: added, tested, their deliveries seen and sent again. */
export function WebhooksSection({ timeZone }: { timeZone: string }): ReactNode {
  const read = useRead('GET /webhooks', { everyMs: 10_000 });
  const [shown, setShown] = useState<{ name: string; secret: string } | null>(null);
  const [looked, setLooked] = useState<Webhook | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const act = async (key: WebhookAct, { id, url }: Webhook, done?: string) => {
    const answer = await api(key, { params: { id } });
    if (!answer.ok) setSaid({ bad: true, text: sayRefusal(answer.code) });
    else {
      setSaid(done === undefined ? null : { bad: false, text: done });
      if ('secret' in answer.value) setShown({ name: url, secret: answer.value.secret });
    }
    read.again();
  };
  return (
    <ListPanel
      label={sayLink('webhooks')}
      hint={sayLink('webhooksHint')}
      lead={
        <WebhookForm
          onAdded={(added) => {
            setSaid(null);
            setShown(added);
            read.again();
          }}
          onRefused={(text) => setSaid({ bad: true, text })}
        />
      }
      said={said}
      dialog={
        shown !== null ? (
          <ShownOnce
            title={sayLink('secretOf', { name: shown.name })}
            secret={shown.secret}
            onClose={() => setShown(null)}
          />
        ) : looked !== null ? (
          <DeliveriesDialog webhook={looked} timeZone={timeZone} onClose={() => setLooked(null)} />
        ) : null
      }
      read={read}
      rows={read.value?.webhooks ?? null}
      keyOf={(each) => each.id}
      empty={sayLink('webhooksEmpty')}
      columns={[
        { head: sayLink('url'), cell: (each) => <span className="address">{each.url}</span> },
        { head: sayLink('events'), cell: (each) => each.events.map(sayEvent).join(', ') },
        { head: sayLink('state'), cell: (each) => stateOf(each, timeZone) },
        { head: sayLink('waiting'), isFigure: true, cell: (each) => each.waiting },
      ]}
      acts={(each) => <WebhookActs webhook={each} onLook={() => setLooked(each)} onAct={act} />}
    />
  );
}

/** What can be done with one address. */
function WebhookActs({
  webhook,
  onLook,
  onAct,
}: {
  webhook: Webhook;
  onLook: () => void;
  onAct: (key: WebhookAct, webhook: Webhook, done?: string) => Promise<void>;
}): ReactNode {
  const name = webhook.url;
  return (
    <>
      <button type="button" className="quiet" onClick={onLook}>
        {sayLink('deliveries')}
      </button>
      <button
        type="button"
        className="quiet"
        onClick={() => void onAct('POST /webhooks/:id/test', webhook, sayLink('tested'))}
      >
        {sayLink('test')}
      </button>
      {webhook.state === 'disabled' ? (
        <button
          type="button"
          className="quiet"
          onClick={() => void onAct('POST /webhooks/:id/enable', webhook)}
        >
          {sayLink('enable')}
        </button>
      ) : null}
      <Confirmed
        label={sayLink('rotate')}
        question={sayLink('rotateAsk', { name })}
        onYes={() => void onAct('POST /webhooks/:id/rotate', webhook)}
      />
      <Confirmed
        label={sayLink('remove')}
        question={sayLink('removeAsk', { name })}
        onYes={() => void onAct('DELETE /webhooks/:id', webhook)}
      />
    </>
  );
}
