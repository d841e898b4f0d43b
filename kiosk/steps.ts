import type { Field } from '../common/protocol/catalogue.ts';
import type { DossierLook } from '../common/protocol/dossiers.ts';
import type { FieldGroup, OfferedErrand } from '../common/protocol/errands.ts';
import type { Purpose } from '../common/protocol/primitives.ts';
import type { Ticket } from '../common/protocol/ticket.ts';

/** The last page before the number: what was chosen so far. */
export interface Choice {
  readonly page: 'choose';
  readonly purpose: Purpose;
  readonly field: string;
  readonly procedure: string | null;
  readonly priority: string | null;
  /** What was chosen in everyday words; null: a field was. */
  readonly errand: Pick<OfferedErrand, 'name' | 'nameEn'> | null;
  /** The procedure that came with the choice; another one was picked on the page itself. */
  readonly given: string | null;
  /** The scanned dossier that it is about; null: none was scanned. */
  readonly dossier: DossierLook | null;
  /** The step that "back" leads to. */
  readonly cameFrom: ListStep;
}

/** Steps from which a field or an errand is chosen. */
export type ListStep =
  | { readonly page: 'home' }
  | { readonly page: 'search' }
  | { readonly page: 'groups'; readonly purpose: Purpose }
  | { readonly page: 'field'; readonly purpose: Purpose; readonly group: string | null };

/** Where a citizen stands on the way to a number. */
export type Step =
  | ListStep
  /** What is not done here, and where it is. */
  | { readonly page: 'elsewhere'; readonly errand: OfferedErrand; readonly cameFrom: ListStep }
  | Choice
  /** The question of priority, asked of who said yes. */
  | { readonly page: 'priority'; readonly choice: Choice }
  | { readonly page: 'result'; readonly ticket: Ticket; readonly errand: Choice['errand'] };

export type StepAction =
  | {
      readonly do: 'purpose';
      readonly purpose: Purpose;
      readonly fields: readonly Field[];
      readonly groups: readonly FieldGroup[];
    }
  | { readonly do: 'search' }
  | { readonly do: 'group'; readonly group: FieldGroup; readonly fields: readonly Field[] }
  | { readonly do: 'field'; readonly field: string }
  | { readonly do: 'errand'; readonly errand: OfferedErrand }
  | { readonly do: 'found'; readonly field: Field; readonly procedure: string | null }
  | { readonly do: 'dossier'; readonly dossier: DossierLook }
  | { readonly do: 'procedure'; readonly procedure: string | null }
  | { readonly do: 'ask-priority' }
  | { readonly do: 'priority'; readonly priority: string | null }
  | { readonly do: 'issued'; readonly ticket: Ticket }
  | { readonly do: 'back' }
  | { readonly do: 'start' };

export const FIRST_STEP: Step = { page: 'home' };

/** More fields than this are shown by kind first: nobody reads three pages of names. */
const GROUPED_FROM = 19;

/** The fields that the kiosk offers for a purpose. */
export function fieldsFor<F extends Pick<Field, 'active' | 'purposes'>>(
  fields: readonly F[],
  purpose: Purpose,
): readonly F[] {
  return fields.filter((field) => field.active && field.purposes.includes(purpose));
}

/** Groups that hold fields of the list, with those alone. */
export function groupsOf(
  groups: readonly FieldGroup[],
  fields: readonly Pick<Field, 'code'>[],
): readonly FieldGroup[] {
  const codes = new Set(fields.map((field) => field.code));
  return groups
    .map((group) => ({ ...group, fields: group.fields.filter((code) => codes.has(code)) }))
    .filter((group) => group.fields.length > 0);
}

