import type { CSSProperties, ReactNode } from 'react';
import { formatTime } from '../../common/i18n/format.ts';
import type { CallRecord } from '../../common/protocol/views.ts';
import type { SecondLine } from '../board-language.ts';
import { say } from '../words.ts';
import { emsOf, labelParts, PULSE_MS } from './board-view.ts';

/** One call, to be read from ten metres: number → counter. A new one pulses slowly. */
export function GreatRow({
  call,
  now,
  timeZone,
  second,
}: {
  call: CallRecord;
  now: Date;
  timeZone: string;
  /** In the language of its ticket; null: that is Vietnamese. */
  second: SecondLine | null;
}): ReactNode {
  const ageMs = now.getTime() - Date.parse(call.at);
  const { word, sign } = labelParts(call.counterLabel);
  const time = say('calledAt', { time: formatTime(call.at, { timeZone }) });
  return (
    <li
      className="great-row"
      data-fresh={ageMs < PULSE_MS}
      style={{ '--ems': emsOf(call.number) } as CSSProperties}
      data-number={call.number}
    >
      <span className="great-number">{call.number}</span>
      <svg className="great-arrow" viewBox="0 0 48 32" aria-hidden="true" focusable="false">
        <path d="M2 16h40M30 4l12 12-12 12" />
      </svg>
      <div className="great-where">
        <span className="great-word">{word}</span>
        {sign === null ? null : <span className="great-sign">{sign}</span>}
        {second === null ? null : (
          <span className="great-second" lang={second.language}>
            {second.counter(call.counterLabel)}
          </span>
        )}
        <span className="great-time">
          {call.callCount > 1 ? say('recalled', { n: call.callCount }) : time}
        </span>
      </div>
    </li>
  );
}
