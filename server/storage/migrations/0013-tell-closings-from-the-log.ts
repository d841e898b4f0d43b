/** Snapshots of before there were seals do not say which days were closed; the log does. */
export const tellClosingsFromTheLog = `
  DELETE FROM snapshots;
`;
