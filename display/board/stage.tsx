import type { CSSProperties, ReactNode } from 'react';
import { formatTime } from '../../common/i18n/format.ts';
import type { StageAct, StagedCall } from '../../common/protocol/stage.ts';
import type { CallRecord } from '../../common/protocol/views.ts';
import type { SecondLine } from '../board-language.ts';
import { say } from '../words.ts';
import type { SecondOf } from './board.tsx';
import { emsOf, labelParts } from './board-view.ts';
import './stage.css';

/** The number and where it is called to, as large as its place allows. */
function StageCall({
  call,
  spoken,
  second,
}: {
  call: StagedCall;
  spoken: boolean;
  second: SecondLine | null;
}): ReactNode {
  const { word, sign } = labelParts(call.counterLabel);
  return (
    <li
      className="stage-call"
      data-spoken={spoken}
      data-number={call.number}
      style={{ '--ems': emsOf(call.number), '--sign-ems': emsOf(sign ?? '') } as CSSProperties}
    >
      <span className="stage-number">{call.number}</span>
      <svg className="stage-arrow" viewBox="0 0 48 32" aria-hidden="true" focusable="false">
        <path d="M2 16h40M30 4l12 12-12 12" />
      </svg>
      <span className="stage-where">
        <span className="stage-word">{word}</span>
        {sign === null ? null : <span className="stage-sign">{sign}</span>}
        {second === null ? null : (
          <span className="stage-second" lang={second.language}>
            {second.counter(call.counterLabel)}
          </span>
        )}
      </span>
    </li>
  );
}

/** What is announced now: one call alone, or up to three that share an announcement, the spoken one marked. */
export function Stage({
  act,
  spoken,
  secondOf,
}: {
  act: StageAct;
  spoken: StagedCall | undefined;
  secondOf: SecondOf;
}): ReactNode {
  return (
    <ol className="stage" data-calls={act.calls.length} data-act={act.sequence}>
      {act.calls.map((call) => (
        <StageCall
          key={call.sequence}
          call={call}
          spoken={call.sequence === spoken?.sequence}
          second={secondOf(call.language)}
        />
      ))}
    </ol>
  );
}

/** The calls before the one on the stage, each with its minute. */
export function BeforeStage({
  calls,
  timeZone,
}: {
  calls: readonly CallRecord[];
  timeZone: string;
}): ReactNode {
  return (
    <section className="before-stage" aria-label={say('calledBefore')}>
      <h2>{say('calledBefore')}</h2>
      <ol>
        {calls.map((call) => (
          <li key={call.sequence} style={{ '--ems': emsOf(call.number) } as CSSProperties}>
            <span className="before-number">{call.number}</span>
            <span className="before-where">{call.counterLabel}</span>
            <time>{formatTime(call.at, { timeZone })}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
