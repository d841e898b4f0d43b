import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { links } from '../../common/i18n/vi/links.ts';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../common/protocol/webhooks.ts';
import { sayLink, sayRefusal } from '../words.ts';

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
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (events.length === 0) return onRefused(sayLink('eventNone'));
    setBusy(true);
    const answer = await api('POST /webhooks', { body: { url, events } });
    setBusy(false);
    if (!answer.ok) return onRefused(sayRefusal(answer.code));
    setUrl('');
    onAdded({ name: url, secret: answer.value.secret });
  };
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
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
      <fieldset className="choices">
        <legend>{sayLink('events')}</legend>
        {WEBHOOK_EVENTS.map((each) => (
          <label key={each} className="tick" title={each}>
            <input
              type="checkbox"
              checked={events.includes(each)}
              onChange={(event) =>
                setEvents(event.target.checked ? [...events, each] : events.filter((one) => one !== each))
              }
            />
            {sayEvent(each)}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="act strong" disabled={busy}>
        {sayLink('webhookAdd')}
      </button>
    </form>
  );
}
