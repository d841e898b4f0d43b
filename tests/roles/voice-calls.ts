/** Who may work on the hall's own recordings: a part of the table of roles. */
export const VOICE_CALLS: Readonly<Record<string, string>> = {
  'GET /voice-packs': 'SA',
  'POST /voice-packs': 'SA',
  'POST /voice-packs/import': 'SA',
  'GET /voice-packs/:id': 'SA',
  'PUT /voice-packs/:id': 'SA',
  'DELETE /voice-packs/:id': 'SA',
  'POST /voice-packs/:id/restore': 'SA',
  'GET /voice-packs/:id/export': 'SA',
  'PUT /voice-packs/:id/clips/:clip': 'SA',
  'POST /voice-packs/:id/clips/:clip/undo': 'SA',
};
