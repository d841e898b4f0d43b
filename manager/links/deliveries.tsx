import type { ReactNode } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { Webhook, WebhookDelivery } from '../../common/protocol/webhooks.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayLink } from '../words.ts';
import { sayEvent } from './webhook-form.tsx';

function resultOf(each: WebhookDelivery, timeZone: string): string {
  if (each.deliveredAt !== null)
    return sayLink('delivered', { at: formatDateTime(each.deliveredAt, { timeZone }) });
  if (each.attempts === 0 || each.nextAt === null) return sayLink('notTried');
  const why = each.status === null ? (each.error ?? '') : String(each.status);
  return sayLink('nextTry', { why, at: formatDateTime(each.nextAt, { timeZone }) });
}

/** What was sent to one address, the newest first, each to be sent again. */
export function DeliveriesDialog({
  webhook,
  timeZone,
  onClose,
}: {
  webhook: Webhook;
  timeZone: string;
  onClose: () => void;
}): ReactNode {
  const { id } = webhook;
  const read = useRead('GET /webhooks/:id/deliveries', { params: { id }, everyMs: 5_000 });
  const replay = async (delivery: string) => {
    await api('POST /webhooks/:id/deliveries/:delivery/replay', { params: { id, delivery } });
    read.again();
  };
  return (
    <ViewDialog title={sayLink('deliveriesOf', { name: webhook.url })} onClose={onClose}>
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.deliveries.length === 0 ? (
        <p className="empty">{sayLink('deliveriesEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{sayLink('at')}</th>
              <th scope="col">{sayLink('events')}</th>
              <th scope="col">{sayLink('tries')}</th>
              <th scope="col">{sayLink('result')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {read.value.deliveries.map((each) => (
              <tr key={each.id}>
                <td>{formatDateTime(each.at, { timeZone })}</td>
                <td>{sayEvent(each.type)}</td>
                <td>{each.attempts}</td>
                <td>{resultOf(each, timeZone)}</td>
                <td>
                  <button type="button" className="quiet" onClick={() => void replay(each.id)}>
                    {sayLink('replay')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ViewDialog>
  );
}
