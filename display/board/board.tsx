import type { ReactNode } from 'react';
import type { ConnectionState } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import type { HallRecord } from '../../common/protocol/views.ts';
import { type SecondLine, useSecondLines } from '../board-language.ts';
import { MediaZone } from '../media/media-zone.tsx';
import type { MediaTurn } from '../media/procedure-notices.ts';
import { say } from '../words.ts';
import { callsOnBoard, countersOnBoard, nextOpening, shiftOf } from './board-view.ts';
import { ClockBar } from './clock-bar.tsx';
import { ClosedHall } from './closed-hall.tsx';
import { CounterList } from './counter-list.tsx';
import { Foot } from './foot.tsx';
import { GreatRow } from './great-row.tsx';
import { LastCalls } from './last-calls.tsx';
import { BeforeStage, Stage } from './stage.tsx';
import { actFor, isUnderWay, spokenNow, stageOf } from './stage-view.ts';

/** The second line of a call in the language of its ticket; null: Vietnamese, or its words are not here yet. */
export type SecondOf = (language: string | undefined) => SecondLine | null;

/** What every face of the screen is drawn from. */
export interface BoardView {
  readonly state: ConnectionState;
  readonly hall: HallRecord;
  readonly now: Date;
  /** True while the server is not heard: what is shown may be old. */
  readonly lost: boolean;
  /** Turns the pages of lists that are longer than their place. */
  readonly tick: number;
  /** The zone of screens it belongs to; null: the whole hall. */
  readonly zone: string | null;
  /** What is shown in place of the counters while nothing is announced; empty: the counters are. */
  readonly media: readonly MediaTurn[];
}

/** The board of the hall: what is announced now, the latest calls, counters, the lines and notices. */
export function Board(view: BoardView): ReactNode {
  const { state, hall, now, lost, tick, zone } = view;
  const nowMs = now.getTime();
  const secondOf = useSecondLines([
    ...(hall.settings.languages.includes('en') ? ['en'] : []),
    ...recordsOf(state, 'call').map((call) => call.language),
  ]);
  const opening = lost ? null : nextOpening(state);
  if (opening !== null) return <ClosedHall hall={hall} opening={opening} now={now} />;
  const stage = stageOf(state, zone);
  const act = actFor(state, { zone, counter: null });
  const underWay = isUnderWay(act, nowMs);
  const announced = underWay ? act.calls.map(({ number }) => number) : [];
  const { great, last } = callsOnBoard(state, stage, announced);
  const { x, y } = shiftOf(nowMs);
  const first = underWay ? (spokenNow(act, nowMs) ?? act.calls[0]) : great[0];
  const second =
    secondOf(first?.language) ?? (hall.settings.languages.includes('en') ? secondOf('en') : null);
  return (
    <div
      className="board"
      data-lost={lost}
      data-stage={underWay}
      style={{ transform: `translate(${x}px, ${y}px)` }}
    >
      <ClockBar state={state} hall={hall} now={now} lost={lost} />
      <main className="calls">
        <BoardTitle second={second} />
        {underWay ? (
          <Stage act={act} spoken={spokenNow(act, nowMs)} secondOf={secondOf} />
        ) : (
          <GreatRows view={view} calls={great} secondOf={secondOf} />
        )}
      </main>
      <aside className="side">
        {underWay ? (
          <BeforeStage calls={great.slice(0, 2)} timeZone={hall.settings.timeZone} />
        ) : view.media.length > 0 ? (
          <MediaZone turns={view.media} />
        ) : (
          <CounterList counters={countersOnBoard(state, stage)} tick={tick} />
        )}
        <LastCalls calls={underWay ? [...great.slice(2), ...last] : last} tick={tick} />
      </aside>
      <Foot fields={recordsOf(state, 'field')} notices={recordsOf(state, 'notice')} now={now} tick={tick} />
    </div>
  );
}

/** The title, and in the second line the language of the ticket that is called. */
function BoardTitle({ second }: { second: SecondLine | null }): ReactNode {
  return (
    <h1 className="calls-title">
      {say('boardTitle')}
      {second === null ? null : <span lang={second.language}>{second.say('boardTitle')}</span>}
    </h1>
  );
}

function GreatRows({
  view,
  calls,
  secondOf,
}: {
  view: BoardView;
  secondOf: SecondOf;
  calls: ReturnType<typeof callsOnBoard>['great'];
}): ReactNode {
  const { now, hall } = view;
  return (
    <ol className="great-rows">
      {calls.map((call) => (
        <GreatRow
          key={call.sequence}
          call={call}
          now={now}
          timeZone={hall.settings.timeZone}
          second={secondOf(call.language)}
        />
      ))}
      {calls.length === 0 ? <li className="no-calls">{say('noCallsYet')}</li> : null}
    </ol>
  );
}
