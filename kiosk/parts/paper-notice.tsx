import type { ConnectionState } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { useWords } from '../kiosk-words.ts';
import { useSteady } from '../use-steady.ts';

/** Why no paper would come now: `out` of paper, or another `fault`; null: it would. */
export type PaperFault = 'out' | 'fault' | null;

/** A printer is away for a moment whenever the hall or its station starts: that is not worth a notice. */
const AWAY_MS = 6_000;

/** Whether this kiosk's own printer can print, as the hall tells it before anybody taps. */
export function usePaperFault(state: ConnectionState): PaperFault {
  const reason = recordsOf(state, 'paper')[0]?.reason ?? null;
  const fault = reason === null ? null : reason === 'paper_out' ? 'out' : 'fault';
  const atOnce = reason === null || reason === 'paper_out' || reason === 'cover_open';
  return useSteady<PaperFault>(fault, atOnce ? 0 : AWAY_MS);
}

/** Says before the tap that no paper will come, and what to do instead. */
export function PaperNotice({ fault }: { fault: PaperFault }) {
  const words = useWords();
  if (fault === null) return null;
  return (
    <div className="paper-notice" role="status">
      <Glyph name="printer-fault" size={56} />
      <p data-speak="words">
        <b>{words.kiosk(fault === 'out' ? 'paperOut' : 'printerDown')}</b>
        <span>{words.kiosk('paperlessAdvice')}</span>
      </p>
    </div>
  );
}
