/** Who may look ahead and who may speak with the province; a part of the table of roles. */
export const AHEAD_AND_HUB_CALLS = {
  'GET /hub': 'SA',
  'GET /hub/list': 'A',
  'POST /hub/list/decline': 'A',
  'GET /look-ahead': 'SHA',
  'POST /look-ahead/refuse': 'SA',
} as const satisfies Readonly<Record<string, string>>;
