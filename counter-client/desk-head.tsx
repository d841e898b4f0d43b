import type { ReactNode } from 'react';
import type { Field } from '../common/protocol/catalogue.ts';
import type { CounterRecord } from '../common/protocol/views.ts';
import { say } from './words.ts';

/** The counter's name and fields, and what is rarely pressed. */
export function DeskHead({
  own,
  fields,
  children,
}: {
  own: CounterRecord;
  fields: ReadonlyMap<string, Field>;
  children: ReactNode;
}): ReactNode {
  const names = own.primaryFields.map((code) => fields.get(code)?.name ?? code).join(', ');
  return (
    <div className="desk-head">
      <h1>{own.label}</h1>
      <span className="desk-fields" title={names}>
        {names}
      </span>
      <nav className="desk-tools" aria-label={say('tools')}>
        {children}
      </nav>
    </div>
  );
}
