import type { CSSProperties, ReactNode } from 'react';
import type { CounterRecord } from '../../common/protocol/views.ts';
import { Digits } from '../../common/ui/digits.tsx';
import { say } from '../words.ts';
import { emsOf } from './board-view.ts';

const ROWS_OF_ONE_COLUMN = 8;

/** Each counter with the number it serves now, or the word for why it serves none. */
export function CounterList({ counters }: { counters: readonly CounterRecord[] }): ReactNode {
  const columns = counters.length > ROWS_OF_ONE_COLUMN ? 2 : 1;
  const rows = Math.ceil(counters.length / columns);
  return (
    <section className="counters" data-columns={columns} data-rows={Math.max(4, Math.min(10, rows))}>
      <h2>{say('countersTitle')}</h2>
      <ul>
        {counters.map((counter) => (
          <li
            key={counter.code}
            data-state={counter.state}
            data-counter={counter.code}
            style={{ '--ems': emsOf(counter.present?.number ?? '') } as CSSProperties}
          >
            <span className="counter-label">{counter.label}</span>
            <CounterNow counter={counter} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CounterNow({ counter }: { counter: CounterRecord }): ReactNode {
  if (counter.present !== null) return <Digits value={counter.present.number} className="counter-number" />;
  if (counter.state === 'paused') return <span className="counter-paused">{say('counterPausedShort')}</span>;
  if (counter.state === 'closed') return <span className="counter-word">{say('counterClosed')}</span>;
  return <span className="counter-word">{say('counterOpen')}</span>;
}
