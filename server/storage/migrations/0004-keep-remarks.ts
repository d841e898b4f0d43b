/** What officials say of procedures, and what leaders made of it. */
export const keepRemarks = `
  CREATE TABLE remarks (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, procedure TEXT, field TEXT NOT NULL, text TEXT NOT NULL, ticket_id TEXT,
    officer TEXT NOT NULL, local_date TEXT NOT NULL, made_at_ms INTEGER NOT NULL, state TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '', settled_by TEXT, settled_at_ms INTEGER
  ) STRICT;
  CREATE INDEX remarks_by_day ON remarks (local_date);
  CREATE INDEX remarks_by_officer ON remarks (officer, made_at_ms);
`;
