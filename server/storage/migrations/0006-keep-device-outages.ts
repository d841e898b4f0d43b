/** When devices were watched and what was wrong with them. Written apart from the log: no fact of a ticket follows. */
export const keepDeviceOutages = `
  CREATE TABLE device_watches (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, local_date TEXT NOT NULL,
    from_ms INTEGER NOT NULL, alive_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX device_watches_by_day ON device_watches (local_date);
  CREATE TABLE device_faults (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, fault TEXT NOT NULL, from_ms INTEGER NOT NULL,
    alive_ms INTEGER NOT NULL, to_ms INTEGER
  ) STRICT;
  CREATE INDEX device_faults_by_device ON device_faults (device, from_ms);
  CREATE INDEX device_faults_open ON device_faults (device) WHERE to_ms IS NULL;
  CREATE TABLE paper_changes (
    device TEXT NOT NULL, at_ms INTEGER NOT NULL, local_date TEXT NOT NULL, PRIMARY KEY (device, at_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE device_versions (device TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
