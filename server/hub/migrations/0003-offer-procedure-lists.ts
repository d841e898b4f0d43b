/** Lists of procedures that the province sends to its halls, and what each hall did with them. */
export const offerProcedureLists = `
  CREATE TABLE procedure_lists (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, file_name text NOT NULL, file bytea NOT NULL,
    sent_at timestamptz NOT NULL, sent_by text NOT NULL
  );
  CREATE TABLE list_offers (
    hall text NOT NULL, list bigint NOT NULL,
    state text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'fetched', 'adopted', 'declined')),
    changed_at timestamptz NOT NULL, note text NOT NULL DEFAULT '', PRIMARY KEY (hall, list)
  );
`;
