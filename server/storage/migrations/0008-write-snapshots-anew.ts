/** Snapshots of before procedures had versions do not say from which day each text held; the log does. */
export const writeSnapshotsAnew = `
  DELETE FROM snapshots;
`;
