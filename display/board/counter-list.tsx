import type { CSSProperties, ReactNode } from 'react';
import type { CounterRecord } from '../../common/protocol/views.ts';
import { say } from '../words.ts';
import { emsOf, pageOf } from './board-view.ts';
import './side.css';

/** So many counters stand on a page, so that each is read across the hall. */
const COUNTERS_AT_ONCE = 8;

/** The counters that serve somebody, each with its number, a page at a time; and those that pause. */
export function CounterList({
  counters,
  tick,
}: {
  counters: readonly CounterRecord[];
  tick: number;
}): ReactNode {
  const pages = Math.ceil(counters.length / COUNTERS_AT_ONCE);
  return (
    <section className="counters" data-total={counters.length}>
      <h2>
        {say('countersTitle')}
        {pages > 1 ? <span className="page-of">{`${(tick % pages) + 1}/${pages}`}</span> : null}
      </h2>
      <ul>
        {pageOf(counters, COUNTERS_AT_ONCE, tick).map((counter) => (
          <li
            key={counter.code}
            data-state={counter.state}
            data-counter={counter.code}
            style={
              {
                '--ems': emsOf(counter.present?.number ?? ''),
                '--label-ems': emsOf(counter.label),
              } as CSSProperties
            }
          >
            <span className="counter-label">{counter.label}</span>
            {counter.present === null ? (
              <span className="counter-paused">{say('counterPausedShort')}</span>
            ) : (
              <span className="counter-number">{counter.present.number}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
