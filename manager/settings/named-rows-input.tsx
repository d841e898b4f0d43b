import { type ReactNode, useState } from 'react';
import { say } from '../words.ts';

/** A row that keeps its code when it is renamed, because the record points at it. */
export interface NamedRow {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly active: boolean;
}

/** Rows of a name, its English and whether it is in use; one is taken out of use, never deleted. */
export function NamedRowsInput({
  prefix,
  legend,
  hint,
  value,
  most,
  words,
}: {
  /** Before the names of the inputs; `namedRowsOf` reads them. */
  prefix: string;
  legend: string;
  hint?: string;
  value: readonly NamedRow[];
  most: number;
  words: {
    readonly name: (n: number) => string;
    readonly english: (n: number) => string;
    readonly used: (n: number) => string;
    readonly add: string;
  };
}): ReactNode {
  const [added, setAdded] = useState(0);
  const rows = [
    ...value,
    ...Array.from({ length: added }, () => ({ code: '', name: '', nameEn: '', active: true })),
  ];
  return (
    <fieldset className="whole priorities">
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className="second">{hint}</p>}
      {rows.map((each, at) => {
        const n = at + 1;
        return (
          // The order never changes while the form is open.
          <div key={each.code || `new-${n}`} className="priority">
            <input type="hidden" name={`${prefix}-row`} value={n} />
            <input type="hidden" name={`${prefix}-code`} value={each.code} />
            <input type="hidden" name={`${prefix}-code-${n}`} value={each.code} />
            <input
              name={`${prefix}-name-${n}`}
              defaultValue={each.name}
              maxLength={120}
              required={each.code !== ''}
              aria-label={words.name(n)}
            />
            <input
              name={`${prefix}-en-${n}`}
              defaultValue={each.nameEn}
              maxLength={120}
              aria-label={words.english(n)}
            />
            <label className="tick">
              <input
                type="checkbox"
                name={`${prefix}-used-${n}`}
                defaultChecked={each.active}
                aria-label={words.used(n)}
              />
              {say('active')}
            </label>
          </div>
        );
      })}
      {rows.length < most ? (
        <button type="button" className="quiet" onClick={() => setAdded(added + 1)}>
          {words.add}
        </button>
      ) : null}
    </fieldset>
  );
}
