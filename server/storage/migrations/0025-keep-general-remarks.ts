/** A remark on the hall as a whole has a topic and no field. The table is made anew: SQLite cannot lift NOT NULL from a column. */
export const keepGeneralRemarks = `
  CREATE TABLE remarks_anew (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, procedure TEXT, field TEXT, topic TEXT, text TEXT NOT NULL, ticket_id TEXT,
    officer TEXT NOT NULL, local_date TEXT NOT NULL, made_at_ms INTEGER NOT NULL, state TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '', settled_by TEXT, settled_at_ms INTEGER
  ) STRICT;
  INSERT INTO remarks_anew SELECT id, kind, procedure, field, NULL, text, ticket_id, officer, local_date, made_at_ms, state,
    answer, settled_by, settled_at_ms FROM remarks;
  DROP TABLE remarks;
  ALTER TABLE remarks_anew RENAME TO remarks;
  CREATE INDEX remarks_by_day ON remarks (local_date);
  CREATE INDEX remarks_by_officer ON remarks (officer, made_at_ms);
`;