/** The next step; an action that does not fit the step changes nothing. */
export function nextStep(step: Step, action: StepAction): Step {
  switch (action.do) {
    case 'start':
      return FIRST_STEP;
    case 'search':
      return { page: 'search' };
    case 'purpose':
      return listOf(action.purpose, fieldsFor(action.fields, action.purpose), action.groups);
    case 'group': {
      if (step.page !== 'groups') return step;
      const { purpose } = step;
      const fields = groupsOf([action.group], fieldsFor(action.fields, purpose))[0]?.fields ?? [];
      const single = fields.length === 1 ? fields[0] : undefined;
      return single === undefined
        ? { page: 'field', purpose, group: action.group.id }
        : choice(purpose, single, null, step);
    }
    case 'field':
      return step.page === 'field' ? choice(step.purpose, action.field, null, step) : step;
    case 'errand': {
      if (!isList(step)) return step;
      const { errand } = action;
      return errand.field === null
        ? { page: 'elsewhere', errand, cameFrom: step }
        : choice('submit', errand.field, errand.procedure, step, errand);
    }
    case 'found': {
      if (!isList(step)) return step;
      const purpose = action.field.purposes.includes('submit') ? 'submit' : action.field.purposes[0];
      return choice(purpose ?? 'submit', action.field.code, action.procedure, step);
    }
    case 'dossier':
      return ofDossier(action.dossier) ?? step;
    case 'procedure':
      return step.page === 'choose' ? { ...step, procedure: action.procedure } : step;
    case 'ask-priority':
      return step.page === 'choose' ? { page: 'priority', choice: step } : step;
    case 'priority': {
      const chosen = step.page === 'priority' ? step.choice : step;
      return chosen.page === 'choose' ? { ...chosen, priority: action.priority } : step;
    }
    case 'issued':
      return { page: 'result', ticket: action.ticket, errand: step.page === 'choose' ? step.errand : null };
    case 'back':
      return stepBack(step);
  }
}

/** Where the fields of a purpose are chosen. With one there is nothing to choose: a tap is saved. */
function listOf(purpose: Purpose, fields: readonly Field[], groups: readonly FieldGroup[]): Step {
  const single = fields.length === 1 ? fields[0] : undefined;
  if (single !== undefined) return choice(purpose, single.code, null, { page: 'home' });
  const isLong = fields.length >= GROUPED_FROM && groupsOf(groups, fields).length > 1;
  return isLong ? { page: 'groups', purpose } : { page: 'field', purpose, group: null };
}

/** Where a scanned dossier leads: papers that are wanted are handed in, anything else is collected or asked for there. */
function ofDossier(dossier: DossierLook): Choice | null {
  const home = { page: 'home' } as const;
  if (dossier.state === 'supplement' && dossier.field !== null)
    return { ...choice('submit', dossier.field, dossier.procedure, home), dossier };
  return dossier.collectIn === null ? null : { ...choice('collect', dossier.collectIn, null, home), dossier };
}

function choice(
  purpose: Purpose,
  field: string,
  procedure: string | null,
  cameFrom: ListStep,
  errand: Choice['errand'] = null,
): Choice {
  return {
    page: 'choose',
    purpose,
    field,
    procedure,
    priority: null,
    errand,
    given: procedure,
    dossier: null,
    cameFrom,
  };
}

const isList = (step: Step): step is ListStep =>
  step.page === 'home' || step.page === 'search' || step.page === 'groups' || step.page === 'field';

function stepBack(step: Step): Step {
  switch (step.page) {
    case 'priority':
      return step.choice;
    case 'choose':
      // From the papers of a procedure that was picked here back to the list it was picked from.
      return step.procedure === step.given ? step.cameFrom : { ...step, procedure: step.given };
    case 'elsewhere':
      return step.cameFrom;
    case 'field':
      return step.group === null ? FIRST_STEP : { page: 'groups', purpose: step.purpose };
    default:
      return FIRST_STEP;
  }
}

/** A name of the page that changes whenever the page under the finger does. */
export function pageOf(step: Step): string {
  if (step.page === 'choose') return `choose/${step.field}/${step.procedure ?? ''}`;
  return step.page === 'field' ? `field/${step.group ?? ''}` : step.page;
}
