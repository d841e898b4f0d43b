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
import { keepLanguage, keptLanguage } from './kept-language.ts';
import { LanguageChoice } from './language-choice.ts';
import { keepLook, lastLook } from './last-look.ts';
import { LookUpForm } from './look-up.ts';
import { keepPageOffline } from './offline-page.ts';
import { PhonePush } from './phone-push.ts';
import { PushSection } from './push-section.ts';
import { RatingForm } from './rating-form.ts';
import { SealSection } from './sealed-visit.ts';
import { drawTicket, hallLink } from './ticket-page.ts';
import { isNear, nextQuestionMs, standingOf, stateWords, ticketSentences } from './ticket-sentence.ts';
import { phoneWords, type Say, wordsOf } from './words.ts';

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};
const content = byId('content');
const stale = byId('stale');
const token = /^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? null;
/** Behind the # of the address on the paper. */
const ratingToken = /^#r=([A-Za-z0-9_-]{4,40})$/.exec(location.hash)?.[1] ?? null;
/** A number that somebody looks up by hand, behind the # of the hall's page. */
const numberInAddress = () => {
  const found = /^#so=([^&]{1,40})$/.exec(location.hash)?.[1];
  return token === null && found !== undefined ? decoded(found) : null;
};
const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

let say: Say = phoneWords(null);
let ticket: TrackedTicket | null = null;
let number = numberInAddress();
let looked: FollowedTicket | null = null;
let hall: PublicHall | null = null;
let missing = false;
let heardAt: Date | null = null;
let drawn = '';
/** How the ticket stood when its holder was last told of it. */
let toldOf: string | null = null;
/** Whether the page has taken up the ticket's language. */
let begun = false;
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
/** The language that is wanted now: the last choice counts, however long its words take to come. */
let wanted = 'vi';
const choice = new LanguageChoice(byId('language'), (tag) => {
  keepLanguage(token, tag);
  void speak(tag);
});
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

/** Goes over to a language as soon as its words are here. */
async function speak(tag: string): Promise<void> {
  wanted = tag;
  const words = await wordsOf(tag);
  if (words === null || wanted !== tag) return;
  say = words;
  draw();
  if (!stale.hidden) showStale();
}

/** Draws only what changed. One sentence is told of each change, and the call as an alert. */
function draw(): void {
  const shown = missing ? null : ticket;
  rating?.show(shown, say);
  sealed?.show(shown, say);
  alarmSection.show(shown, say);
  pushSection?.show(shown, say);
  holder?.show(shown, say);
  if (token === null) {
    lookUp.show(looked?.number ?? null, say);
    // Whoever looks for a ticket finds the form first; under a number it asks for the code.
    if (looked === null) content.before(byId('look-up'));
    else content.after(byId('look-up'));
  }
  const now = JSON.stringify([say.language, ticket, looked, hall, missing]);
  if (now === drawn) return;
  drawn = now;
  const followed = missing ? null : (ticket ?? looked);
  const standing = followed === null ? null : standingOf(followed);
  const [first = ''] = followed === null ? [] : ticketSentences(followed, say);
  const isCalled = standing === 'called';
  document.documentElement.lang = say.language;
  choice.show(say.language);
  byId('hall').textContent =
    followed === null ? say.named(hall?.hall.name ?? '', hall?.hall.nameEn) : say.named(followed.hallName);
  document.body.dataset.state = standing ?? '';
  tell(byId('called'), isCalled ? first : '');
  tell(byId('told'), isCalled ? '' : first);
  document.title =
    followed === null ? (hall?.hall.name ?? 'Một cửa') : `${followed.number} · ${stateWords(followed, say)}`;
  if (missing) content.replaceChildren(element('p', 'first', say('unknown')), hallLink(say));
  else if (looked !== null) content.replaceChildren(...drawTicket(looked, say));
  else if (ticket !== null) content.replaceChildren(...drawTicket(ticket, say));
  else if (hall !== null) content.replaceChildren(...drawHall(hall, say));
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

/** The page begins in the language in which the number was drawn, unless another was chosen on this phone. */
function followTicket({ language }: Pick<TrackedTicket, 'language'>): void {
  const tag = keptLanguage(token) ?? language;
  if (!begun && tag !== wanted) void speak(tag);
  begun = true;
}

/** A number that is none of today's is told at the form, with the hall's page around it. */
async function askNumber(asked: string): Promise<number> {
  const answer = await api('GET /look-up/:number', { params: { number: asked } });
  if (asked !== number) return answer.status;
  if (answer.ok) {
    looked = answer.value;
    followTicket(looked);
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
    followTicket(ticket);
    keepLook(token, { ticket, heardAtMs: Date.now() });
  }
  return answer.status;
}

/** Out of the network a page that was opened again still shows what was heard last, and how old it is. */
function recallLastLook(): void {
  const kept = token === null || ticket !== null ? null : lastLook(token);
  if (kept === null) return;
  ticket = kept.ticket;
  followTicket(ticket);
  heardAt = new Date(kept.heardAtMs);
}

function showStale(): void {
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
if (token === null) void speak(keptLanguage(null) ?? 'vi');
void choice.start();
void ask();
if (token !== null) void keepPageOffline();
