/** What settings were changed to, when and by whom: the console shows it and takes it back. The log has the changes so far. */
export const keepSettingsChanges = `
  CREATE TABLE settings_changes (
    at_ms INTEGER NOT NULL, actor_kind TEXT NOT NULL, actor TEXT NOT NULL, sequence INTEGER PRIMARY KEY,
    changes TEXT NOT NULL
  ) STRICT;
  INSERT INTO settings_changes (sequence, at_ms, actor_kind, actor, changes)
    SELECT sequence, json_extract(body, '$.atMs'), json_extract(body, '$.actor.kind'),
        json_extract(body, '$.actor.id'), json_extract(body, '$.event.changes') FROM events
      WHERE json_extract(body, '$.event.type') = 'settings:changed';
`;
