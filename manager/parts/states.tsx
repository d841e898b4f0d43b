import type { ReactNode } from 'react';
import type { Read } from '../../common/ui/use-read.ts';
import { sayCommon } from '../words.ts';

/** What stands where a value is still missing: loading, or the problem with another try. */
export function Missing({ read }: { read: Pick<Read<unknown>, 'problem' | 'again'> }): ReactNode {
  if (read.problem === null) return <p className="empty">{`${sayCommon('loading')}…`}</p>;
  return (
    <p className="problem" role="alert">
      {read.problem}{' '}
      <button type="button" className="quiet" onClick={read.again}>
        {sayCommon('retry')}
      </button>
    </p>
  );
}

/** Asks before something that cannot be taken back. */
export function Confirmed({
  label,
  question,
  onYes,
}: {
  label: string;
  question: string;
  onYes: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className="quiet danger"
      onClick={() => {
        if (globalThis.confirm(question)) onYes();
      }}
    >
      {label}
    </button>
  );
}
