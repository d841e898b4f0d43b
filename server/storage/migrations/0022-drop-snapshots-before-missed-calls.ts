/** Snapshots written before missed calls were kept would differ from the log; the next start writes a new one. */
export const dropSnapshotsBeforeMissedCalls = 'DELETE FROM snapshots;';
