/** Totals of before their times were packed in bins cannot be read by what reads them now; they are made anew. */
export const packTimesInBins = `
  DELETE FROM ticket_totals;
  DELETE FROM totalled_spans;
`;
