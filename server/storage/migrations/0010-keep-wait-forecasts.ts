/**
 * What was foretold of a wait beside the announced range, so that its error can be told; and snapshots of before the hall
 * learnt from its waits go, since the log holds more than they do.
 */
export const keepWaitForecasts = `
  ALTER TABLE tickets ADD COLUMN expected_wait_ms INTEGER;
  ALTER TABLE tickets ADD COLUMN queue_wait_ms INTEGER;
  ALTER TABLE tickets ADD COLUMN claimed_share REAL;
  DELETE FROM snapshots;
`;
