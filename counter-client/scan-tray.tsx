import type { ReactNode } from 'react';
import { say } from './words.ts';

/** Scanned codes for which no procedure is chosen yet: kept, and given to the next one. */
export function ScanTray({
  codes,
  onDrop,
}: {
  codes: readonly string[];
  onDrop: (code: string) => void;
}): ReactNode {
  if (codes.length === 0) return null;
  return (
    <section className="scan-tray" aria-label={say('tray')}>
      <p>{say('trayHint')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <strong>{code}</strong>
            <button
              type="button"
              className="quiet small"
              aria-label={say('trayDrop', { code })}
              onClick={() => onDrop(code)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
