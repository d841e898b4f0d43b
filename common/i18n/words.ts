/** A page's words in some language: the same keys as the Vietnamese page; a missing one does not compile. */
export type Words<Page> = { readonly [Key in keyof Page]: string };

/** A whole language: every page. */
export type Dictionary<Pages> = { readonly [Page in keyof Pages]: Words<Pages[Page]> };

/** A language that is data and may have gaps. */
export type PartialDictionary<Pages> = {
  readonly [Page in keyof Pages]?: { readonly [Key in keyof Pages[Page]]?: string };
};
