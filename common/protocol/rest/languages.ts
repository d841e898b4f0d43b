import { z } from 'zod';
import type { Immutable } from '../immutable.ts';
import { Language, LocalDate, line } from '../primitives.ts';
import type { CallTable } from './call.ts';

/** What shows words to citizens and asks for them in a language. */
const LANGUAGE_FACES = ['kiosk', 'phone', 'board', 'tablet', 'list'] as const;

const LanguageReview = z.object({
  /** The name of who read the words and signed that they are right. */
  by: z.string(),
  date: LocalDate,
  /** False: the words were changed since. */
  holds: z.boolean(),
});

export const HallLanguage = z.object({
  tag: Language,
  /** Its name in itself, as its button says it. */
  name: line(60),
  nameVi: line(60),
  nameEn: line(60),
  direction: z.enum(['ltr', 'rtl']),
  /** Address of a typeface with the letters of its name; null: the product's own has them. */
  nameFont: z.string().nullable(),
  /** Whether citizens of this hall can choose it. */
  offered: z.boolean(),
  /** `own`: written by the makers of the product; `machine`: translated by a machine. */
  made: z.enum(['own', 'machine']),
  /** Changes with every word; a signature is for one of it. */
  digest: z.string(),
  /** Null: no speaker of it has signed the words yet. */
  review: LanguageReview.nullable(),
  /** Words that it has none of its own for: those are shown in English. */
  missing: z.array(z.string()),
});
/** A language that is installed. */
export type HallLanguage = Immutable<typeof HallLanguage>;

const Sentences = z.record(z.string(), z.string());

export const LanguageWords = z.object({
  tag: Language,
  direction: z.enum(['ltr', 'rtl']),
  pages: z.record(z.string(), Sentences),
  /** Names that the hall gives in Vietnamese (fields, errands, papers, places), in this language. */
  names: Sentences,
  /** Addresses of its typeface; none: the product's own has all its letters. */
  fonts: z.object({
    /** The letters of its words, by weight. */
    words: z.array(z.object({ weight: z.number().int(), address: z.string() })),
    /** Every letter of it. */
    whole: z.string().nullable(),
  }),
});

/** The words of one face in one language, whole: gaps are filled with English. */
export type LanguageWords = Immutable<typeof LanguageWords>;

/** Languages that citizens read. */
export const languageCalls = {
  'GET /languages': {
    operationId: 'listLanguages',
    /** Those that citizens choose from first, in their order. */
    response: z.object({ languages: z.array(HallLanguage) }),
  },
  'GET /languages/:tag/words': {
    operationId: 'readLanguageWords',
    query: z.object({ face: z.enum(LANGUAGE_FACES) }),
    response: LanguageWords,
  },
} as const satisfies CallTable;
