/** Who may ask for what concerns voices and languages. */
export const VOICE_CALLS: Readonly<Record<string, string>> = {
  'GET /languages': 'anyone',
  'GET /languages/:tag/words': 'anyone',
  'PUT /languages/:code/review': 'SA',
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
