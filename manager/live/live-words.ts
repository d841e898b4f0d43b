import { formatShare, wholeMinutes } from '../../common/client/staff-format.ts';
import { waitWords } from '../../common/i18n/wait-words.ts';
import type { Estimate } from '../../common/protocol/ticket.ts';
import type { AwayRecord, CounterRecord, LineTicketRecord } from '../../common/protocol/views.ts';
import { say, sayCommon, sayEstimate, sayLive } from '../words.ts';

/** From so many minutes on a wait is told in hours, and a forecast of one is no longer a range. */
const HOURS_FROM = 120;

/** A share of simulated futures: no more than whole percents are known of it. */
export const sayShare = (share: number): string => formatShare(Math.round(share * 100) / 100);

/** A wait that was measured. */
export function sayMinutes(minutes: number): string {
  if (minutes < HOURS_FROM) return sayCommon('minutes', { n: minutes });
  return sayLive('longestHours', { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** A wait that is foretold: a range, and beyond two hours no more than that it is longer. */
export function sayEstimated(estimate: Estimate): string {
  const { lowMinutes, highMinutes } = estimate;
  if (lowMinutes >= HOURS_FROM) return sayEstimate('overHours', { n: HOURS_FROM / 60 });
  const words = waitWords(estimate);
  if (words.kind !== 'range') return sayEstimate(words.kind, { n: words.n });
  return highMinutes > HOURS_FROM
    ? sayEstimate('overMinutes', { n: lowMinutes })
    : sayLive('estimateMinutes', { a: words.a, b: words.b });
}

/** What a counter does at this moment: one of them is the colour of its tile, too. */
export type CounterDoing = 'closed' | 'paused' | 'away' | 'called' | 'serving' | 'free';

export function doingOf(counter: CounterRecord, away: AwayRecord | undefined): CounterDoing {
  if (counter.state !== 'open') return counter.state;
  if (counter.present?.state === 'serving') return away?.gone === true ? 'away' : 'serving';
  if (away !== undefined) return 'away';
  return counter.present === null ? 'free' : 'called';
}

/** The same in words, with since when. */
export function sayDoing(
  counter: CounterRecord,
  away: AwayRecord | undefined,
  tickets: readonly LineTicketRecord[],
  nowMs: number,
): string {
  const minutes = (at: string) => wholeMinutes(Math.max(0, nowMs - Date.parse(at)));
  const { present } = counter;
  const parts: string[] = [];
  const doing = doingOf(counter, away);
  if (doing === 'closed') parts.push(say('closed'));
  if (counter.pausedSince !== null) {
    const paused = sayLive('pausedFor', { n: minutes(counter.pausedSince) });
    parts.push(counter.pauseReason === null ? paused : `${paused}: ${counter.pauseReason}`);
  }
  if (doing === 'away') parts.push(sayLive('nobodyThere'));
  if (doing === 'free') parts.push(sayLive('free'));
  if (present !== null) {
    const started = tickets.find((each) => each.ticketId === present.ticketId)?.startedAt ?? null;
    parts.push(
      started === null
        ? sayLive('calledFor', { n: minutes(present.calledAt) })
        : sayLive('servingFor', { n: minutes(started) }),
    );
  }
  return parts.join(' · ');
}
