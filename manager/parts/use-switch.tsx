import type { ReactNode } from 'react';
import { say } from '../words.ts';

/** Takes something of the catalogue out of use, after asking, or into use again. Nothing is ever deleted. */
export function UseSwitch({
  name,
  active,
  question,
  onTurn,
}: {
  name: string;
  active: boolean;
  question: string;
  onTurn: () => void;
}): ReactNode {
  const label = say(active ? 'fieldOutOfUse' : 'fieldInUse');
  return (
    <button
      type="button"
      className={active ? 'quiet danger' : 'quiet'}
      aria-label={`${label} ${name}`}
      onClick={() => {
        if (!active || globalThis.confirm(question)) onTurn();
      }}
    >
      {label}
    </button>
  );
}
