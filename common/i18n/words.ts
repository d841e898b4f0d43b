/** A page's words in some language: the same keys as the Vietnamese page; a missing one does not compile. */
export type Words<Page> = { readonly [Key in keyof Page]: string };

/** A whole language: every page. */
export type Dictionary<Pages> = { readonly [Page in keyof Pages]: Words<Pages[Page]> };

/** The plural forms of Unicode (CLDR) beside "other", which is the sentence itself. */
export type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many';

/**
 * Further forms of a sentence by its number {n}: 'ahead#one' beside 'ahead'. A language has those that its grammar
 * asks for; Vietnamese, Chinese, Khmer, Korean and Japanese have none.
 */
export type Plurals<Page> = { readonly [Key in `${keyof Page & string}#${PluralForm}`]?: string };
