import type { Payload } from '../../common/protocol/commands.ts';
import type { Circumstances } from './decision.ts';
import { type Decision, no } from './decision.ts';
import type { HallState } from './state.ts';

/** Under which a person's numbers of a field are counted. */
export const personKey = (field: string, person: string): string => `${field} ${person}`;

/**
 * Why somebody at a kiosk draws no further number of a field [ISSUE5]: no card was scanned, or as many were drawn today as
 * one person may. Questions are asked without a card, and staff draw for whoever has none. Null: nothing stands against it.
 */
export function personRefusal(
  state: HallState,
  payload: Pick<Payload<'ticket:issue'>, 'field' | 'purpose'>,
  around: Pick<Circumstances, 'channel' | 'person'>,
): Decision | null {
  const limit = state.settings.numbersPerPerson;
  if (limit === null || around.channel !== 'kiosk' || payload.purpose === 'ask') return null;
  if (around.person === undefined)
    return no('card_required', 'an ID card is scanned before a number is drawn');
  const drawn = state.drawnBy.get(personKey(payload.field, around.person)) ?? 0;
  return drawn < limit
    ? null
    : no('person_limit', 'this person has drawn as many numbers as one may', { limit });
}
