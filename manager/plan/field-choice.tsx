import type { ReactNode } from 'react';
import { sayPlan } from '../words.ts';
import type { NamedField } from './target-rows.tsx';

/** Which fields are planned for: one hall of two that share a record, or both together. None ticked: all. */
export function FieldChoice({
  chosen,
  fields,
  onChange,
}: {
  chosen: readonly string[];
  fields: readonly NamedField[];
  onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  return (
    <details className="field-choice" open={chosen.length > 0}>
      <summary>
        {chosen.length === 0 ? sayPlan('fieldsAll') : sayPlan('fieldsSome', { n: chosen.length })}
      </summary>
      <p className="second">{sayPlan('fieldsHint')}</p>
      <ul>
        {fields.map(({ code, name }) => (
          <li key={code}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code))
                }
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
      {chosen.length === 0 ? null : (
        <button type="button" className="act quiet" onClick={() => onChange([])}>
          {sayPlan('fieldsClear')}
        </button>
      )}
    </details>
  );
}
