import type { IssuingState } from '../issuer.ts';
import { useWords } from '../kiosk-words.ts';
import { Tap } from './tap.tsx';

interface GuidanceTapProps {
  readonly issuing: IssuingState;
  /** False: no counter that guides gives numbers now. */
  readonly open: boolean;
  readonly onDraw: () => void;
}

/** One tap draws a number of a counter that guides; says when none gives numbers, and why a draw was refused. */
export function GuidanceTap({ issuing, open, onDraw }: GuidanceTapProps) {
  const words = useWords();
  const pending = issuing.state === 'pending';
  return (
    <>
      <Tap className="bar bar-unsure" glyph="ask" disabled={pending || !open} onTap={onDraw}>
        {pending ? words.common('loading') : words.kiosk(open ? 'unsure' : 'unsureClosed')}
      </Tap>
      {issuing.state === 'refused' ? (
        <p className="refusal" role="alert">
          {words.errors(issuing.code === 'offline' ? 'connection_lost' : issuing.code)}
        </p>
      ) : null}
    </>
  );
}
