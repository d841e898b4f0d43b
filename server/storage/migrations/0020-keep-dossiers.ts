/** The dossier a ticket is about, and where dossiers stand. Snapshots of before know neither. */
export const keepDossiers = `
  ALTER TABLE tickets ADD COLUMN dossier_code TEXT;
  CREATE INDEX tickets_dossier ON tickets (dossier_code) WHERE dossier_code IS NOT NULL;
  CREATE TABLE dossiers (
    code TEXT PRIMARY KEY, state TEXT NOT NULL, field TEXT, procedure TEXT, papers TEXT NOT NULL,
    changed_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  DELETE FROM snapshots;
`;
