import type { CSSProperties, ReactNode } from 'react';
import type { ConnectionState } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import type { HallRecord } from '../../common/protocol/views.ts';
import { Digits } from '../../common/ui/digits.tsx';
import { say, sayEnglish } from '../words.ts';
import { callsOnBoard, countersOnBoard, emsOf } from './board-view.ts';
import { ClockBar } from './clock-bar.tsx';
import { CounterList } from './counter-list.tsx';
import { Foot } from './foot.tsx';
import { GreatRow } from './great-row.tsx';

/** What every face of the screen is drawn from. */
export interface BoardView {
  readonly state: ConnectionState;
  readonly hall: HallRecord;
  readonly now: Date;
  /** True while the server is not heard: what is shown may be old. */
  readonly lost: boolean;
  /** Turns the pages of lists that are longer than their place. */
  readonly tick: number;
}

/** The board of the hall: latest calls, counters, last calls, the lines and notices. */
export function Board({ state, hall, now, lost, tick }: BoardView): ReactNode {
  const { great, last } = callsOnBoard(state);
  const english = hall.settings.languages.includes('en');
  return (
    <div className="board" data-lost={lost}>
      <ClockBar state={state} hall={hall} now={now} lost={lost} />
      <main className="calls">
        <h1 className="calls-title">
          {say('boardTitle')}
          {english ? <span lang="en">{sayEnglish('boardTitle')}</span> : null}
        </h1>
        <ol className="great-rows">
          {great.map((call) => (
            <GreatRow key={call.sequence} call={call} now={now} timeZone={hall.settings.timeZone} />
          ))}
          {great.length === 0 ? <li className="no-calls">{say('noCallsYet')}</li> : null}
        </ol>
      </main>
      <aside className="side">
        <CounterList counters={countersOnBoard(state)} />
        <section className="last-calls">
          <h2>{say('latestCalls')}</h2>
          <ol>
            {last.map((call) => (
              <li key={call.sequence} style={{ '--ems': emsOf(call.number) } as CSSProperties}>
                <Digits value={call.number} className="last-number" />
                <span className="last-where">{call.counterLabel}</span>
              </li>
            ))}
            {last.length === 0 ? <li className="last-none">–</li> : null}
          </ol>
        </section>
      </aside>
      <Foot fields={recordsOf(state, 'field')} notices={recordsOf(state, 'notice')} now={now} tick={tick} />
    </div>
  );
}
