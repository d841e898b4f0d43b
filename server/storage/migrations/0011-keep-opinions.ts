/**
 * What citizens said of their visits, under the day of the visit. One that stands for each ticket: the core sees to
 * it, and the index is the wall behind it.
 */
export const keepOpinions = `
  CREATE TABLE opinions (
    id TEXT PRIMARY KEY, ticket_id TEXT, source TEXT NOT NULL, respondent TEXT NOT NULL, level INTEGER NOT NULL,
    comment TEXT NOT NULL, local_date TEXT NOT NULL, weekday INTEGER NOT NULL, week TEXT NOT NULL, month TEXT NOT NULL,
    quarter TEXT NOT NULL, year TEXT NOT NULL, period TEXT NOT NULL, field TEXT, batch TEXT NOT NULL,
    given_at_ms INTEGER NOT NULL, given_date TEXT NOT NULL, given_slot INTEGER NOT NULL, keyed_by TEXT,
    withdrawn_at_ms INTEGER, withdraw_reason TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE UNIQUE INDEX opinions_by_ticket ON opinions (ticket_id)
    WHERE ticket_id IS NOT NULL AND withdrawn_at_ms IS NULL;
  CREATE INDEX opinions_by_day ON opinions (local_date);
  CREATE TABLE opinion_criteria (
    opinion_id TEXT NOT NULL, code TEXT NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (opinion_id, code)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE criterion_names (
    code TEXT NOT NULL, from_date TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (code, from_date)
  ) STRICT, WITHOUT ROWID;
`;
