import { api } from '../../common/client/api.ts';
import '../../common/ui/fonts.css';
import '../../common/ui/tokens.css';
import '../../common/ui/a11y.css';
import '../faces.css';
import './tablet.css';
import { type ConnectionState, connectHall } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import type { CounterRecord } from '../../common/protocol/views.ts';
import type { Question } from '../choices.ts';
import { element } from '../draw.ts';
import { LanguageChoice } from '../language-choice.ts';
import { type AtCounter, after, type Happening, type Screen } from './asking.ts';
import { drawScreen } from './draw-screen.ts';
import { Outbox } from './outbox.ts';
import { drawPairing } from './pairing.ts';
import { type SayTablet, tabletWords, wordsOf } from './words.ts';

const TICK_MS = 1_000;
const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};
const content = byId('content');
const lost = byId('lost');

const connection = connectHall({ tokenKey: 'motcua.opinion' });
const outbox = new Outbox(connection, () => draw());
let screen: Screen = { kind: 'rest' };
let questions: readonly Question[] = [];
let say: SayTablet = tabletWords(null);
/** The language that is wanted now; its words may still be on their way. */
let wanted = 'vi';
const choice = new LanguageChoice(byId('language'), (tag) => speak(tag));
/** The visit asked about last: not asked again. */
let done: string | null = null;
/** How the counter stood when it was looked at last. */
let seen = '';
let drawn = '';
let firstVersion: string | null = null;
let toldBoot: string | null = null;

/** The counter this tablet belongs to; null: it is not paired, or with something else. */
function ownCounter(state: ConnectionState): string | null {
  const { identity } = state;
  return identity.kind === 'device' && identity.deviceKind === 'counter' ? identity.counter : null;
}

function presentAt(state: ConnectionState): AtCounter | null {
  const record = state.records.get(`counter/${ownCounter(state)}`) as CounterRecord | undefined;
  const present = record?.present ?? null;
  return present === null ? null : { ticketId: present.ticketId, isServed: present.state === 'serving' };
}

function act(happening: Happening): void {
  const before = screen;
  const outcome = after(screen, happening, Date.now(), done);
  screen = outcome.screen;
  if ((before.kind === 'ask' || before.kind === 'more') && screen !== before) {
    const stays =
      (screen.kind === 'ask' || screen.kind === 'more') && screen.visit.ticket === before.visit.ticket;
    if (!stays) done = before.visit.ticket;
  }
  if (screen.kind === 'ask' && before.kind !== 'more' && screen !== before) speak(screen.visit.language);
  if (screen.kind === 'rest') speak('vi');
  if (outcome.send !== null) outbox.put({ ticket: outcome.send.ticket, ...mutable(outcome.send.answers) });
  draw();
}

/** Goes over to a language as soon as its words are here. */
function speak(tag: string): void {
  if (tag === wanted) return;
  wanted = tag;
  void wordsOf(tag).then((words) => {
    if (words === null || wanted !== tag) return;
    say = words;
    draw();
  });
}

const mutable = (answers: Extract<Screen, { kind: 'more' }>['answers']) => ({
  ...answers,
  criteria: [...answers.criteria],
});

/** Asks the hall whose visit ended last at this counter. */
async function look(): Promise<void> {
  const token = connection.getToken();
  if (token === null) return;
  const answer = await api('GET /opinions/asked', { headers: { authorization: `Bearer ${token}` } });
  // Out of reach: the connection says so, and looks again when it is back.
  if (!answer.ok) return;
  const { asked, criteria } = answer.value;
  questions = criteria;
  const state = connection.getState();
  const ageMs = asked === null ? 0 : Math.max(0, state.now().getTime() - Date.parse(asked.finishedAt));
  act({ kind: 'asked', visit: asked, ageMs, present: presentAt(state) });
}

/** Draws only what changed: a face under a finger must not be drawn anew. */
function draw(): void {
  const state = connection.getState();
  const { status, identity } = state;
  const isLost = status === 'stale' || status === 'refused';
  lost.hidden = !isLost;
  lost.textContent = isLost
    ? `${say('tabletLost')} ${outbox.size > 0 ? say('tabletWaiting', { n: outbox.size }) : ''}`.trim()
    : '';
  byId('hall').textContent = hallOf(state)?.settings.hallName ?? '';
  const counter = state.records.get(`counter/${ownCounter(state)}`) as CounterRecord | undefined;
  byId('counter').textContent = counter?.label ?? '';
  choice.show(say.language);
  document.documentElement.lang = say.language;
  document.title = say('tabletTitle');
  const paired = ownCounter(state) !== null;
  const face = shapeOf(paired, state);
  if (face !== drawn) {
    drawn = face;
    if (status === 'connecting' && hallOf(state) === undefined)
      content.replaceChildren(element('section', 'rest', element('h1', '', say('tabletConnecting'))));
    else if (!paired) content.replaceChildren(drawPairing(connection, say, identity.kind === 'device'));
    else {
      content.replaceChildren(drawScreen({ screen, say, questions, waiting: outbox.size, act }));
      content.querySelector<HTMLElement>('h1[tabindex]')?.focus();
    }
  }
  const self = document.getElementById('self');
  if (self !== null && screen.kind === 'more')
    self.textContent = say('tabletSelf', {
      n: Math.max(0, Math.ceil((screen.untilMs - Date.now()) / 1_000)),
    });
}

/** What decides which page is drawn; answers to single questions mark themselves. */
function shapeOf(paired: boolean, { status, identity, records }: ConnectionState): string {
  if (!paired)
    return JSON.stringify([status === 'connecting' && records.size === 0, identity.kind, say.language]);
  const visit = screen.kind === 'ask' || screen.kind === 'more' ? screen.visit.ticket : '';
  const level = screen.kind === 'more' ? screen.answers.level : 0;
  return JSON.stringify([screen.kind, visit, level, say.language, screen.kind === 'ask' ? 0 : outbox.size]);
}

connection.subscribe(() => {
  const state = connection.getState();
  const present = presentAt(state);
  const now = JSON.stringify([state.status === 'live', ownCounter(state), present]);
  if (now !== seen) {
    seen = now;
    act({ kind: 'counter', present });
    if (state.status === 'live') {
      void look();
      void outbox.send();
    }
  }
  if (state.status === 'live') {
    if (state.boot !== toldBoot) {
      toldBoot = state.boot;
      connection.tell('device:hello', { build: state.version ?? '', page: 'opinion' });
      void choice.start();
    }
    firstVersion ??= state.version;
    // A newer server has a newer page; nobody is at this one.
    if (state.version !== firstVersion && screen.kind === 'rest') globalThis.location.reload();
  }
  draw();
});
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (screen.kind === 'ask' && /^[1-5]$/.test(event.key)) act({ kind: 'level', level: Number(event.key) });
  if (screen.kind === 'more' && event.key === 'Escape') act({ kind: 'again' });
});
setInterval(() => act({ kind: 'tick' }), TICK_MS);
draw();
