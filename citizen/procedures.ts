import { api } from '../common/client/api.ts';
import { LanguageShelf, type LoadedWords } from '../common/client/language-words.ts';
import { wordsOver } from '../common/i18n/citizen-words.ts';
import { foldedWords } from '../common/i18n/fold.ts';
import { formatTime } from '../common/i18n/format.ts';
import { nameIn } from '../common/i18n/name-in.ts';
import { translator } from '../common/i18n/translate.ts';
import { citizen } from '../common/i18n/vi/citizen.ts';
import { listing as words } from '../common/i18n/vi/procedures.ts';
import type { PublicListing } from '../common/protocol/procedure-versions.ts';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './procedures.css';
import { keepLanguage, keptLanguage } from './kept-language.ts';
import { LanguageChoice } from './language-choice.ts';
import { drawListing, type SayListing } from './listing-page.ts';

/** The list changes with the day and with the hall's own work; nobody reads it to the second. */
const AGAIN_MS = 5 * 60_000;
const RETRY_MS = 10_000;
/** Beside a ticket's own; see kept-language.ts. */
const KEPT = 'list';
const shelf = new LanguageShelf('list', false);

/** The words that were loaded; null: Vietnamese, which is a part of the page. */
function sayIn(loaded: LoadedWords | null): SayListing {
  const language = loaded?.tag ?? 'vi';
  const named = (own: string, english = '') => nameIn(language, loaded?.names ?? {}, own, english);
  return Object.assign(
    translator<typeof words>(wordsOver<typeof words>(words, loaded?.pages.listing), language),
    {
      language,
      named,
    },
  );
}

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};
const content = byId('content');
const stale = byId('stale');

let say = sayIn(null);
let wanted = 'vi';
const choice = new LanguageChoice(byId('language'), (tag) => {
  keepLanguage(KEPT, tag);
  void speak(tag);
});
let listing: PublicListing | null = null;
let drawn = '';
let query = '';
let heardAt: Date | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the rows in which all typed words begin some word. */
function filter(): void {
  const typed = foldedWords(query);
  let found = 0;
  for (const section of content.querySelectorAll<HTMLElement>('section.field')) {
    let here = 0;
    for (const row of section.querySelectorAll<HTMLElement>('tbody tr')) {
      const words = (row.dataset.words ?? '').split(' ');
      const fits = typed.every((each) => words.some((word) => word.startsWith(each)));
      row.hidden = !fits;
      if (fits) here += 1;
    }
    section.hidden = here === 0;
    found += here;
  }
  const none = content.querySelector<HTMLElement>('#none');
  if (none !== null) none.hidden = found > 0;
}

function draw(): void {
  const now = JSON.stringify([say.language, listing]);
  if (now === drawn) return;
  drawn = now;
  document.documentElement.lang = say.language;
  choice.show(say.language);
  if (listing === null) {
    content.replaceChildren(document.createTextNode(citizen.loading));
    return;
  }
  const { name, nameEn } = listing.hall;
  byId('hall').textContent = say.named(name, nameEn);
  document.title = `${say('title')} · ${name}`;
  content.replaceChildren(
    ...drawListing(listing, say, (typed) => {
      query = typed;
      filter();
    }),
  );
  const field = content.querySelector<HTMLInputElement>('#find');
  if (field !== null) field.value = query;
  filter();
}

/** Goes over to a language as soon as its words are here. */
async function speak(tag: string): Promise<void> {
  wanted = tag;
  const loaded = tag === 'vi' ? null : await shelf.load(tag);
  if (wanted !== tag || (tag !== 'vi' && loaded === null)) return;
  say = sayIn(loaded);
  draw();
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  const answer = await api('GET /procedures/listing');
  if (answer.ok) {
    listing = answer.value;
    heardAt = new Date();
    stale.hidden = true;
  } else {
    stale.textContent = citizen.stale.replace(
      '{time}',
      heardAt === null ? '–' : formatTime(heardAt, { timeZone: 'Asia/Ho_Chi_Minh' }),
    );
    stale.hidden = false;
  }
  draw();
  timer = setTimeout(() => void ask(), stale.hidden ? AGAIN_MS : RETRY_MS);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void ask();
});
draw();
void speak(keptLanguage(KEPT) ?? 'vi');
void choice.start();
void ask();
