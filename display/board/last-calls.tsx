import type { CSSProperties, ReactNode } from 'react';
import type { CallRecord } from '../../common/protocol/views.ts';
import { say } from '../words.ts';
import { emsOf, pageOf } from './board-view.ts';

const CALLS_AT_ONCE = 3;

/** The six calls before those that stand great, three at a time. */
export function LastCalls({ calls, tick }: { calls: readonly CallRecord[]; tick: number }): ReactNode {
  return (
    <section className="last-calls">
      <h2>{say('latestCalls')}</h2>
      <ol>
        {pageOf(calls, CALLS_AT_ONCE, tick).map((call) => (
          <li
            key={call.sequence}
            style={{ '--ems': emsOf(call.number), '--label-ems': emsOf(call.counterLabel) } as CSSProperties}
          >
            <span className="last-number">{call.number}</span>
            <span className="last-where">{call.counterLabel}</span>
          </li>
        ))}
        {calls.length === 0 ? <li className="last-none">–</li> : null}
      </ol>
    </section>
  );
}
