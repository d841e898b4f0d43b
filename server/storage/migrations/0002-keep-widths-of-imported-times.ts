/** Imported times may be known only as an interval; the widths of start and finish are kept like those of issue and call. */
export const keepWidthsOfImportedTimes = `
  ALTER TABLE tickets ADD COLUMN started_width_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tickets ADD COLUMN finished_width_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE import_batches ADD COLUMN first_date TEXT;
  ALTER TABLE import_batches ADD COLUMN last_date TEXT;
`;
