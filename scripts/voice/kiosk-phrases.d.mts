/** Phrases of the speaking kiosk in a language, each once. `load` imports a source of the project by its path. */
export function kioskPhrases(
  root: string,
  language: 'vi' | 'en',
  load: (path: string) => Promise<unknown>,
): Promise<string[]>;
