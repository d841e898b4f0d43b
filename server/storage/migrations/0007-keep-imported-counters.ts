/** Open counters of earlier records that know no end of a service: the planner works the service time out from them. */
export const keepImportedCounters = `
  CREATE TABLE import_counters (
    batch TEXT NOT NULL, field TEXT NOT NULL, from_ms INTEGER NOT NULL, open INTEGER NOT NULL,
    PRIMARY KEY (batch, field, from_ms)
  ) STRICT, WITHOUT ROWID;
`;
