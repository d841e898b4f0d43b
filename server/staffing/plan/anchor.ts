import { somebodyHolds } from './best-partition.ts';
import { maySit } from './grouping.ts';
import type { PeakWork } from './peak-work.ts';
import type { PlanQuestion } from './question.ts';

/** Two groups are joined where the rule saves so much of an official. */
const SAVED_LEAST = 0.3;

/** What a division is measured against: fields that the same people hold. */
export interface Anchor {
  /** Today's counters, or where the hall has none the record's own work, by rule and without chance. */
  readonly kind: 'today' | 'record';
  readonly groups: readonly (readonly number[])[];
}

/**
 * What the fields are held by as things stand. A hall with counters keeps to them unless a change saves enough. Where none holds a
 * field (a record from elsewhere, a hall to be opened) fields are joined two by two by a rule: of many divisions that are as
 * good it points at one, and at the same one whatever is drawn.
 * @param fields places of the fields with tickets
 */
export function anchorOf(question: PlanQuestion, peaks: PeakWork, fields: readonly number[]): Anchor {
  const today = question.present
    .map(({ primary }) => primary.filter((field) => fields.includes(field)))
    .filter((held) => held.length > 0);
  const different = new Map(today.map((held) => [held.join(), held]));
  if (today.length > 0) return { kind: 'today', groups: [...different.values()] };
  const most = question.request.maxFieldsPerOfficial;
  let groups: readonly (readonly number[])[] = fields.map((field) => [field]);
  for (;;) {
    let best: {
      a: readonly number[];
      b: readonly number[];
      joined: readonly number[];
      saved: number;
    } | null = null;
    for (const [at, a] of groups.entries())
      for (const b of groups.slice(at + 1)) {
        if (a.length + b.length > most || !maySit(question, a, b)) continue;
        const joined = [...a, ...b].sort((x, y) => x - y);
        if (!somebodyHolds(question, joined)) continue;
        const saved = peaks.officials(a) + peaks.officials(b) - peaks.officials(joined);
        if (saved > (best?.saved ?? SAVED_LEAST)) best = { a, b, joined, saved };
      }
    if (!best) return { kind: 'record', groups };
    const { a, b, joined } = best;
    groups = [...groups.filter((group) => group !== a && group !== b), joined];
  }
}
