import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { Webhook } from '../../common/protocol/webhooks.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
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
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const act = async (key: WebhookAct, { id, url }: Webhook, done: string | null = null) => {
    const answer = await api(key, { params: { id } });
    if (!answer.ok) setSaid({ bad: true, text: sayRefusal(answer.code) });
    else {
      setSaid(done === null ? null : { bad: false, text: done });
      if ('secret' in answer.value) setShown({ name: url, secret: answer.value.secret });
    }
    read.again();
  };
  return (
    <>
      <p className="second">{sayLink('webhooksHint')}</p>
      <WebhookForm
        onAdded={(added) => {
          setSaid(null);
          setShown(added);
          read.again();
        }}
        onRefused={(text) => setSaid({ bad: true, text })}
      />
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'good'} role="status">
          {said.text}
        </p>
      )}
      {shown === null ? null : (
        <ShownOnce
          title={sayLink('secretOf', { name: shown.name })}
          secret={shown.secret}
          onClose={() => setShown(null)}
        />
      )}
      {looked === null ? null : (
        <DeliveriesDialog webhook={looked} timeZone={timeZone} onClose={() => setLooked(null)} />
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.webhooks.length === 0 ? (
        <p className="empty">{sayLink('webhooksEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{sayLink('url')}</th>
              <th scope="col">{sayLink('events')}</th>
              <th scope="col">{sayLink('state')}</th>
              <th scope="col">{sayLink('waiting')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {read.value.webhooks.map((each) => (
              <tr key={each.id}>
                <td>{each.url}</td>
                <td>{each.events.map(sayEvent).join(', ')}</td>
                <td>{stateOf(each, timeZone)}</td>
                <td>{each.waiting}</td>
                <td>
                  <button type="button" className="quiet" onClick={() => setLooked(each)}>
                    {sayLink('deliveries')}
                  </button>
                  <button
                    type="button"
                    className="quiet"
                    onClick={() => void act('POST /webhooks/:id/test', each, sayLink('tested'))}
                  >
                    {sayLink('test')}
                  </button>
                  {each.state === 'disabled' ? (
                    <button
                      type="button"
                      className="quiet"
                      onClick={() => void act('POST /webhooks/:id/enable', each)}
                    >
                      {sayLink('enable')}
                    </button>
                  ) : null}
                  <Confirmed
                    label={sayLink('rotate')}
                    question={sayLink('rotateAsk', { name: each.url })}
                    onYes={() => void act('POST /webhooks/:id/rotate', each)}
                  />
                  <Confirmed
                    label={sayLink('remove')}
                    question={sayLink('removeAsk', { name: each.url })}
                    onYes={() => void act('DELETE /webhooks/:id', each)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
