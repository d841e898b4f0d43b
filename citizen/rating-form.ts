import { randomId } from '../common/client/random-id.ts';
import { COMMENT_LENGTH } from '../common/protocol/opinion-levels.ts';
import type { OpinionStanding, Respondent } from '../common/protocol/opinions.ts';
import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { levelChoice, respondentChoice } from './choices.ts';
import { element } from './draw.ts';
import { keptOpinion, type SentOpinion, sendOpinion } from './send-opinion.ts';
import { phoneWords, type Say } from './words.ts';

const LEVEL_WORDS = { 5: 'rate5', 4: 'rate4', 3: 'rate3', 2: 'rate2', 1: 'rate1' } as const;
const levelWord = (level: number, say: Say): string => say(LEVEL_WORDS[level as 1 | 2 | 3 | 4 | 5]);

const PROBLEMS: Readonly<Record<string, 'ratePersonal' | 'rateWait' | 'rateClosed'>> = {
  personal_data: 'ratePersonal',
  throttled: 'rateWait',
  rating_closed: 'rateClosed',
};
const RETRY_MS = 5_000;

/** The form by which the holder of a ticket says what the visit was like; it keeps what was typed while the page renews. */
export class RatingForm {
  private readonly place: HTMLElement;
  private readonly token: string;
  private readonly ratingToken: string | null;
  private level: number | null = null;
  private readonly answers = new Map<string, number>();
  private respondent: Respondent = 'citizen';
  private comment = '';
  /** What is on its way; a retry, also after the page was closed, is the same act. */
  private sending: SentOpinion | null;
  private state: 'form' | 'sending' | 'retry' | 'thanks' = 'form';
  private problem: 'ratePersonal' | 'rateWait' | 'rateClosed' | 'rateFailed' | 'rateChoose' | null = null;
  private ticket: TrackedTicket | null = null;
  private say: Say = phoneWords(null);
  private drawn = '';

  /** @param ratingToken behind the # of the address on the paper; null: the address has none */
  constructor(place: HTMLElement, token: string, ratingToken: string | null) {
    this.place = place;
    this.token = token;
    this.ratingToken = ratingToken;
    this.sending = keptOpinion(token).read();
  }

  /** Shows what fits the ticket. */
  show(ticket: TrackedTicket | null, say: Say): void {
    this.ticket = ticket;
    this.say = say;
    if (this.sending !== null && this.state === 'form' && ticket?.opinion === 'open') void this.send();
    this.draw();
  }

  private draw(): void {
    const { ticket, say, state, problem, level } = this;
    const shut = ticket?.needsRatingToken === true && this.ratingToken === null;
    const standing = ticket === null || (shut && ticket.opinion === 'open') ? 'not-yet' : ticket.opinion;
    const now = JSON.stringify([standing, say.language, state, problem, level === null, ticket?.criteria]);
    if (now === this.drawn) return;
    this.drawn = now;
    const parts = this.parts(standing, say);
    this.place.hidden = parts.length === 0;
    this.place.replaceChildren(...parts);
  }

  private parts(standing: OpinionStanding, say: Say): readonly Node[] {
    const said = (text: string) => {
      const line = element('p', 'rate-said', text);
      line.setAttribute('role', 'status');
      return [element('section', 'rate', line)];
    };
    if (this.state === 'thanks') return said(say('rateThanks'));
    if (this.state === 'retry') return said(say('rateRetry'));
    if (standing === 'given') return said(say('rateGiven'));
    return standing === 'open' ? [this.form(say)] : [];
  }

  private form(say: Say): HTMLElement {
    const { ticket, level } = this;
    const form = element('form', 'rate');
    form.noValidate = true;
    form.append(
      levelChoice({
        legend: say('rateTitle'),
        className: 'whole',
        worded: true,
        chosen: level,
        wordOf: (each) => levelWord(each, say),
        onChoose: (chosen) => {
          this.level = chosen;
          this.problem = null;
          const first = level === null;
          this.draw();
          // The questions came up below: the choice keeps the focus it had.
          if (first) this.place.querySelector<HTMLInputElement>(`input[value="${chosen}"]`)?.focus();
        },
      }),
      element('p', 'small', say('rateHint')),
    );
    if (level !== null) {
      const questions = ticket?.criteria ?? [];
      if (questions.length > 0) form.append(element('h2', '', say('rateMore')));
      for (const question of questions)
        form.append(
          levelChoice({
            legend: say.named(question.name, question.nameEn),
            className: 'single',
            worded: false,
            chosen: this.answers.get(question.code) ?? null,
            wordOf: (each) => levelWord(each, say),
            onChoose: (chosen) => this.answers.set(question.code, chosen),
          }),
        );
      form.append(
        respondentChoice({
          legend: say('rateAs'),
          chosen: this.respondent,
          words: { citizen: say('rateCitizen'), business: say('rateBusiness') },
          onChoose: (chosen) => {
            this.respondent = chosen;
          },
        }),
        this.commentBox(say),
      );
    }
    const send = element('button', 'rate-send', say(this.state === 'sending' ? 'rateSending' : 'rateSend'));
    send.disabled = this.state === 'sending';
    const problem = element('p', 'rate-problem', this.problem === null ? '' : say(this.problem));
    problem.setAttribute('role', 'alert');
    form.append(problem, send);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.level === null) {
        this.problem = 'rateChoose';
        this.draw();
      } else void this.send();
    });
    return form;
  }

  private commentBox(say: Say): HTMLElement {
    const box = element('textarea', '');
    Object.assign(box, { maxLength: COMMENT_LENGTH, rows: 3, value: this.comment });
    box.addEventListener('input', () => {
      this.comment = box.value;
    });
    return element(
      'label',
      'rate-comment',
      element('span', '', say('rateComment')),
      box,
      element('span', 'small', say('rateCommentHint')),
    );
  }

  private async send(): Promise<void> {
    this.sending ??= {
      key: randomId(),
      level: this.level ?? 3,
      criteria: [...this.answers].map(([code, level]) => ({ code, level })),
      respondent: this.respondent,
      comment: this.comment.replace(/\s+/g, ' ').trim(),
    };
    const kept = keptOpinion(this.token);
    kept.write(this.sending);
    this.state = this.state === 'retry' ? 'retry' : 'sending';
    this.problem = null;
    this.draw();
    const code = await sendOpinion(this.token, this.ratingToken, this.sending);
    if (code === 'offline') {
      this.state = 'retry';
      setTimeout(() => void this.send(), RETRY_MS);
    } else {
      kept.write(null);
      this.sending = null;
      this.state = code === 'done' || code === 'already_rated' ? 'thanks' : 'form';
      this.problem = this.state === 'form' ? (PROBLEMS[code] ?? 'rateFailed') : null;
    }
    this.draw();
  }
}
