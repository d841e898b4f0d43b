import { type ReactNode, useState } from 'react';
import { announcementBacklogSeconds } from '../../common/client/announced.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../../common/client/selectors.ts';
import { formatTime, wholeMinutes } from '../../common/client/staff-format.ts';
import { useHall, useHallNow } from '../../common/client/use-hall.ts';
import type { CounterRecord, FieldRecord } from '../../common/protocol/views.ts';
import { AlertList } from '../live/alert-list.tsx';
import { alertsOf } from '../live/alerts.ts';
import { CounterTiles } from '../live/counter-tiles.tsx';
import { Notices } from '../live/notices.tsx';
import type { Charged } from '../live/take-charge.tsx';
import { Today } from '../live/today.tsx';
import type { ManagerPage } from '../page.ts';
import { Confirmed } from '../parts/states.tsx';
import { PostingWarning } from '../people/posting-warning.tsx';
import { say, sayCommon, sayLive, sayRefusal } from '../words.ts';

/** Minutes since midnight in the hall. */
function minuteOfDay(at: Date, timeZone: string): number {
  const [hours = 0, minutes = 0] = formatTime(at, { timeZone }).split(':').map(Number);
  return hours * 60 + minutes;
}

function LivePage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const now = useHallNow(connection, 5_000);
  const [said, setSaid] = useState<string | null>(null);
  const fields = recordsOf(state, 'field').filter((each) => each.field.active);
  const counters = recordsOf(state, 'counter').filter((each) => each.active);
  const tickets = recordsOf(state, 'ticket');
  const waiting = tickets.filter((each) => each.state === 'waiting');
  const targets = new Map(fields.map((each) => [each.field.code, each.field.targetMinutes]));
  const minutesOf = (at: string) => wholeMinutes(now.getTime() - Date.parse(at));
  const isLate = (each: FieldRecord) =>
    each.longestSince !== null && minutesOf(each.longestSince) > each.field.targetMinutes;
  const late = waiting.filter((each) => minutesOf(each.orderedAt) > (targets.get(each.field) ?? 15));
  const target = Math.max(15, ...targets.values());
  const localDate = hallOf(state)?.localDate ?? now.toISOString().slice(0, 10);
  const zone = { timeZone: hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh' };
  const leader = state.identity.kind === 'user' && ['supervisor', 'admin'].includes(state.identity.role);
  const send = async (...command: Parameters<HallConnection['send']>) => {
    const reply = await connection.send(...command);
    setSaid(reply.ok ? sayCommon('saved') : sayRefusal(reply.error.code));
    return reply.ok;
  };
  const setFields = async (counter: string, primaryFields: string[], helpingFields: string[]) => {
    const reply = await connection.send('counter:set-fields', { counter, primaryFields, helpingFields });
    return reply.ok ? null : sayRefusal(reply.error.code);
  };
  const backlog = announcementBacklogSeconds(state, now);
  const takeCharge = async (counter: CounterRecord, { charge, withTicket }: Charged) => {
    const here = {
      counter: counter.code,
      present: counter.present?.ticketId ?? null,
      ...(withTicket === undefined ? {} : { withTicket }),
    };
    const reply = await (charge === 'pause'
      ? connection.send('counter:pause', { ...here, reason: sayLive('chargeReason') })
      : connection.send(`counter:${charge}`, here));
    return reply.ok ? null : sayRefusal(reply.error.code);
  };
  const alerts = alertsOf({
    fields,
    counters,
    tickets,
    devices: recordsOf(state, 'device'),
    printers: recordsOf(state, 'printer'),
    bursts: recordsOf(state, 'alert'),
    nowMs: now.getTime(),
    timeZone: zone.timeZone,
  });
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
        {backlog > 0 ? (
          <span className="second block">{say('announcementBacklog', { n: backlog })}</span>
        ) : null}
      </p>
      <AlertList alerts={alerts} />
      <PostingWarning />
      <table>
        <thead>
          <tr>
            <th>{sayCommon('field')}</th>
            <th className="figure">{say('waiting')}</th>
            <th className="figure">{say('longest')}</th>
            <th className="figure">{sayLive('target')}</th>
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
              <td className={`figure ${isLate(each) ? 'late' : ''}`}>
                {each.longestSince === null ? '–' : sayCommon('minutes', { n: minutesOf(each.longestSince) })}
                {isLate(each) ? <span className="second block">{sayLive('overTarget')}</span> : null}
              </td>
              <td className="figure">{sayCommon('minutes', { n: each.field.targetMinutes })}</td>
              <td className="unbroken">
                {each.estimate === null
                  ? '–'
                  : sayLive('estimateMinutes', { a: each.estimate.lowMinutes, b: each.estimate.highMinutes })}
              </td>
              <td>{each.counters.map((one) => one.label).join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Today localDate={localDate} minuteOfDay={minuteOfDay(now, zone.timeZone)} />
      <h2>
        {say('countersOpen', {
          n: counters.filter((each) => each.state !== 'closed').length,
          total: counters.length,
        })}
      </h2>
      <CounterTiles
        counters={counters}
        officers={recordsOf(state, 'officer')}
        tickets={tickets}
        fields={fields.map((each) => each.field)}
        nowMs={now.getTime()}
        {...(leader ? { setFields, takeCharge } : {})}
      />
      {leader ? (
        <>
          <Notices
            notices={recordsOf(state, 'notice')}
            onShow={(text) => send('notice:put', { id: 'hall', text })}
            onStop={(id) => void send('notice:withdraw', { id })}
          />
          <div>
            <Confirmed
              label={say('closeDay')}
              question={say('closeDayAsk')}
              onYes={() => void send('day:close', {})}
            />
          </div>
          <p role="status">{said}</p>
        </>
      ) : null}
    </>
  );
}

/** The hall at this moment. */
export const livePage: ManagerPage = {
  path: '',
  menu: 'menuLive',
  roles: ['supervisor', 'admin'],
  Page: LivePage,
};

/** The same for the Chairman, who begins with what is to be signed. */
export const liveForChairmanPage: ManagerPage = { ...livePage, path: 'live', roles: ['chairman'] };
