import type { Field, Procedure } from '../../common/protocol/catalogue.ts';
import type { Purpose } from '../../common/protocol/primitives.ts';
import { type KioskWords, useWords } from '../kiosk-words.ts';
import type { Choice } from '../steps.ts';

interface Chosen {
  /** What was chosen on the first page or by the search. */
  readonly errand: Choice['errand'];
  readonly purpose: Purpose;
  readonly field: Field;
  readonly procedure: Procedure | undefined;
}

/** What was chosen, in the words people use: the errand or procedure that was named, else what the field is for. */
function chosenWords({ purpose, field, procedure, errand }: Chosen, words: KioskWords): string {
  const name = errand ??
    procedure ?? { name: field.everyday || field.name, nameEn: field.everydayEn || field.nameEn };
  return words.kiosk('youChose', {
    purpose: words.common(purpose),
    what: words.either(name.name, name.nameEn),
  });
}

/** Repeats what was chosen, so that a wrong tap is seen before the wait and not after it. */
export function ChosenWords(chosen: Chosen) {
  const words = useWords();
  return (
    <p className="chosen" data-speak="words">
      {chosenWords(chosen, words)}
    </p>
  );
}
