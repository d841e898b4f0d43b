import { type ReactNode, useState } from 'react';
import type { PriorityClass } from '../../common/protocol/catalogue.ts';
import { say } from '../words.ts';

const MOST = 20;

/** Who is served first by local policy. A class is taken out of use, never deleted: tickets point at it. */
export function PrioritiesInput({ value }: { value: readonly PriorityClass[] }): ReactNode {
  const [added, setAdded] = useState(0);
  const rows = [
    ...value,
    ...Array.from({ length: added }, () => ({ code: '', name: '', nameEn: '', active: true })),
  ];
  return (
    <fieldset className="whole priorities">
      <legend>{say('priorityClasses')}</legend>
      {rows.map((each, at) => {
        const n = at + 1;
        return (
          // The order never changes while the form is open.
          <div key={each.code || `new-${n}`} className="priority">
            <input type="hidden" name="priority-row" value={n} />
            <input type="hidden" name="priority-code" value={each.code} />
            <input type="hidden" name={`priority-code-${n}`} value={each.code} />
            <input
              name={`priority-name-${n}`}
              defaultValue={each.name}
              maxLength={120}
              required={each.code !== ''}
              aria-label={say('priorityName', { n })}
            />
            <input
              name={`priority-en-${n}`}
              defaultValue={each.nameEn}
              maxLength={120}
              aria-label={say('priorityNameEnglish', { n })}
            />
            <label className="tick">
              <input
                type="checkbox"
                name={`priority-used-${n}`}
                defaultChecked={each.active}
                aria-label={say('priorityUsed', { n })}
              />
              {say('active')}
            </label>
          </div>
        );
      })}
      {rows.length < MOST ? (
        <button type="button" className="quiet" onClick={() => setAdded(added + 1)}>
          {say('priorityAdd')}
        </button>
      ) : null}
    </fieldset>
  );
}
