import { formatDate, formatLocalDate } from '../common/i18n/format.ts';
import type { CounterRecord, FieldRecord } from '../common/protocol/views.ts';
import type { KioskWords } from './kiosk-words.ts';
import { closedDayWords } from './service-state.ts';

/** Whether a number of a field can be drawn, and what is said of it before it is chosen. */
export interface Availability {
  readonly open: boolean;
  /** `waiting`: so many people wait; `closed`: no numbers now; `unserved`: numbers, but no counter works on them. */
  readonly kind: 'waiting' | 'closed' | 'unserved';
  readonly words: string;
}

/** What is known of a hall at the moment a citizen chooses. */
export interface HallMoment {
  readonly counters: readonly CounterRecord[];
  readonly timeZone: string;
  readonly now: Date;
}

/** What a tile says of its field: people waiting, that nobody serves it, or why it is closed and until when. */
export function availabilityOf(record: FieldRecord, hall: HallMoment, words: KioskWords): Availability {
  if (!record.issuing.open) return { open: false, kind: 'closed', words: closedWords(record, words, hall) };
  const unserved = unservedWords(record, hall.counters, words);
  if (unserved !== null) return { open: true, kind: 'unserved', words: unserved };
  const { waiting } = record;
  return {
    open: true,
    kind: 'waiting',
    words: waiting === 0 ? words.common('nobodyWaiting') : words.common('peopleWaiting', { n: waiting }),
  };
}

/** That no counter is open for a field, or that none works on it at all; null: one is open. */
export function unservedWords(
  record: FieldRecord,
  counters: readonly CounterRecord[],
  words: KioskWords,
): string | null {
  if (record.counters.length > 0) return null;
  const { code } = record.field;
  const assigned = counters.some(
    ({ active, primaryFields, helpingFields }) =>
      active && (primaryFields.includes(code) || helpingFields.includes(code)),
  );
  return words.kiosk(assigned ? 'noCounterOpen' : 'noCounterAssigned');
}

/** Why a field gives no numbers now, and when it will again. */
function closedWords(record: FieldRecord, words: KioskWords, { timeZone, now }: HallMoment): string {
  const { issuing } = record;
  if (issuing.open) return '';
  const { nextFrom: time, nextDate } = issuing;
  const isToday = nextDate !== null && formatLocalDate(nextDate) === formatDate(now, { timeZone });
  const again =
    time === null || nextDate === null
      ? ''
      : isToday
        ? words.kiosk('fieldOpensAt', { time })
        : time === '00:00'
          ? words.kiosk('fieldOpensDay', { date: formatLocalDate(nextDate) })
          : words.kiosk('fieldOpensOn', { time, date: formatLocalDate(nextDate) });
  switch (issuing.because) {
    case 'quota_reached':
      return sentences(words.kiosk('fieldQuotaReached'), again);
    case 'range_full':
      return sentences(words.kiosk('fieldRangeFull'), again);
    case 'closed_day':
      return sentences(closedDayWords(issuing.dayName ?? '', words), again);
    case 'outside_window':
      return again === '' ? words.kiosk('fieldClosed') : again;
  }
}

const sentences = (first: string, then: string) =>
  then === '' ? first : `${first.replace(/[.。]$/u, '')}. ${then}`;
