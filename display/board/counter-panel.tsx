import type { CSSProperties, ReactNode } from 'react';
import { recordsOf } from '../../common/client/selectors.ts';
import type { CounterRecord } from '../../common/protocol/views.ts';
import { say } from '../words.ts';
import type { BoardView } from './board.tsx';
import { emsOf } from './board-view.ts';
import { ClockBar } from './clock-bar.tsx';
import { actFor, isUnderWay } from './stage-view.ts';
import './counter-panel.css';

/** The panel above one counter: its name and the number it serves. */
export function CounterPanel({
  state,
  hall,
  now,
  lost,
  zone,
  counter,
}: BoardView & { counter: string }): ReactNode {
  const found = recordsOf(state, 'counter').find(({ code }) => code === counter);
  const present = found?.present ?? null;
  const act = actFor(state, { zone, counter });
  const fresh = isUnderWay(act, now.getTime()) && act.calls.some(({ number }) => number === present?.number);
  const fields = recordsOf(state, 'field')
    .filter(({ field }) => found?.primaryFields.includes(field.code))
    .map(({ field }) => field.name);
  return (
    <div className="panel" data-lost={lost}>
      <ClockBar state={state} hall={hall} now={now} lost={lost} />
      <main className="panel-main" data-fresh={fresh} data-state={found?.state}>
        <h1>{found?.label ?? say('counterUnknown', { counter })}</h1>
        {present === null ? (
          <p className="panel-word">{found === undefined ? '' : stateWord(found)}</p>
        ) : (
          <>
            <p className="panel-lead">{say(present.state === 'called' ? 'boardTitle' : 'panelPresent')}</p>
            <div className="panel-number" style={{ '--ems': emsOf(present.number) } as CSSProperties}>
              {present.number}
            </div>
          </>
        )}
      </main>
      <footer className="panel-fields">{fields.join(' · ')}</footer>
    </div>
  );
}

function stateWord(counter: CounterRecord): string {
  if (counter.state === 'paused') return say('counterPausedShort');
  return counter.state === 'closed' ? say('counterClosed') : say('panelWaiting');
}
