/** What a kind of period is called, as keys of the console's words. */
export const PERIOD_WORDS = {
  day: 'periodDay',
  week: 'periodWeek',
  month: 'periodMonth',
  quarter: 'periodQuarter',
  year: 'periodYear',
  administrative: 'periodAdministrative',
} as const;
