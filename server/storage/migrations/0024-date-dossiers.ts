/** As of when each part of what was told of a dossier is so: until now, when it was told. Snapshots of before do not know. */
export const dateDossiers = `
  ALTER TABLE dossiers ADD COLUMN as_of_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE dossiers ADD COLUMN field_as_of_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE dossiers ADD COLUMN procedure_as_of_ms INTEGER NOT NULL DEFAULT 0;
  UPDATE dossiers SET as_of_ms = changed_at_ms, field_as_of_ms = iif(field IS NULL, 0, changed_at_ms),
    procedure_as_of_ms = iif(procedure IS NULL, 0, changed_at_ms);
  DELETE FROM snapshots;
`;
