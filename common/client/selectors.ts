import type { HallRecord, ViewRecord } from '../protocol/views.ts';
import type { ConnectionState } from './hall-connection.ts';

type RecordOf<K extends ViewRecord['kind']> = Extract<ViewRecord, { kind: K }>;

const natural = new Intl.Collator('vi', { numeric: true });
const sortedByRecords = new WeakMap<ReadonlyMap<string, ViewRecord>, Map<string, readonly ViewRecord[]>>();

/**
 * All records of one kind in the order a page shows them: fields by their sort, calls latest first, tickets by
 * arrival, the others by code with numbers in natural order. The same array until the records change.
 */
export function recordsOf<K extends ViewRecord['kind']>(
  state: Pick<ConnectionState, 'records'>,
  kind: K,
): readonly RecordOf<K>[] {
  let byKind = sortedByRecords.get(state.records);
  if (byKind === undefined) {
    byKind = new Map();
    sortedByRecords.set(state.records, byKind);
  }
  let found = byKind.get(kind);
  if (found === undefined) {
    found = [...state.records.values()].filter((record) => record.kind === kind).sort(compare);
    byKind.set(kind, found);
  }
  return found as readonly RecordOf<K>[];
}

/** The hall's own record; undefined before the first snapshot. */
export function hallOf(state: Pick<ConnectionState, 'records'>): HallRecord | undefined {
  return recordsOf(state, 'hall')[0];
}

function compare(a: ViewRecord, b: ViewRecord): number {
  if (a.kind === 'field' && b.kind === 'field') {
    return a.field.sort - b.field.sort || natural.compare(a.field.code, b.field.code);
  }
  if (a.kind === 'call' && b.kind === 'call') return b.sequence - a.sequence;
  if (a.kind === 'ticket' && b.kind === 'ticket') {
    return Date.parse(a.orderedAt) - Date.parse(b.orderedAt) || natural.compare(a.number, b.number);
  }
  return natural.compare(a.id, b.id);
}
