/** Lists that pages draw as choices. They stand apart from the schemas, so that a page does not load those. */

export const PURPOSES = ['submit', 'collect', 'ask'] as const;

/** How a visit may end. */
export const OUTCOMES = [
  'served',
  'missing_papers',
  'guidance',
  'refused',
  'redirected',
  'unrecorded',
] as const;

/** So many languages stand on the kiosk at every size of panel. */
export const MOST_LANGUAGES = 6;
