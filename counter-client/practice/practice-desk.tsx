import type { ReactNode } from 'react';
import { recordsOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { Desk } from '../desk.tsx';
import { say } from '../words.ts';
import type { PracticeConnection } from './practice-connection.ts';

/** The desk as it is, with made-up citizens, and a line above it that nobody can overlook. */
export function PracticeDesk({
  practice,
  onEnd,
}: {
  practice: PracticeConnection;
  onEnd: () => void;
}): ReactNode {
  const state = useHall(practice);
  const own = recordsOf(state, 'counter').find((each) => each.code === practice.counter);
  return (
    <>
      <p className="banner practice" role="status">
        <Glyph name="info" /> {say('training')}
        <button type="button" className="act" onClick={onEnd}>
          {say('practiseEnd')}
        </button>
      </p>
      {own === undefined ? null : <Desk connection={practice} own={own} practice={practice} />}
    </>
  );
}
