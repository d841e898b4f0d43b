import type { ReactNode } from 'react';
import { formatTime } from '../common/client/staff-format.ts';
import type { CounterActKind, OfficerRecord } from '../common/protocol/views.ts';
import { UNDO_KEY } from './shortcuts.ts';
import { say } from './words.ts';

const ACT_WORDS: Readonly<Record<CounterActKind, () => string>> = {
  call: () => say('actCall'),
  start: () => say('actStart'),
  finish: () => say('actFinish'),
  'finish-call': () => say('actFinishCall'),
  absent: () => say('actAbsent'),
  'no-show': () => say('actAbsent'),
  park: () => say('actPark'),
  transfer: () => say('actTransfer'),
};

/** What was done last at the counter, and the way back. */
export function UndoLine({
  lastAct,
  timeZone,
  busy,
  onUndo,
}: {
  lastAct: OfficerRecord['lastAct'];
  timeZone: string;
  busy: boolean;
  onUndo: () => void;
}): ReactNode {
  if (lastAct === null) return <p className="undo-line" />;
  return (
    <p className="undo-line">
      <span>
        {say('lastAct', {
          number: lastAct.numbers.join(' → '),
          act: ACT_WORDS[lastAct.kind](),
          time: formatTime(lastAct.at, { timeZone }),
        })}
      </span>
      <button type="button" className="quiet small" disabled={busy} onClick={onUndo}>
        {say('undo')} <kbd>{UNDO_KEY}</kbd>
      </button>
    </p>
  );
}
