import { foldVietnamese } from '../common/i18n/fold.ts';
import type { PriorityClass } from '../common/protocol/catalogue.ts';
import { ageOn, birthDateOnCard } from '../common/protocol/id-card.ts';

/** By law a person is elderly from this age on; a hall that asks for more says so in the name of the class. */
const ELDERLY_FROM = 60;

/** What an ID card proves: a class of priority, an age below every class, or that it could not be read. */
export type ProvenAge =
  | { readonly kind: 'proven'; readonly priority: PriorityClass }
  | { readonly kind: 'too-young' }
  | { readonly kind: 'unreadable' };

/**
 * The class that the age on a scanned ID card gives: of the classes of the elderly the one that asks for the highest age. The card's
 * text is read here and goes no further.
 * @param date the hall's calendar day
 */
export function provenAge(card: string, date: string, priorities: readonly PriorityClass[]): ProvenAge {
  const birth = birthDateOnCard(card);
  if (birth === null || birth > date) return { kind: 'unreadable' };
  const age = ageOn(date, birth);
  const [best] = priorities
    .flatMap((priority) => {
      const from = priority.active ? ageOf(priority) : null;
      return from !== null && age >= from ? [{ priority, from }] : [];
    })
    .sort((a, b) => b.from - a.from);
  return best === undefined ? { kind: 'too-young' } : { kind: 'proven', priority: best.priority };
}

/** From which age a class is for; null: it is not for age. */
function ageOf({ code, name }: PriorityClass): number | null {
  const folded = foldVietnamese(name);
  if (code !== 'elderly' && !/cao tuoi|nguoi gia/.test(folded)) return null;
  const named = /(\d{2,3})\s*tuoi/.exec(folded)?.[1];
  return named === undefined ? ELDERLY_FROM : Number(named);
}
