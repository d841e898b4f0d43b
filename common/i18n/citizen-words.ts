import type { VietnamesePages } from './vi.ts';
import type { Words } from './words.ts';

/**
 * What citizens read, out of all pages of words: this much, and no more, a language has beside Vietnamese and English.
 * `all`, or the keys; whoever adds a word to a page that is `all` has added it for every language (see CONTRIBUTING.md).
 */
export const CITIZEN_WORDS = {
  kiosk: 'all',
  citizen: 'all',
  publication: 'all',
  listing: 'all',
  common: [
    'languageName',
    'productName',
    'yes',
    'no',
    'ok',
    'back',
    'retry',
    'loading',
    'optional',
    'reconnecting',
    'submit',
    'collect',
    'ask',
    'nobodyWaiting',
    'peopleWaiting',
    'aheadOfYou',
    'aheadNobody',
    'estimateRange',
    'estimateOne',
    'estimateSoon',
  ],
  errors: [
    'invalid_input',
    'not_found',
    'unknown_ticket',
    'unknown_device',
    'unknown_field',
    'unknown_procedure',
    'unknown_priority',
    'unknown_printer',
    'not_issuing',
    'card_required',
    'person_limit',
    'nobody_behind',
    'passed_enough',
    'already_called',
    'wrong_state',
    'already_rated',
    'rating_closed',
    'hall_not_set_up',
    'too_many',
    'throttled',
    'internal',
    'storage_failed',
    'shutting_down',
    'outside_window',
    'quota_reached',
    'range_full',
    'number_range_full',
    'connection_lost',
    'unexpected',
  ],
  estimate: [
    'noCounter',
    'noCounterFull',
    'overMinutes',
    'overHours',
    'overHoursHalf',
    'stillOver',
    'aboutOver',
    'stillAbout',
    'onBoard',
    'noCounterOnBoard',
    'overBreak',
    'overClosing',
    'mayRunIntoBreak',
    'mayRunIntoClosing',
  ],
  slip: [
    'title',
    'purposeSubmit',
    'purposeCollect',
    'purposeAsk',
    'dossier',
    'priority',
    'counters',
    'countersNone',
    'issuedAt',
    'waitingAhead',
    'waitingNobody',
    'estimate',
    'advice',
    'reprint',
    'scan',
    'lookUp',
    'wifi',
    'wifiWithPassword',
  ],
  display: ['boardTitle', 'counterN', 'spokenLive', 'closedNow', 'opensAgain'],
  opinion: [
    'level5',
    'level4',
    'level3',
    'level2',
    'level1',
    'citizen',
    'business',
    'tabletAs',
    'tabletAsk',
    'tabletChange',
    'tabletChosen',
    'tabletMore',
    'tabletNumber',
    'tabletRest',
    'tabletSelf',
    'tabletSend',
    'tabletThanks',
    'tabletKept',
    'tabletLost',
    'tabletConnecting',
    'tabletTitle',
    'tabletWaiting',
    'tabletWelcome',
  ],
} as const satisfies {
  readonly [Page in keyof VietnamesePages]?: 'all' | readonly (keyof VietnamesePages[Page])[];
};

/** A page of words that citizens read. */
export type CitizenPage = keyof typeof CITIZEN_WORDS;
export const CITIZEN_PAGES = Object.keys(CITIZEN_WORDS) as readonly CitizenPage[];

/** Words of one page as they come with a language, further forms of a sentence by their number among them. */
export type PageWords = Readonly<Record<string, string>>;
/** The citizens' words of a language, page by page. */
export type CitizenDictionary = Readonly<Record<CitizenPage, PageWords>>;

/** Which pages each thing that citizens meet takes its words from. */
export const FACES = {
  kiosk: ['kiosk', 'common', 'errors', 'estimate'],
  phone: ['citizen', 'estimate'],
  board: ['display'],
  tablet: ['opinion'],
  list: ['listing'],
} as const satisfies Readonly<Record<string, readonly CitizenPage[]>>;
export type Face = keyof typeof FACES;

/**
 * A page's words in the language that was loaded. The page's own Vietnamese lies below them: a page that is newer than
 * the words it was sent still has a sentence for every key.
 */
export const wordsOver = <Page extends object>(
  vietnamese: Words<Page>,
  loaded: PageWords | undefined,
): Words<Page> => ({ ...vietnamese, ...loaded });
