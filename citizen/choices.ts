import { OPINION_LEVELS } from '../common/protocol/opinion-levels.ts';
import type { Respondent } from '../common/protocol/opinions.ts';
import { element } from './draw.ts';
import { face } from './faces.ts';

/** A question that is asked beside the whole. */
export interface Question {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

let groups = 0;

/**
 * Radio buttons of which a face and, where there is room, its words are the label: by touch, by arrow keys and by screen
 * readers like any other.
 * @param worded whether the words are seen; else they are only read
 */
export function levelChoice(options: {
  readonly legend: string;
  readonly className: string;
  readonly worded: boolean;
  readonly chosen: number | null;
  readonly wordOf: (level: number) => string;
  readonly onChoose: (level: number) => void;
}): HTMLFieldSetElement {
  groups += 1;
  const name = `level-${groups}`;
  const labels = OPINION_LEVELS.map((level) => {
    const input = element('input', 'unseen');
    Object.assign(input, { type: 'radio', name, value: String(level), checked: options.chosen === level });
    input.addEventListener('change', () => options.onChoose(level));
    return element(
      'label',
      'level',
      input,
      element('span', 'level-face', face(level)),
      element('span', options.worded ? 'level-word' : 'unseen', options.wordOf(level)),
    );
  });
  const set = element('fieldset', `levels ${options.className}`);
  set.append(element('legend', '', options.legend), element('div', 'level-row', ...labels));
  return set;
}

/** For whom the respondent came. */
export function respondentChoice(options: {
  readonly legend: string;
  readonly chosen: Respondent;
  readonly words: Readonly<Record<Respondent, string>>;
  readonly onChoose: (respondent: Respondent) => void;
}): HTMLFieldSetElement {
  groups += 1;
  const name = `respondent-${groups}`;
  const labels = (['citizen', 'business'] as const).map((each) => {
    const input = element('input', 'unseen');
    Object.assign(input, { type: 'radio', name, value: each, checked: options.chosen === each });
    input.addEventListener('change', () => options.onChoose(each));
    return element('label', 'choice', input, element('span', '', options.words[each]));
  });
  const set = element('fieldset', 'respondents');
  set.append(element('legend', '', options.legend), element('div', 'choice-row', ...labels));
  return set;
}
