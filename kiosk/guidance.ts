import type { FieldRecord } from '../common/protocol/views.ts';

/**
 * The field whose counter guides a citizen who does not know what is needed: among `candidates` (best first; none: every
 * field that answers questions) one that gives numbers, before all one with an open counter, then the fewest people a
 * counter. Undefined: none gives numbers now.
 */
export function guidanceFor(
  candidates: readonly string[],
  records: readonly FieldRecord[],
): FieldRecord | undefined {
  const asked = records.filter(({ field }) => field.active && field.purposes.includes('ask'));
  const named = candidates.flatMap((code) => asked.filter((record) => record.field.code === code));
  const open = (named.length > 0 ? named : asked).filter((record) => record.issuing.open);
  return [...open].sort((a, b) => lineOf(a) - lineOf(b))[0];
}

/** People for each open counter; where none is open nobody is called. */
const lineOf = ({ waiting, counters }: FieldRecord) =>
  counters.length === 0 ? Number.POSITIVE_INFINITY : waiting / counters.length;
