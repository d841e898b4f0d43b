import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../../common/client/selectors.ts';
import { useHall, useHallNow } from '../../common/client/use-hall.ts';
import { formatTime, wholeMinutes } from '../../common/i18n/format.ts';
import type { ManagerPage } from '../page.ts';
import { Confirmed } from '../parts/states.tsx';
import { PostingWarning } from '../people/posting-warning.tsx';
import { say, sayCommon, sayRefusal } from '../words.ts';

const STATE_WORDS = { closed: 'closed', open: 'open', paused: 'paused' } as const;

function LivePage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const now = useHallNow(connection, 5_000);
  const [said, setSaid] = useState<string | null>(null);
  const fields = recordsOf(state, 'field').filter((each) => each.field.active);
  const counters = recordsOf(state, 'counter').filter((each) => each.active);
  const officers = new Map(recordsOf(state, 'officer').map((each) => [each.counter, each]));
  const waiting = recordsOf(state, 'ticket').filter((each) => each.state === 'waiting');
  const targets = new Map(fields.map((each) => [each.field.code, each.field.targetMinutes]));
  const minutesOf = (at: string) => wholeMinutes(now.getTime() - Date.parse(at));
  const late = waiting.filter((each) => minutesOf(each.orderedAt) > (targets.get(each.field) ?? 15));
  const target = Math.max(15, ...targets.values());
  const zone = { timeZone: hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh' };
  const leader = state.identity.kind === 'user' && ['supervisor', 'admin'].includes(state.identity.role);
  const send = async (...command: Parameters<HallConnection['send']>) => {
    const reply = await connection.send(...command);
    setSaid(reply.ok ? sayCommon('saved') : sayRefusal(reply.error.code));
    return reply.ok;
  };
  const answer =
    waiting.length === 0
      ? say('answerLiveEmpty')
      : late.length === 0
        ? say('answerLiveCalm', { n: waiting.length, m: target })
        : say('answerLiveLate', { n: waiting.length, k: late.length, m: target });
  return (
    <>
      <p className={`answer ${late.length > 0 ? 'late' : ''}`} aria-live="polite">
        {answer}
      </p>
      <PostingWarning />
      <table>
        <thead>
          <tr>
            <th>{sayCommon('field')}</th>
            <th className="figure">{say('waiting')}</th>
            <th className="figure">{say('longest')}</th>
            <th>{say('estimate')}</th>
            <th>{say('counters')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((each) => (
            <tr key={each.id}>
              <td>{each.field.name}</td>
              <td className="figure">
                <strong>{each.waiting}</strong>
              </td>
              <td className="figure">
                {each.longestSince === null ? '–' : sayCommon('minutes', { n: minutesOf(each.longestSince) })}
              </td>
              <td>
                {each.estimate === null
                  ? '–'
                  : sayCommon('estimateRange', { a: each.estimate.lowMinutes, b: each.estimate.highMinutes })}
              </td>
              <td>{each.counters.map((one) => one.label).join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>
        {say('countersOpen', {
          n: counters.filter((each) => each.state !== 'closed').length,
          total: counters.length,
        })}
      </h2>
      <ul className="tiles">
        {counters.map((each) => {
          const officer = officers.get(each.code);
          return (
            <li key={each.id} className={`tile ${each.state}`}>
              <strong>{each.label}</strong>
              <span className="tile-number">{each.present?.number ?? '–'}</span>
              <span>{officer?.displayName ?? ''}</span>
              <span className="second">
                {say(STATE_WORDS[each.state])}
                {each.pauseReason === null ? '' : `: ${each.pauseReason}`}
                {each.present === null ? '' : ` · ${formatTime(each.present.calledAt, zone)}`}
              </span>
            </li>
          );
        })}
      </ul>
      {leader ? (
        <section className="acts">
          <form
            className="inline"
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              const text = String(new FormData(form).get('text') ?? '').trim();
              if (text === '') return;
              void send('notice:put', { id: 'hall', text }).then((done) => done && form.reset());
            }}
          >
            <label>
              {say('noticeText')}
              <input name="text" maxLength={300} required />
            </label>
            <button type="submit" className="act">
              {say('noticeShow')}
            </button>
          </form>
          <ul className="notices">
            {recordsOf(state, 'notice').map((each) => (
              <li key={each.id}>
                {each.text}{' '}
                <button
                  type="button"
                  className="quiet"
                  onClick={() => void send('notice:withdraw', { id: each.id.slice('notice/'.length) })}
                >
                  {say('noticeStop')}
                </button>
              </li>
            ))}
          </ul>
          <Confirmed
            label={say('closeDay')}
            question={say('closeDayAsk')}
            onYes={() => void send('day:close', {})}
          />
          <p role="status">{said}</p>
        </section>
      ) : null}
    </>
  );
}

/** The hall at this moment. */
export const livePage: ManagerPage = {
  path: '',
  menu: 'menuLive',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: LivePage,
};
