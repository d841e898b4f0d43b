import { amended, type Patch, type Snapshot, type ViewRecord } from '../protocol/views.ts';

/** The records of a client with the sequence they are true for. */
export interface View {
  readonly sequence: number;
  readonly records: ReadonlyMap<string, ViewRecord>;
}

/** The view before anything was heard. */
export const EMPTY_VIEW: View = { sequence: -1, records: new Map() };

/** The view that a snapshot describes. */
export function viewOf(snapshot: Snapshot): View {
  return {
    sequence: snapshot.sequence,
    records: new Map(snapshot.records.map((record) => [record.id, record])),
  };
}

/**
 * Applies one patch. `null` means a gap: something between was not heard and a new snapshot is needed.
 * A patch that ends at or before the view's sequence was already part of the snapshot and changes nothing.
 */
export function patched(view: View, patch: Patch): View | null {
  // The server sends a patch from below nought when everything changed at once.
  if (view.sequence < 0 || patch.from < 0) return null;
  if (patch.from !== view.sequence) {
    return patch.from < view.sequence && patch.to <= view.sequence ? view : null;
  }
  if (patch.put.length === 0 && patch.amend.length === 0 && patch.drop.length === 0) {
    return patch.to === view.sequence ? view : { sequence: patch.to, records: view.records };
  }
  const records = new Map(view.records);
  for (const id of patch.drop) records.delete(id);
  for (const record of patch.put) records.set(record.id, record);
  for (const amendment of patch.amend) {
    const record = records.get(amendment.id);
    // Told of something that this client never held: only a snapshot can help.
    if (!record) return null;
    records.set(record.id, amended(record, amendment));
  }
  return { sequence: patch.to, records };
}
