import type { ReactNode } from 'react';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import { sayPlan } from '../words.ts';
import { kindOf, type RuleKind, ruleWord, standardRule } from './rules.ts';

const KINDS: readonly RuleKind[] = ['first', 'strict', 'interleave', 'accumulating', 'head-start'];

/** A rule of calling with its figure; null is the hall's own. */
export function DisciplineChoice({
  discipline,
  onChange,
}: {
  discipline: Discipline | null;
  onChange: (discipline: Discipline | null) => void;
}): ReactNode {
  const kind = discipline === null ? '' : kindOf(discipline);
  const figure =
    discipline?.kind === 'accumulating' && kind !== 'first'
      ? { word: sayPlan('rulesWeight'), value: discipline.weight, min: 2, max: 100 }
      : discipline?.kind === 'head-start'
        ? { word: sayPlan('rulesMinutes'), value: discipline.minutes, min: 1, max: 480 }
        : discipline?.kind === 'interleave'
          ? { word: sayPlan('rulesN'), value: discipline.ordinaryPerPriority, min: 1, max: 20 }
          : null;
  return (
    <>
      <label>
        {sayPlan('discipline')}
        <select
          value={kind}
          onChange={(event) => {
            const chosen = KINDS.find((each) => each === event.target.value);
            onChange(chosen === undefined ? null : standardRule(chosen));
          }}
        >
          <option value="">{sayPlan('disciplineHall')}</option>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {ruleWord(standardRule(each))}
            </option>
          ))}
        </select>
      </label>
      {figure === null || discipline === null ? null : (
        <label className="short">
          {figure.word}
          <input
            type="number"
            min={figure.min}
            max={figure.max}
            value={figure.value}
            onChange={(event) => {
              const value = Math.round(Number(event.target.value));
              if (value < figure.min || value > figure.max) return;
              onChange(withFigure(discipline, value));
            }}
          />
        </label>
      )}
    </>
  );
}

function withFigure(discipline: Discipline, value: number): Discipline {
  switch (discipline.kind) {
    case 'accumulating':
      return { kind: 'accumulating', weight: value };
    case 'head-start':
      return { kind: 'head-start', minutes: value };
    case 'interleave':
      return { kind: 'interleave', ordinaryPerPriority: value };
    case 'strict':
      return discipline;
  }
}
