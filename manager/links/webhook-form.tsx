import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { links } from '../../common/i18n/vi/links.ts';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../common/protocol/webhooks.ts';
import { sayLink } from '../words.ts';
import { ChoicesForm } from './choices-form.tsx';

const EVENT_WORDS: Readonly<Record<WebhookEvent, keyof typeof links>> = {
  'ticket.issued': 'eventIssued',
  'ticket.called': 'eventCalled',
  'ticket.served': 'eventServed',
  'ticket.no_show': 'eventNoShow',
  'ticket.parked': 'eventParked',
  'ticket.cancelled': 'eventCancelled',
  'day.closed': 'eventDayClosed',
};

/** What an event is called; an event of a test has its own name alone. */
export const sayEvent = (type: string): string => {
  const known = WEBHOOK_EVENTS.find((each) => each === type);
  return known === undefined ? type : sayLink(EVENT_WORDS[known]);
};

/** A new webhook: where to, and which events. */
export function WebhookForm({
  onAdded,
  onRefused,
}: {
  onAdded: (added: { name: string; secret: string }) => void;
  onRefused: (text: string) => void;
}): ReactNode {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(WEBHOOK_EVENTS);
  const save = async () => {
    const answer = await api('POST /webhooks', { body: { url, events } });
    if (!answer.ok) return answer.code;
    setUrl('');
    onAdded({ name: url, secret: answer.value.secret });
    return null;
  };
  return (
    <ChoicesForm
      legend={sayLink('events')}
      choices={WEBHOOK_EVENTS}
      chosen={events}
      nameOf={sayEvent}
      noneChosen={sayLink('eventNone')}
      submit={sayLink('webhookAdd')}
      onChosen={setEvents}
      onSave={save}
      onRefused={onRefused}
    >
      <label>
        {sayLink('url')}
        <input
          type="url"
          value={url}
          required
          maxLength={500}
          size={40}
          placeholder="http://10.0.0.5/su-kien"
          autoComplete="off"
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
    </ChoicesForm>
  );
}
