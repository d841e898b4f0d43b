/** Snapshots of before ranges were calibrated by length hold another memory of waits than the log now gives. */
export const forgetOldWaitMemories = `
  DELETE FROM snapshots;
`;
