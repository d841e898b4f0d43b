import type { ReactNode } from 'react';
import type { OpinionCriterion } from '../../common/protocol/opinions.ts';
import { sayOpinion } from '../words.ts';
import { NamedRowsInput } from './named-rows-input.tsx';

const MOST = 8;

/** What citizens are asked beside the whole. */
export function CriteriaInput({ value }: { value: readonly OpinionCriterion[] }): ReactNode {
  return (
    <NamedRowsInput
      prefix="criterion"
      legend={sayOpinion('criterion')}
      hint={sayOpinion('settingsHint')}
      value={value}
      most={MOST}
      words={{
        name: (n) => sayOpinion('settingsCriterion', { n }),
        english: (n) => sayOpinion('settingsCriterionEn', { n }),
        used: (n) => `${sayOpinion('settingsUsed')}: ${sayOpinion('settingsCriterion', { n })}`,
        add: sayOpinion('settingsAdd'),
      }}
    />
  );
}
