import type { CSSProperties, ReactNode } from 'react';
import { recordsOf } from '../../common/client/selectors.ts';
import type { CounterRecord } from '../../common/protocol/views.ts';
import { Digits } from '../../common/ui/digits.tsx';
import { say } from '../words.ts';
import type { BoardView } from './board.tsx';
import { emsOf, PULSE_MS } from './board-view.ts';
import { ClockBar } from './clock-bar.tsx';

/** The panel above one counter: its name and the number it serves. */
export function CounterPanel({
  state,
  hall,
  now,
  lost,
  counter,
}: BoardView & { counter: string }): ReactNode {
  const found = recordsOf(state, 'counter').find(({ code }) => code === counter);
  const latest = recordsOf(state, 'call').find((call) => call.counter === counter);
  const present = found?.present ?? null;
  const fresh =
    present !== null && latest?.number === present.number && now.getTime() - Date.parse(latest.at) < PULSE_MS;
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
              <Digits value={present.number} />
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
