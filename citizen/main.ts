import { api } from '../common/client/api.ts';
import { formatTimeWithSeconds } from '../common/i18n/format.ts';
import '../common/ui/tokens.css';
import './faces.css';
import './citizen.css';
import type { PublicHall } from '../common/protocol/rest/live.ts';
import type { FollowedTicket, TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { Alarm } from './alarm.ts';
import { AlarmSection } from './alarm-section.ts';
import { element } from './draw.ts';
import { drawHall } from './hall-page.ts';
import { HolderSection } from './holder-section.ts';
import { keepLook, lastLook } from './last-look.ts';
import { LookUpForm } from './look-up.ts';
import { keepPageOffline } from './offline-page.ts';
import { PhonePush } from './phone-push.ts';
import { PushSection } from './push-section.ts';
import { RatingForm } from './rating-form.ts';
import { SealSection } from './sealed-visit.ts';
import { drawTicket, hallLink } from './ticket-page.ts';
import { isNear, nextQuestionMs, standingOf, stateWords, ticketSentences } from './ticket-sentence.ts';
import { type Say, WORDS } from './words.ts';

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
/** A number that somebody looks up by hand, behind the # of the hall's page. */
const numberInAddress = () => {
  const found = /^#so=([^&]{1,40})$/.exec(location.hash)?.[1];
  return token === null && found !== undefined ? decoded(found) : null;
};
const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

let language: 'vi' | 'en' = 'vi';
/** The page speaks the ticket's language until its reader chooses another. */
let isChosen = false;
let ticket: TrackedTicket | null = null;
let number = numberInAddress();
let looked: FollowedTicket | null = null;
let hall: PublicHall | null = null;
let missing = false;
let heardAt: Date | null = null;
let drawn = '';
/** How the ticket stood when its holder was last told of it. */
let toldOf: string | null = null;
const rating = token === null ? null : new RatingForm(byId('rating'), token, ratingToken);
const sealed = token === null ? null : new SealSection(byId('seal'), token);
const holder = token === null ? null : new HolderSection(byId('acts'), token, () => void ask());
const push = token === null ? null : new PhonePush(token, () => draw());
const pushSection = push === null ? null : new PushSection(byId('push'), push);
const lookUp = new LookUpForm(byId('look-up'), (wanted) => {
  location.hash = `so=${encodeURIComponent(wanted)}`;
});
const alarm = new Alarm(() => draw());
const alarmSection = new AlarmSection(byId('alarm'), alarm);
let timer: ReturnType<typeof setTimeout> | undefined;

/** A text of the address; one that is spelt wrongly counts as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Sets a text only where it is another, so that a screen reader is not told the same again. */
function tell(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

/** Draws only what changed. One sentence is told of each change, and the call as an alert. */
function draw(): void {
  const say = WORDS[language];
  const shown = missing ? null : ticket;
  rating?.show(shown, language);
  sealed?.show(shown, language);
  alarmSection.show(shown, language);
  pushSection?.show(shown, language);
  holder?.show(shown, language);
  if (token === null) {
    lookUp.show(looked?.number ?? null, language);
    // Whoever looks for a ticket finds the form first; under a number it asks for the code.
    if (looked === null) content.before(byId('look-up'));
    else content.after(byId('look-up'));
  }
  const now = JSON.stringify([language, ticket, looked, hall, missing]);
  if (now === drawn) return;
  drawn = now;
  const followed = missing ? null : (ticket ?? looked);
  const standing = followed === null ? null : standingOf(followed);
  const [first = ''] = followed === null ? [] : ticketSentences(followed, say);
  const isCalled = standing === 'called';
  document.documentElement.lang = language;
  languageButton.textContent = language === 'vi' ? 'English' : 'Tiếng Việt';
  languageButton.lang = language === 'vi' ? 'en' : 'vi';
  byId('hall').textContent = followed?.hallName ?? hall?.hall.name ?? '';
  document.body.dataset.state = standing ?? '';
  tell(byId('called'), isCalled ? first : '');
  tell(byId('told'), isCalled ? '' : first);
  document.title =
    followed === null ? (hall?.hall.name ?? 'Một cửa') : `${followed.number} · ${stateWords(followed, say)}`;
  if (missing) content.replaceChildren(element('p', 'first', say('unknown')), hallLink(say));
  else if (looked !== null) content.replaceChildren(...drawTicket(looked, say));
  else if (ticket !== null) content.replaceChildren(...drawTicket(ticket, say));
  else if (hall !== null) content.replaceChildren(...drawHall(hall, say, language));
  else content.replaceChildren(element('p', '', say('loading')));
  if (shown !== null) ring(shown, say);
}

/** Tells by sound and touch as well, once for each call and once when the turn is near. */
function ring(shown: TrackedTicket, say: Say): void {
  const standing = standingOf(shown);
  const isCalled = standing === 'called';
  const news = isCalled ? `called ${shown.call?.count}` : isNear(shown) ? 'near' : standing;
  if (news === toldOf) return;
  const isFirstLook = toldOf === null;
  toldOf = news;
  if (isCalled) alarm.call(`● ${stateWords(shown, say)}`);
  else {
    alarm.quiet();
    if (news === 'near' && !isFirstLook) alarm.near();
  }
}

/** @returns the status of the answer; 0: none came */
async function askHall(): Promise<number> {
  const answer = await api('GET /public');
  if (answer.ok) hall = answer.value;
  return answer.status;
}

/** A number that is none of today's is told at the form, with the hall's page around it. */
async function askNumber(wanted: string): Promise<number> {
  const answer = await api('GET /look-up/:number', { params: { number: wanted } });
  if (wanted !== number) return answer.status;
  if (answer.ok) {
    looked = answer.value;
    if (!isChosen) language = looked.language;
    return answer.status;
  }
  if (answer.status === 0 || answer.status >= 500) return answer.status;
  number = null;
  looked = null;
  lookUp.tellNone();
  return askHall();
}

async function askTicket(token: string): Promise<number> {
  const answer = await api('GET /track/:token', { params: { token } });
  if (answer.ok) {
    ticket = answer.value;
    if (!isChosen) language = ticket.language;
    keepLook(token, { ticket, heardAtMs: Date.now() });
  }
  return answer.status;
}

/** Out of the network a page that was opened again still shows what was heard last, and how old it is. */
function recallLastLook(): void {
  const kept = token === null || ticket !== null ? null : lastLook(token);
  if (kept === null) return;
  ticket = kept.ticket;
  if (!isChosen) language = ticket.language;
  heardAt = new Date(kept.heardAtMs);
}

function showStale(): void {
  const say = WORDS[language];
  tell(
    stale,
    heardAt === null ? say('staleNever') : say('stale', { time: formatTimeWithSeconds(heardAt, ZONE) }),
  );
  stale.hidden = false;
}

function askAny(): Promise<number> {
  if (token !== null) return askTicket(token);
  return number === null ? askHall() : askNumber(number);
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  const status = await askAny();
  missing = token !== null && status === 404;
  if (missing || status === 200) {
    heardAt = new Date();
    stale.hidden = true;
  } else {
    // Out of the hall's network, or the hall restarts: what is shown says how old it is.
    recallLastLook();
    showStale();
  }
  draw();
  timer = setTimeout(() => void ask(), stale.hidden ? nextQuestionMs(ticket ?? looked) : 5_000);
}

languageButton.addEventListener('click', () => {
  language = language === 'vi' ? 'en' : 'vi';
  isChosen = true;
  draw();
  if (!stale.hidden) showStale();
});
globalThis.addEventListener('hashchange', () => {
  number = numberInAddress();
  looked = null;
  void ask();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void ask();
});
document.addEventListener('pointerdown', () => alarm.quiet());
draw();
void ask();
if (token !== null) void keepPageOffline();
