/** Snapshots of before acts could be taken back do not hold the last acts and the ended tickets of the day; the log does. */
export const dropSnapshotsBeforeUndo = `
  DELETE FROM snapshots;
`;
