import { api } from '../common/client/api.ts';
import { listing as enWords } from '../common/i18n/en/procedures.ts';
import { foldedWords } from '../common/i18n/fold.ts';
import { formatTime } from '../common/i18n/format.ts';
import { translator } from '../common/i18n/translate.ts';
import { citizen } from '../common/i18n/vi/citizen.ts';
import { listing as viWords } from '../common/i18n/vi/procedures.ts';
import type { PublicListing } from '../common/protocol/procedure-versions.ts';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './procedures.css';
import { drawListing } from './listing-page.ts';

/** The list changes with the day and with the hall's own work; nobody reads it to the second. */
const AGAIN_MS = 5 * 60_000;
const RETRY_MS = 10_000;
const WORDS = {
  vi: translator<typeof viWords>(viWords),
  en: translator<typeof viWords>(enWords as unknown as typeof viWords),
} as const;

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};
const content = byId('content');
const stale = byId('stale');
const languageButton = byId('language');

let language: 'vi' | 'en' = 'vi';
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
  const now = JSON.stringify([language, listing]);
  if (now === drawn) return;
  drawn = now;
  const say = WORDS[language];
  document.documentElement.lang = language;
  languageButton.textContent = language === 'vi' ? 'English' : 'Tiếng Việt';
  languageButton.lang = language === 'vi' ? 'en' : 'vi';
  if (listing === null) {
    content.replaceChildren(document.createTextNode(citizen.loading));
    return;
  }
  const { name, nameEn } = listing.hall;
  byId('hall').textContent = language === 'en' && nameEn !== '' ? nameEn : name;
  document.title = `${say('title')} · ${name}`;
  content.replaceChildren(
    ...drawListing(listing, language, say, (typed) => {
      query = typed;
      filter();
    }),
  );
  const field = content.querySelector<HTMLInputElement>('#find');
  if (field !== null) field.value = query;
  filter();
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

languageButton.addEventListener('click', () => {
  language = language === 'vi' ? 'en' : 'vi';
  draw();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void ask();
});
draw();
void ask();
