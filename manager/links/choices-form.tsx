import { type ReactNode, useState } from 'react';
import { sayRefusal } from '../words.ts';

/** A form of the page of other programs: what is asked of it in boxes, and what of a list is chosen. */
export function ChoicesForm<Choice extends string>({
  children,
  legend,
  choices,
  chosen,
  nameOf,
  noneChosen,
  submit,
  onChosen,
  onSave,
  onRefused,
}: {
  children: ReactNode;
  legend: string;
  choices: readonly Choice[];
  chosen: readonly Choice[];
  nameOf: (choice: Choice) => string;
  /** What is said where nothing is chosen. */
  noneChosen: string;
  submit: string;
  onChosen: (chosen: readonly Choice[]) => void;
  /** @returns the code of a refusal; null: it was taken */
  onSave: () => Promise<Parameters<typeof sayRefusal>[0] | null>;
  onRefused: (text: string) => void;
}): ReactNode {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (chosen.length === 0) return onRefused(noneChosen);
    setBusy(true);
    const refusal = await onSave();
    setBusy(false);
    if (refusal !== null) onRefused(sayRefusal(refusal));
  };
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {children}
      <fieldset className="choices">
        <legend>{legend}</legend>
        {choices.map((each) => (
          <label key={each} className="tick" title={each}>
            <input
              type="checkbox"
              checked={chosen.includes(each)}
              onChange={(event) =>
                onChosen(event.target.checked ? [...chosen, each] : chosen.filter((one) => one !== each))
              }
            />
            {nameOf(each)}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="act strong" disabled={busy}>
        {submit}
      </button>
    </form>
  );
}
