/** Snapshots of before do not hold who let others pass; the log does. Of earlier days nobody could. */
export const keepLetPasses = `
  ALTER TABLE tickets ADD COLUMN let_pass_count INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tickets ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;
  DELETE FROM snapshots;
`;
