import { formatTime } from '../../common/i18n/format.ts';
import { counterNumber } from '../../common/i18n/name-in.ts';
import type { PushMessage } from '../../common/protocol/push.ts';
import type { StageRecord } from '../../common/protocol/stage.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { HallState } from '../domain/state.ts';
import { callsForHolder } from '../hall/tracked-ticket.ts';
import type { SayPage } from '../languages/languages.ts';

/** With so many before it the holder is told to come near. */
const NEAR = 1;

/** What a phone is to be told now. */
export interface PushNews {
  /** The same news is told once: it has the same key. Empty: there is none. */
  readonly key: string;
  /** Hall time at which there will be other news without an event, epoch ms; null: not foreseen. */
  readonly nextAtMs: number | null;
  /** The ticket needs no more telling after this. */
  readonly isLast: boolean;
  readonly counter: string;
  readonly missedAt: string | null;
}

const NOTHING: PushNews = { key: '', nextAtMs: null, isLast: false, counter: '', missedAt: null };

/**
 * The news of a ticket: it is near, called, or was missed. As on the phone's page, a call is told when the hall
 * announces it [STAGE5], not before.
 */
export function newsOf(
  state: HallState,
  ticket: Ticket,
  stages: readonly StageRecord[],
  nowMs: number,
): PushNews {
  const { call, missed, counterLabel } = callsForHolder(state, ticket, stages, nowMs);
  if (call !== null)
    return call.beginsInMs > 0
      ? { ...NOTHING, key: 'near', nextAtMs: nowMs + call.beginsInMs }
      : { ...NOTHING, key: `called ${call.count}`, counter: counterLabel ?? '' };
  if (missed !== null)
    return {
      ...NOTHING,
      key: `missed ${ticket.callCount}`,
      isLast: ticket.state === 'no_show',
      counter: missed.counterLabel ?? '',
      missedAt: missed.at,
    };
  if (ticket.state === 'waiting' && ticket.waitingAhead <= NEAR) return { ...NOTHING, key: 'near' };
  // Back in line from a counter it is told again, with its next call.
  return ticket.state === 'waiting' || ticket.state === 'parked' || ticket.state === 'serving'
    ? NOTHING
    : { ...NOTHING, isLast: true };
}

/** The news in the holder's language; `welcome` is the first message, by which the way is tried. */
export function messageOf(
  news: Pick<PushNews, 'key' | 'counter' | 'missedAt'>,
  ticket: Pick<Ticket, 'number' | 'waitingAhead'>,
  around: {
    readonly language: string;
    readonly say: SayPage<'citizen'>;
    readonly path: string;
    readonly timeZone: string;
  },
): PushMessage {
  const { say } = around;
  const { number } = ticket;
  const ownNumber = around.language === 'vi' ? null : counterNumber(news.counter);
  const counter = ownNumber === null ? news.counter : say('counterN', { n: ownNumber });
  const titled = (state: string, body: string, urgent = false): PushMessage => ({
    title: `${number} · ${state}`,
    body,
    path: around.path,
    urgent,
  });
  if (news.key.startsWith('called'))
    return titled(say('stateCalled', { counter }), say('callingNow', { number, counter }), true);
  if (news.key.startsWith('missed')) {
    const time = news.missedAt === null ? '–' : formatTime(news.missedAt, { timeZone: around.timeZone });
    return titled(say('stateMissed'), say('missedAt', { time, counter }), true);
  }
  if (news.key === 'near') return titled(say('stateSoon'), say('callSoon'));
  const ahead = ticket.waitingAhead === 0 ? say('aheadNone') : say('ahead', { n: ticket.waitingAhead });
  return titled(say('pushWelcome'), ahead);
}
