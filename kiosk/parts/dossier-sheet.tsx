import type { DossierLook } from '../../common/protocol/dossiers.ts';
import { useWords } from '../kiosk-words.ts';
import { Sheet } from './sheet.tsx';

const STATE_WORDS = {
  ready: 'dossierReady',
  received: 'dossierReceived',
  supplement: 'dossierSupplement',
  returned: 'dossierReturned',
} as const;

/** A scanned dossier: its code, where it stands, and the papers that are wanted. Nothing of whose it is. */
export function DossierSheet({ dossier }: { dossier: DossierLook }) {
  const words = useWords();
  return (
    <Sheet className="sheet dossier">
      <h2>{words.kiosk('dossierCode', { code: dossier.code })}</h2>
      <p data-speak="words">
        {words.kiosk(dossier.state === null ? 'dossierUnknown' : STATE_WORDS[dossier.state])}
      </p>
      {dossier.state === 'supplement' && dossier.papers.length > 0 ? (
        <ul>
          {dossier.papers.map((paper) => (
            <li key={paper}>{paper}</li>
          ))}
        </ul>
      ) : null}
    </Sheet>
  );
}
