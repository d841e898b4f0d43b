import { type ReactNode, useState } from 'react';
import { UNUSUAL_COUNT } from '../common/protocol/desk-bounds.ts';
import { countTyped } from './visit-work.ts';
import { say } from './words.ts';

/** How many dossiers of one procedure. An unusual count is asked about; what is no count changes nothing. */
export function CountInput({
  count,
  onCount,
}: {
  count: number;
  /** `confirmed`: the clerk was asked about it and said yes. */
  onCount: (count: number, confirmed: boolean) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const meant = typed === null ? null : countTyped(typed);
  const asking = meant?.ask === true && meant.count !== count ? meant.count : null;
  return (
    <span className="count-input">
      <input
        type="number"
        min={1}
        aria-label={say('transactionCount')}
        aria-invalid={typed !== null && meant === null}
        value={typed ?? count}
        onChange={(event) => {
          const next = countTyped(event.target.value);
          setTyped(event.target.value);
          if (next !== null && !next.ask) onCount(next.count, false);
        }}
        onBlur={() => {
          // An open question stays; what is no count gives way to the one that stands.
          if (asking === null) setTyped(null);
        }}
      />
      {asking === null ? null : (
        <span className="count-ask" role="alert">
          {say('countAsk', { n: asking, most: UNUSUAL_COUNT })}
          <button
            type="button"
            className="quiet small"
            onClick={() => {
              onCount(asking, true);
              setTyped(null);
            }}
          >
            {say('countYes', { n: asking })}
          </button>
          <button type="button" className="quiet small" onClick={() => setTyped(null)}>
            {say('countNo', { n: count })}
          </button>
        </span>
      )}
    </span>
  );
}
