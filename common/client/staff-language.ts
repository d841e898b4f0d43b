import { translator } from '../i18n/translate.ts';
import type { Words } from '../i18n/words.ts';

/** Languages of the staff's pages: Vietnamese first. */
export const STAFF_LANGUAGES = ['vi', 'en'] as const;
export type StaffLanguage = (typeof STAFF_LANGUAGES)[number];

const KEY = 'motcua.language';

/** The choice kept on this device; Vietnamese where none was made, and where there is no browser. */
function keptLanguage(): StaffLanguage {
  const kept = 'document' in globalThis ? globalThis.localStorage.getItem(KEY) : null;
  return STAFF_LANGUAGES.find((each) => each === kept) ?? 'vi';
}

/** The language of this page from its opening on. */
export const staffLanguage: StaffLanguage = keptLanguage();

/** Says on the page in which language it is, for voices and hyphens. */
export function startStaffLanguage(): void {
  document.documentElement.lang = staffLanguage;
}

/** Keeps a choice on this device and opens the page anew in it. */
export function chooseStaffLanguage(language: StaffLanguage): void {
  globalThis.localStorage.setItem(KEY, language);
  globalThis.location.reload();
}

/** Of the words of both languages those of this page's. */
export const inStaffLanguage = <Page>(vietnamese: Page, english: Words<Page>): Words<Page> =>
  staffLanguage === 'en' ? english : (vietnamese as Words<Page>);

/** A page's words bound to the language of the staff's pages. */
export const staffWords = <Page>(vietnamese: Page, english: Words<Page>) =>
  translator<Page>(inStaffLanguage(vietnamese, english));
