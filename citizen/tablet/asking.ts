import type { AskedVisit, CriterionAnswer, Respondent } from '../../common/protocol/opinions.ts';

/** A visit is asked about for so long after it ended: then its citizen has gone. */
export const ASK_MS = 60_000;
/** After the last touch what was chosen is sent by itself: many tap a face and leave. */
export const SELF_SEND_MS = 20_000;
export const THANKS_MS = 5_000;

/** Who is at the counter just now, as every screen may know. */
export interface AtCounter {
  readonly ticketId: string;
  readonly isServed: boolean;
}

/** What a citizen has said so far. */
export interface Answers {
  readonly level: number;
  readonly criteria: readonly CriterionAnswer[];
  readonly respondent: Respondent;
}

/** What the tablet shows. */
export type Screen =
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'ask';
      readonly visit: AskedVisit;
      readonly untilMs: number;
      readonly next: string | null;
    }
  | {
      readonly kind: 'more';
      readonly visit: AskedVisit;
      readonly untilMs: number;
      readonly next: string | null;
      readonly answers: Answers;
    }
  | { readonly kind: 'thanks'; readonly untilMs: number };

/** What happens to a tablet. Times are ms of one clock. */
export type Happening =
  | {
      readonly kind: 'asked';
      readonly visit: AskedVisit | null;
      /** How long ago it ended. */
      readonly ageMs: number;
      readonly present: AtCounter | null;
    }
  | { readonly kind: 'counter'; readonly present: AtCounter | null }
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'criterion'; readonly answer: CriterionAnswer }
  | { readonly kind: 'respondent'; readonly respondent: Respondent }
  | { readonly kind: 'again' }
  | { readonly kind: 'send' }
  | { readonly kind: 'tick' };

/** What comes of it: the next screen, and what is to be sent. */
export interface Outcome {
  readonly screen: Screen;
  readonly send: { readonly ticket: string; readonly answers: Answers } | null;
}

const REST: Screen = { kind: 'rest' };
const stay = (screen: Screen): Outcome => ({ screen, send: null });

/** Ends the question: what was chosen is sent, what was not is gone. */
function end(screen: Screen, after: Screen): Outcome {
  if (screen.kind !== 'more') return stay(after);
  return { screen: after, send: { ticket: screen.visit.ticket, answers: screen.answers } };
}

/** The next citizen is being served, or was called by an act of its own: the one before has gone. */
function hasGoneOn(next: string | null, present: AtCounter | null): boolean {
  return present !== null && (present.ticketId !== next || present.isServed);
}

/**
 * What a tablet shows after something happened. Pure. A question belongs to one visit and ends with it: nobody is asked
 * about another's, and nothing of an answer stands on the next screen.
 * @param done the visit that was asked about last, which is not asked about again
 */
export function after(screen: Screen, happening: Happening, nowMs: number, done: string | null): Outcome {
  switch (happening.kind) {
    case 'asked': {
      const { visit, present, ageMs } = happening;
      if (visit === null || visit.ticket === done || ageMs >= ASK_MS) return stay(screen);
      if ((screen.kind === 'ask' || screen.kind === 'more') && screen.visit.ticket === visit.ticket)
        return stay(screen);
      if (present?.isServed === true) return stay(screen);
      // Where the next was called by the same act that ended the visit, only its start ends the question.
      return end(screen, {
        kind: 'ask',
        visit,
        untilMs: nowMs + ASK_MS - ageMs,
        next: present?.ticketId ?? null,
      });
    }
    case 'counter':
      if ((screen.kind === 'ask' || screen.kind === 'more') && hasGoneOn(screen.next, happening.present))
        return end(screen, REST);
      return stay(screen);
    case 'level':
      if (screen.kind !== 'ask' && screen.kind !== 'more') return stay(screen);
      return stay({
        ...screen,
        kind: 'more',
        untilMs: nowMs + SELF_SEND_MS,
        answers: {
          criteria: screen.kind === 'more' ? screen.answers.criteria : [],
          respondent: screen.kind === 'more' ? screen.answers.respondent : 'citizen',
          level: happening.level,
        },
      });
    case 'criterion': {
      if (screen.kind !== 'more') return stay(screen);
      const others = screen.answers.criteria.filter((each) => each.code !== happening.answer.code);
      const answers = { ...screen.answers, criteria: [...others, happening.answer] };
      return stay({ ...screen, untilMs: nowMs + SELF_SEND_MS, answers });
    }
    case 'respondent':
      if (screen.kind !== 'more') return stay(screen);
      return stay({
        ...screen,
        untilMs: nowMs + SELF_SEND_MS,
        answers: { ...screen.answers, respondent: happening.respondent },
      });
    case 'again':
      if (screen.kind !== 'more') return stay(screen);
      return stay({ kind: 'ask', visit: screen.visit, next: screen.next, untilMs: nowMs + ASK_MS });
    case 'send':
      if (screen.kind !== 'more') return stay(screen);
      return end(screen, { kind: 'thanks', untilMs: nowMs + THANKS_MS });
    case 'tick':
      if (screen.kind === 'rest' || nowMs < screen.untilMs) return stay(screen);
      if (screen.kind === 'more') return end(screen, { kind: 'thanks', untilMs: nowMs + THANKS_MS });
      return stay(REST);
  }
}
