import type { ReactNode } from 'react';
import type { PriorityClass } from '../../common/protocol/catalogue.ts';
import { say } from '../words.ts';
import { NamedRowsInput } from './named-rows-input.tsx';

const MOST = 20;

/** Who is served first by local policy. */
export function PrioritiesInput({ value }: { value: readonly PriorityClass[] }): ReactNode {
  return (
    <NamedRowsInput
      prefix="priority"
      legend={say('priorityClasses')}
      value={value}
      most={MOST}
      words={{
        name: (n) => say('priorityName', { n }),
        english: (n) => say('priorityNameEnglish', { n }),
        used: (n) => say('priorityUsed', { n }),
        add: say('priorityAdd'),
      }}
    />
  );
}
