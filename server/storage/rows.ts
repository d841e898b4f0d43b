/** The row of a query that always gives one, such as a count. Throws where it gave none. */
export function one<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('a query that always gives a row gave none');
  return row;
}
