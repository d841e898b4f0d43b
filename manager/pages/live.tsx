import { type ReactNode, useState } from 'react';
import '../live/live.css';
import { announcementBacklogSeconds } from '../../common/client/announced.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../../common/client/selectors.ts';
import { formatTime, wholeMinutes } from '../../common/client/staff-format.ts';
import { useHall, useHallNow } from '../../common/client/use-hall.ts';
import { AlertList } from '../live/alert-list.tsx';
import { alertsOf } from '../live/alerts.ts';
import { CounterTiles } from '../live/counter-tiles.tsx';
import { FieldLines } from '../live/field-lines.tsx';
import { liveActs } from '../live/live-acts.ts';
import { LookAhead } from '../live/look-ahead.tsx';
import { Notices } from '../live/notices.tsx';
import { Today } from '../live/today.tsx';
import type { ManagerPage } from '../page.ts';
import { Confirmed } from '../parts/states.tsx';
import { PostingWarning } from '../people/posting-warning.tsx';
import { say, sayCommon, sayRefusal } from '../words.ts';

/** Minutes since midnight in the hall. */
function minuteOfDay(at: Date, timeZone: string): number {
  const [hours = 0, minutes = 0] = formatTime(at, { timeZone }).split(':').map(Number);
  return hours * 60 + minutes;
}

function LivePage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const now = useHallNow(connection, 5_000);
  const fields = recordsOf(state, 'field').filter((each) => each.field.active);
  const counters = recordsOf(state, 'counter').filter((each) => each.active);
  const tickets = recordsOf(state, 'ticket');
  const officers = recordsOf(state, 'officer');
  const away = recordsOf(state, 'away');
  const settings = hallOf(state)?.settings;
  const timeZone = settings?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const localDate = hallOf(state)?.localDate ?? now.toISOString().slice(0, 10);
  const nowMs = now.getTime();
  const leader = state.identity.kind === 'user' && ['supervisor', 'admin'].includes(state.identity.role);
  const alerts = alertsOf({
    fields,
    counters,
    tickets,
    officers,
    away,
    awayMinutes: settings?.awayAlertMinutes ?? 5,
    devices: recordsOf(state, 'device'),
    printers: recordsOf(state, 'printer'),
    bursts: recordsOf(state, 'alert'),
    nowMs,
    timeZone,
  });
  const backlog = announcementBacklogSeconds(state, now);
  const targets = new Map(fields.map((each) => [each.field.code, each.field.targetMinutes]));
  const waiting = tickets.filter((each) => each.state === 'waiting');
  const late = waiting.filter(
    (each) => wholeMinutes(nowMs - Date.parse(each.orderedAt)) > (targets.get(each.field) ?? 15),
  );
  const words = { n: waiting.length, k: late.length, m: Math.max(15, ...targets.values()) };
  const answer =
    waiting.length === 0
      ? say('answerLiveEmpty')
      : say(late.length === 0 ? 'answerLiveCalm' : 'answerLiveLate', words);
  const open = counters.filter((each) => each.state !== 'closed').length;
  return (
    <div className="live">
      <div className={`answer ${late.length > 0 ? 'late' : ''}`}>
        <p aria-live="polite">
          {answer}
          {backlog > 0 ? (
            <span className="second block">{say('announcementBacklog', { n: backlog })}</span>
          ) : null}
        </p>
        <Today localDate={localDate} minuteOfDay={minuteOfDay(now, timeZone)} />
      </div>
      <AlertList alerts={alerts} />
      <div className="live-board">
        <section aria-labelledby="counters-title">
          <h2 id="counters-title">{say('countersOpen', { n: open, total: counters.length })}</h2>
          <CounterTiles
            counters={counters}
            officers={officers}
            away={away}
            tickets={tickets}
            fields={fields.map((each) => each.field)}
            nowMs={nowMs}
            self={state.identity.kind === 'user' ? state.identity.username : ''}
            {...(leader ? liveActs(connection, officers) : {})}
          />
        </section>
        <div className="aside">
          <LookAhead
            connection={connection}
            fields={fields.map((each) => each.field)}
            counters={counters}
            officers={officers}
            timeZone={timeZone}
            leader={leader}
          />
          <FieldLines fields={fields} nowMs={nowMs} />
        </div>
      </div>
      <PostingWarning />
      {leader ? <HallActs connection={connection} /> : null}
    </div>
  );
}

/** What is done for the hall as a whole. */
function HallActs({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const [said, setSaid] = useState<string | null>(null);
  const send = async (...command: Parameters<HallConnection['send']>) => {
    const reply = await connection.send(...command);
    setSaid(reply.ok ? sayCommon('saved') : sayRefusal(reply.error.code));
    return reply.ok;
  };
  return (
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
