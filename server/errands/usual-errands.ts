import type { VisitCount } from '../storage/read-models.ts';
import type { SharedErrand } from './offered-errands.ts';

/** The ordinary shares weigh as much as so many recorded visits of an hour: a quiet month does not turn the page over. */
const PRIOR_VISITS = 40;
/** So many errands an hour are told; the panel shows those that fit. */
const TOLD = 16;

/**
 * For each hour of the day the errands that people come for, commonest first: the hall's own visits at that hour, and
 * half of those of the hours beside it, added to the ordinary shares. A visit without a procedure counts for the errands of its field by
 * their shares. Errands that are done elsewhere are no part of it.
 */
export function usualErrands(errands: readonly SharedErrand[], visits: readonly VisitCount[]): string[][] {
  const here = errands.filter((errand) => errand.field !== null);
  const counted = new VisitsByErrand(here);
  for (const count of visits) counted.add(count);
  return Array.from({ length: 24 }, (_, hour) => {
    const score = (errand: SharedErrand) =>
      (errand.share / 100) * PRIOR_VISITS +
      counted.of(errand.id, hour) +
      (counted.of(errand.id, hour - 1) + counted.of(errand.id, hour + 1)) / 2;
    return here
      .map((errand) => ({ id: errand.id, score: score(errand) }))
      .filter((each) => each.score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, TOLD)
      .map((each) => each.id);
  });
}

class VisitsByErrand {
  private readonly counts = new Map<string, number>();
  private readonly byProcedure = new Map<string, readonly Weighed[]>();
  private readonly byField = new Map<string, readonly Weighed[]>();

  constructor(errands: readonly SharedErrand[]) {
    for (const errand of errands) {
      for (const code of new Set(errand.procedures)) push(this.byProcedure, code, errand);
      if (errand.field !== null) push(this.byField, errand.field, errand);
    }
  }

  add({ hour, field, procedure, visits }: VisitCount): void {
    const named = procedure === null ? undefined : this.byProcedure.get(procedure);
    // A procedure that no errand names says nothing about the other errands of its field.
    const among = procedure === null ? (this.byField.get(field) ?? []) : (named ?? []);
    const whole = among.reduce((sum, each) => sum + each.share, 0);
    for (const { id, share } of among) {
      const part = whole > 0 ? share / whole : 1 / among.length;
      const key = `${hour}/${id}`;
      this.counts.set(key, (this.counts.get(key) ?? 0) + visits * part);
    }
  }

  of(id: string, hour: number): number {
    return this.counts.get(`${hour}/${id}`) ?? 0;
  }
}

type Weighed = Pick<SharedErrand, 'id' | 'share'>;

function push(map: Map<string, readonly Weighed[]>, key: string, errand: Weighed): void {
  map.set(key, [...(map.get(key) ?? []), errand]);
}
