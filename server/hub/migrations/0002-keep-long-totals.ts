/**
 * Totals of whole months and years by field and of all fields together (field ''), made of the totals of half months that
 * follow from the log. `figures` are those of the report as it shows them; waits within target were counted by the targets
 * in `halls.targets`. Their times are packed already: compressing them once more costs time and saves nothing.
 */
export const keepLongTotals = `
  CREATE TABLE long_totals (
    hall text NOT NULL, scale text NOT NULL CHECK (scale IN ('month', 'year')), from_date text NOT NULL, field text NOT NULL,
    drawn bigint NOT NULL, called bigint NOT NULL, served bigint NOT NULL, no_show bigint NOT NULL, "left" bigint NOT NULL,
    transactions bigint NOT NULL, wait_count bigint NOT NULL, wait_ms bigint NOT NULL, service_count bigint NOT NULL,
    service_ms bigint NOT NULL, within bigint NOT NULL, figures text NOT NULL, waits bytea NOT NULL, services bytea NOT NULL,
    PRIMARY KEY (hall, scale, from_date, field)
  );
  ALTER TABLE long_totals ALTER waits SET STORAGE EXTERNAL, ALTER services SET STORAGE EXTERNAL;
  ALTER TABLE halls ADD targets text, ADD long_to text NOT NULL DEFAULT '';
`;
