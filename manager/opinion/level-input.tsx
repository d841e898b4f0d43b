import type { KeyboardEvent, ReactNode } from 'react';
import { OPINION_LEVELS } from '../../common/protocol/opinion-levels.ts';
import { type Level, levelOf, sayLevel } from './words.ts';

/**
 * One of the five levels, by its digit as much as by the mouse; a digit goes on to the next question, for whoever keys in
 * a stack of paper looks at the paper.
 */
export function LevelInput({
  name,
  legend,
  value,
  wordy,
  onChoose,
}: {
  name: string;
  legend: string;
  value: Level | null;
  /** Whether the words stand beside the digits; else they are read and shown as a hint. */
  wordy: boolean;
  onChoose: (level: Level | null) => void;
}): ReactNode {
  const press = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Backspace' || event.key === 'Delete') {
      onChoose(null);
      return;
    }
    const level = levelOf(Number(event.key));
    if (level === undefined || !/^\d$/.test(event.key)) return;
    event.preventDefault();
    onChoose(level);
    nextGroup(event.currentTarget)?.focus();
  };
  return (
    <fieldset className={wordy ? 'levels wordy' : 'levels'} data-levels={name} onKeyDown={press}>
      <legend>{legend}</legend>
      <div className="level-row">
        {OPINION_LEVELS.map((level) => (
          <label key={level} title={wordy ? undefined : sayLevel(level)}>
            <input
              type="radio"
              name={name}
              value={level}
              checked={value === level}
              aria-label={`${level} ${sayLevel(level)}`}
              onChange={() => onChoose(level)}
            />
            <span className="digit" aria-hidden="true">
              {level}
            </span>
            {wordy ? <span aria-hidden="true">{sayLevel(level)}</span> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The first choice of the next question, or what comes after the last. */
function nextGroup(group: HTMLFieldSetElement): HTMLElement | null {
  const groups = [...(group.form?.querySelectorAll<HTMLElement>('[data-levels]') ?? [])];
  const next = groups[groups.indexOf(group) + 1];
  return next === undefined
    ? (group.form?.querySelector<HTMLElement>('[data-after-levels]') ?? null)
    : (next.querySelector<HTMLInputElement>('input:checked') ?? next.querySelector('input'));
}
