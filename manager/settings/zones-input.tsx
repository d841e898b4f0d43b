import { type ReactNode, useState } from 'react';
import type { Zone } from '../../common/protocol/catalogue.ts';
import { say } from '../words.ts';

const MOST = 12;

/** Parts of the hall whose screens show and speak only some counters: a name and the codes of its counters. */
export function ZonesInput({ value }: { value: readonly Zone[] }): ReactNode {
  const [added, setAdded] = useState(0);
  const empty = { code: '', name: '', counters: [] };
  const rows: readonly Zone[] = [...value, ...Array.from({ length: added }, () => empty)];
  return (
    <fieldset className="whole priorities">
      <legend>{say('zones')}</legend>
      <p className="second">{say('zonesHint')}</p>
      {rows.map((zone, at) => {
        const n = at + 1;
        return (
          // The order never changes while the form is open.
          <div key={zone.code || `new-${n}`} className="priority">
            <input type="hidden" name="zone-row" value={n} />
            <input type="hidden" name={`zone-code-${n}`} value={zone.code} />
            <input
              name={`zone-name-${n}`}
              defaultValue={zone.name}
              maxLength={80}
              aria-label={say('zoneName', { n })}
            />
            <input
              name={`zone-counters-${n}`}
              defaultValue={zone.counters.join(', ')}
              maxLength={800}
              aria-label={say('zoneCounters', { n })}
            />
            {zone.code === '' ? null : <code>{`/display?zone=${zone.code}`}</code>}
          </div>
        );
      })}
      {rows.length < MOST ? (
        <button type="button" className="quiet" onClick={() => setAdded(added + 1)}>
          {say('zoneAdd')}
        </button>
      ) : null}
    </fieldset>
  );
}
