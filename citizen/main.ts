import { api } from '../common/client/api.ts';
import { formatTimeWithSeconds } from '../common/i18n/format.ts';
import '../common/ui/tokens.css';
import './faces.css';
import './citizen.css';
import type { PublicHall } from '../common/protocol/rest/live.ts';
import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { element } from './draw.ts';
import { drawHall } from './hall-page.ts';
import { RatingForm } from './rating-form.ts';
import { SealSection } from './sealed-visit.ts';
import { drawTicket } from './ticket-page.ts';
import { nextQuestionMs } from './ticket-sentence.ts';
import { WORDS } from './words.ts';

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};
const content = byId('content');
const stale = byId('stale');
const languageButton = byId('language');
const token = /^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? null;
/** Behind the # of the address on the paper. */
const ratingToken = /^#r=([A-Za-z0-9_-]{4,40})$/.exec(location.hash)?.[1] ?? null;
const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

let language: 'vi' | 'en' = 'vi';
let ticket: TrackedTicket | null = null;
let hall: PublicHall | null = null;
let missing = false;
let heardAt: Date | null = null;
let drawn = '';
const rating = token === null ? null : new RatingForm(byId('rating'), token, ratingToken);
const sealed = token === null ? null : new SealSection(byId('seal'), token);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Draws only what changed, so that a screen reader is not told the same again. */
function draw(): void {
  const say = WORDS[language];
  rating?.show(missing ? null : ticket, language);
  sealed?.show(missing ? null : ticket, language);
  const now = JSON.stringify([language, ticket, hall, missing]);
  if (now === drawn) return;
  drawn = now;
  document.documentElement.lang = language;
  languageButton.textContent = language === 'vi' ? 'English' : 'Tiếng Việt';
  languageButton.lang = language === 'vi' ? 'en' : 'vi';
  byId('hall').textContent = ticket?.hallName ?? hall?.hall.name ?? '';
  document.body.dataset.state = ticket?.state ?? '';
  document.title =
    ticket === null ? (hall?.hall.name ?? 'Một cửa') : `${ticket.number} · ${say('yourTicket')}`;
  if (missing) content.replaceChildren(element('p', 'first', say('unknown')));
  else if (ticket !== null) content.replaceChildren(...drawTicket(ticket, say));
  else if (hall !== null) content.replaceChildren(...drawHall(hall, say));
  else content.replaceChildren(element('p', '', say('loading')));
}

/** Tells by touch as well: the phone may lie in a pocket. */
function announceCall(before: TrackedTicket | null, after: TrackedTicket): void {
  if (after.state !== 'called' || before?.state === 'called' || before === null) return;
  navigator.vibrate?.([400, 200, 400, 200, 400]);
}

/** @returns the status of the answer; 0: none came */
async function askHall(): Promise<number> {
  const answer = await api('GET /public');
  if (answer.ok) hall = answer.value;
  return answer.status;
}

async function askTicket(token: string): Promise<number> {
  const answer = await api('GET /track/:token', { params: { token } });
  if (answer.ok) {
    announceCall(ticket, answer.value);
    ticket = answer.value;
  }
  return answer.status;
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  const status = token === null ? await askHall() : await askTicket(token);
  missing = status === 404;
  if (missing || status === 200) {
    heardAt = new Date();
    stale.hidden = true;
  } else {
    // Out of the hall's network, or the hall restarts: what is shown says how old it is.
    stale.textContent = WORDS[language]('stale', {
      time: heardAt === null ? '–' : formatTimeWithSeconds(heardAt, ZONE),
    });
    stale.hidden = false;
  }
  draw();
  timer = setTimeout(() => void ask(), stale.hidden ? nextQuestionMs(ticket) : 5_000);
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
