/** The log, the answers to commands, snapshots, and the read tables that follow from the log. */
export const createLogAndReadTables = `
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE TABLE commands (
    command_id TEXT PRIMARY KEY, body_hash TEXT NOT NULL, reply TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshots (sequence INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;

  CREATE TABLE tickets (
    id TEXT PRIMARY KEY, number TEXT NOT NULL, local_date TEXT NOT NULL, weekday INTEGER NOT NULL, slot INTEGER NOT NULL,
    week TEXT NOT NULL, month TEXT NOT NULL, quarter TEXT NOT NULL, year TEXT NOT NULL, period TEXT NOT NULL,
    field TEXT NOT NULL, drawn_field TEXT NOT NULL, procedure TEXT, purpose TEXT NOT NULL, priority TEXT,
    channel TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, counter TEXT, officer TEXT,
    issued_at_ms INTEGER NOT NULL, ordered_at_ms INTEGER NOT NULL, called_at_ms INTEGER, last_called_at_ms INTEGER,
    started_at_ms INTEGER, finished_at_ms INTEGER, wait_ms INTEGER, service_ms INTEGER,
    call_count INTEGER NOT NULL DEFAULT 0, transaction_count INTEGER NOT NULL DEFAULT 0, print_state TEXT NOT NULL,
    tracking_token TEXT, language TEXT NOT NULL, waiting_ahead INTEGER NOT NULL DEFAULT 0,
    estimate_low INTEGER, estimate_high INTEGER, reserved_for TEXT, batch TEXT,
    issued_width_ms INTEGER NOT NULL DEFAULT 0, called_width_ms INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX tickets_by_day ON tickets (local_date, field);
  CREATE UNIQUE INDEX tickets_by_token ON tickets (tracking_token) WHERE tracking_token IS NOT NULL;
  CREATE INDEX tickets_by_batch ON tickets (batch) WHERE batch IS NOT NULL;

  CREATE TABLE ticket_transactions (
    ticket_id TEXT NOT NULL, position INTEGER NOT NULL, procedure TEXT NOT NULL, count INTEGER NOT NULL,
    dossier_code TEXT, PRIMARY KEY (ticket_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE counter_sessions (
    id INTEGER PRIMARY KEY, counter TEXT NOT NULL, officer TEXT NOT NULL, local_date TEXT NOT NULL,
    opened_at_ms INTEGER NOT NULL, closed_at_ms INTEGER
  ) STRICT;
  CREATE INDEX sessions_open ON counter_sessions (counter) WHERE closed_at_ms IS NULL;
  CREATE TABLE counter_pauses (
    id INTEGER PRIMARY KEY, counter TEXT NOT NULL, reason TEXT NOT NULL, paused_at_ms INTEGER NOT NULL,
    resumed_at_ms INTEGER
  ) STRICT;
  CREATE TABLE import_batches (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, rows INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE import_fields (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
`;
