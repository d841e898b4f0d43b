import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Language, saidLine } from './primitives.ts';

export const LanguageSigned = z.strictObject({
  language: Language,
  /** Of the words that were read, as GET /languages tells it: words that were changed meanwhile are not signed. */
  digest: z.string().regex(/^[0-9a-f]{16}$/),
  /** The name of who reads the language, as it stands in the record. */
  reader: saidLine(120),
});
/** The words of a language, read and found right. */
export type LanguageSigned = Immutable<typeof LanguageSigned>;
