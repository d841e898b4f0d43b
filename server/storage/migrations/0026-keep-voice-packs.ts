/** The hall's own voice recordings: in the record, so that every copy of it has them. */
export const keepVoicePacks = `
  CREATE TABLE voice_packs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, made_at_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL, dropped_at_ms INTEGER
  ) STRICT;
  CREATE TABLE voice_takes (
    pack TEXT NOT NULL, clip TEXT NOT NULL, is_present INTEGER NOT NULL, digest TEXT NOT NULL,
    duration_ms INTEGER NOT NULL, lufs REAL NOT NULL, peak_db REAL NOT NULL, sound BLOB NOT NULL,
    PRIMARY KEY (pack, clip, is_present)
  ) STRICT;
`;
