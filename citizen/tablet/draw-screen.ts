import { OPINION_LEVELS } from '../../common/protocol/opinion-levels.ts';
import { levelChoice, type Question, respondentChoice } from '../choices.ts';
import { element } from '../draw.ts';
import { face } from '../faces.ts';
import type { Happening, Screen } from './asking.ts';
import type { SayTablet } from './words.ts';

const LEVEL_WORDS = { 5: 'level5', 4: 'level4', 3: 'level3', 2: 'level2', 1: 'level1' } as const;
const wordOf = (level: number, say: SayTablet) => say(LEVEL_WORDS[level as 1 | 2 | 3 | 4 | 5]);

/** What a screen is drawn from. */
export interface Drawing {
  readonly screen: Screen;
  readonly say: SayTablet;
  readonly questions: readonly Question[];
  /** Opinions that are not sent yet. */
  readonly waiting: number;
  readonly act: (happening: Happening) => void;
}

/** Draws what the tablet shows now. */
export function drawScreen(drawing: Drawing): HTMLElement {
  switch (drawing.screen.kind) {
    case 'rest':
      return drawRest(drawing);
    case 'ask':
      return drawAsk(drawing, drawing.screen);
    case 'more':
      return drawMore(drawing, drawing.screen);
    case 'thanks':
      return drawThanks(drawing);
  }
}

function drawRest({ say, waiting }: Drawing): HTMLElement {
  const page = element('section', 'rest', element('h1', '', say('tabletTitle')));
  page.append(element('p', 'lead', say('tabletRest')), element('p', '', say('tabletWelcome')));
  if (waiting > 0) page.append(element('p', 'small', say('tabletWaiting', { n: waiting })));
  return page;
}

function drawAsk({ say, act }: Drawing, { visit }: Extract<Screen, { kind: 'ask' }>): HTMLElement {
  const heading = element('h1', '', say('tabletAsk'));
  heading.tabIndex = -1;
  // Buttons, not a choice: arrow keys must not answer for whoever only looks.
  const faces = OPINION_LEVELS.map((level) => {
    const button = element(
      'button',
      'level',
      element('span', 'level-face', face(level)),
      element('span', '', wordOf(level, say)),
    );
    button.type = 'button';
    button.addEventListener('click', () => act({ kind: 'level', level }));
    return button;
  });
  return element(
    'section',
    'ask',
    element('p', 'for-number', say('tabletNumber', { number: visit.number })),
    heading,
    element('div', 'great', ...faces),
  );
}

function drawMore(
  { say, questions, act }: Drawing,
  { visit, answers }: Extract<Screen, { kind: 'more' }>,
): HTMLElement {
  const again = element('button', 'again', say('tabletChange'));
  again.type = 'button';
  again.addEventListener('click', () => act({ kind: 'again' }));
  const chosen = element('h1', '', say('tabletChosen', { level: wordOf(answers.level, say) }));
  chosen.tabIndex = -1;
  const head = element(
    'div',
    'chosen',
    element('div', '', element('p', 'for-number', say('tabletNumber', { number: visit.number })), chosen),
    again,
  );
  const rows = questions.map((question) =>
    levelChoice({
      legend: say.named(question.name, question.nameEn),
      className: 'single',
      worded: false,
      chosen: answers.criteria.find((each) => each.code === question.code)?.level ?? null,
      wordOf: (level) => wordOf(level, say),
      onChoose: (level) => act({ kind: 'criterion', answer: { code: question.code, level } }),
    }),
  );
  const send = element('button', 'send', say('tabletSend'));
  send.type = 'button';
  send.addEventListener('click', () => act({ kind: 'send' }));
  const self = element('p', 'small', '');
  self.id = 'self';
  return element(
    'section',
    'more',
    head,
    ...(rows.length === 0 ? [] : [element('h2', '', say('tabletMore'))]),
    element('div', 'questions', ...rows),
    respondentChoice({
      legend: say('tabletAs'),
      chosen: answers.respondent,
      words: { citizen: say('citizen'), business: say('business') },
      onChoose: (respondent) => act({ kind: 'respondent', respondent }),
    }),
    element('div', 'foot', self, send),
  );
}

function drawThanks({ say, waiting }: Drawing): HTMLElement {
  const said = element('div', '', element('h1', '', say(waiting > 0 ? 'tabletKept' : 'tabletThanks')));
  said.setAttribute('role', 'status');
  return element('section', 'rest', said);
}
