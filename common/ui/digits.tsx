import type { ReactNode } from 'react';
import './digits.css';

/**
 * A number whose digits all take the same width, so that nothing moves when it changes. Be Vietnam Pro has
 * no tabular figures (no `tnum` feature), so each digit stands in a cell of its own.
 */
export function Digits({ value, className }: { value: string | number; className?: string }): ReactNode {
  const text = String(value);
  let position = 0;
  return (
    <span role="img" aria-label={text} className={className === undefined ? 'digits' : `digits ${className}`}>
      {[...text].map((character) => (
        <span key={position++} className={character >= '0' && character <= '9' ? 'digit' : 'digit-gap'}>
          {character}
        </span>
      ))}
    </span>
  );
}
