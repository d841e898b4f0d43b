import { useEffect, useRef } from 'react';
import { useWords } from '../kiosk-words.ts';
import { Tap } from './tap.tsx';

/** Asks whether somebody is still there; any touch or key answers, the one on the veil included. */
export function IdleWarning({ seconds }: { seconds: number }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <div className="veil">
      <div ref={box} className="idle" role="alertdialog" aria-modal="true" aria-labelledby="idle-title">
        <h2 id="idle-title">{words.kiosk('stillThere')}</h2>
        <p>{words.kiosk('stillThereCountdown', { n: seconds })}</p>
        <Tap kind="main" onTap={() => undefined}>
          {words.kiosk('stillHere')}
        </Tap>
      </div>
    </div>
  );
}
