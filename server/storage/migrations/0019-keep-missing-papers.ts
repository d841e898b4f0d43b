/** Papers that citizens were sent for, one row each; the parkings that the log has already are among them. */
export const keepMissingPapers = `
  CREATE TABLE missing_papers (
    ticket_id TEXT NOT NULL, parked_at_ms INTEGER NOT NULL, position INTEGER NOT NULL, procedure TEXT,
    paper TEXT NOT NULL, PRIMARY KEY (ticket_id, parked_at_ms, position)
  ) STRICT, WITHOUT ROWID;
  INSERT OR REPLACE INTO missing_papers (ticket_id, parked_at_ms, position, procedure, paper)
    SELECT json_extract(body, '$.event.ticketId'), json_extract(body, '$.atMs'), 0, NULL, '' FROM events
      WHERE json_extract(body, '$.event.type') = 'ticket:parked'
        AND json_extract(body, '$.event.reason') = 'Bổ sung hồ sơ';
`;
