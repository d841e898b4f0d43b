import type { Field } from '../common/protocol/catalogue.ts';
import type { Purpose } from '../common/protocol/primitives.ts';
import type { Ticket } from '../common/protocol/ticket.ts';

/** The last page before the number: what was chosen so far. */
export interface Choice {
  readonly page: 'choose';
  readonly purpose: Purpose;
  readonly field: string;
  readonly procedure: string | null;
  readonly priority: string | null;
  /** The page that "back" leads to. */
  readonly cameFrom: 'purpose' | 'field' | 'search';
}

/** Where a citizen stands on the way to a number. */
export type Step =
  | { readonly page: 'purpose' }
  | { readonly page: 'search' }
  | { readonly page: 'field'; readonly purpose: Purpose }
  | Choice
  /** The question of priority, asked of who said yes. */
  | { readonly page: 'priority'; readonly choice: Choice }
  | { readonly page: 'result'; readonly ticket: Ticket };

export type StepAction =
  | { readonly do: 'purpose'; readonly purpose: Purpose; readonly fields: readonly Field[] }
  | { readonly do: 'search' }
  | { readonly do: 'field'; readonly field: string }
  | { readonly do: 'found'; readonly field: Field; readonly procedure: string | null }
  | { readonly do: 'procedure'; readonly procedure: string | null }
  | { readonly do: 'ask-priority' }
  | { readonly do: 'priority'; readonly priority: string | null }
  | { readonly do: 'issued'; readonly ticket: Ticket }
  | { readonly do: 'back' }
  | { readonly do: 'start' };

export const FIRST_STEP: Step = { page: 'purpose' };

/** The fields that the kiosk offers for a purpose. */
export function fieldsFor<F extends Pick<Field, 'active' | 'purposes'>>(
  fields: readonly F[],
  purpose: Purpose,
): readonly F[] {
  return fields.filter((field) => field.active && field.purposes.includes(purpose));
}

/** The next step; an action that does not fit the step changes nothing. */
export function nextStep(step: Step, action: StepAction): Step {
  switch (action.do) {
    case 'start':
      return FIRST_STEP;
    case 'search':
      return { page: 'search' };
    case 'purpose': {
      // With one field there is nothing to choose: a tap is saved.
      const only = fieldsFor(action.fields, action.purpose);
      const single = only.length === 1 ? only[0] : undefined;
      return single === undefined
        ? { page: 'field', purpose: action.purpose }
        : choice(action.purpose, single.code, null, 'purpose');
    }
    case 'field':
      return step.page === 'field' ? choice(step.purpose, action.field, null, 'field') : step;
    case 'found': {
      const purpose = action.field.purposes.includes('submit') ? 'submit' : action.field.purposes[0];
      return choice(purpose ?? 'submit', action.field.code, action.procedure, 'search');
    }
    case 'procedure':
      return step.page === 'choose' ? { ...step, procedure: action.procedure } : step;
    case 'ask-priority':
      return step.page === 'choose' ? { page: 'priority', choice: step } : step;
    case 'priority': {
      const chosen = step.page === 'priority' ? step.choice : step;
      return chosen.page === 'choose' ? { ...chosen, priority: action.priority } : step;
    }
    case 'issued':
      return { page: 'result', ticket: action.ticket };
    case 'back':
      return stepBack(step);
  }
}

function choice(
  purpose: Purpose,
  field: string,
  procedure: string | null,
  cameFrom: 'purpose' | 'field' | 'search',
): Choice {
  return { page: 'choose', purpose, field, procedure, priority: null, cameFrom };
}

function stepBack(step: Step): Step {
  if (step.page === 'priority') return step.choice;
  if (step.page !== 'choose') return FIRST_STEP;
  // From a procedure's papers back to the list, unless a search led straight to them.
  if (step.procedure !== null && step.cameFrom !== 'search') return { ...step, procedure: null };
  if (step.cameFrom === 'field') return { page: 'field', purpose: step.purpose };
  return step.cameFrom === 'search' ? { page: 'search' } : FIRST_STEP;
}

/** A name of the page that changes whenever the page under the finger does. */
export function pageOf(step: Step): string {
  return step.page === 'choose' ? `choose/${step.field}/${step.procedure ?? ''}` : step.page;
}
