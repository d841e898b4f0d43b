import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HubLink } from '../../common/protocol/hub.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { sayLink, sayRefusal } from '../words.ts';

const STATE_WORDS = {
  off: 'hubOff',
  connecting: 'hubConnecting',
  live: 'hubLive',
  behind: 'hubBehind',
  unreachable: 'hubUnreachable',
  refused: 'hubRefused',
  forked: 'hubForked',
} as const satisfies Readonly<Record<HubLink['state'], string>>;

/** The link to the province: how it stands, joining by a code, leaving. */
export function HubLinkSection(): ReactNode {
  const read = useRead('GET /hub', { everyMs: 5_000 });
  const [url, setUrl] = useState('');
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const join = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await api('PUT /hub', { body: { url: url.trim(), enrolmentCode: code } });
    setBusy(false);
    setSaid(
      answer.ok ? { bad: false, text: sayLink('hubJoined') } : { bad: true, text: sayRefusal(answer.code) },
    );
    if (answer.ok) setCode('');
    read.again();
  };
  const leave = async () => {
    const answer = await api('DELETE /hub');
    setSaid(
      answer.ok ? { bad: false, text: sayLink('hubLeft') } : { bad: true, text: sayRefusal(answer.code) },
    );
    read.again();
  };
  const link = read.value;
  return (
    <>
      <p className="second">{sayLink('hubHint')}</p>
      {link === null ? (
        <Missing read={read} />
      ) : (
        <>
          <p className={link.state === 'live' || link.state === 'off' ? 'good' : 'problem'} role="status">
            {sayLink(STATE_WORDS[link.state])}
          </p>
          {link.url === null ? null : (
            <dl className="facts">
              <dt>{sayLink('hubUrl')}</dt>
              <dd>{link.url}</dd>
              <dt>{sayLink('hubSent')}</dt>
              <dd>{sayLink('hubSentOf', { sent: link.acknowledgedSequence })}</dd>
            </dl>
          )}
        </>
      )}
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'good'} role={said.bad ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
      {link !== null && link.url !== null ? (
        <Confirmed label={sayLink('hubLeave')} question={sayLink('hubLeaveAsk')} onYes={() => void leave()} />
      ) : (
        <form className="filters" onSubmit={(event) => void join(event)}>
          <label>
            {sayLink('hubUrl')}
            <input
              type="url"
              required
              maxLength={300}
              placeholder="https://"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          </label>
          <label>
            {sayLink('hubCode')}
            <input
              required
              maxLength={40}
              autoComplete="off"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </label>
          <button type="submit" className="act strong" disabled={busy}>
            {sayLink('hubJoin')}
          </button>
        </form>
      )}
    </>
  );
}
