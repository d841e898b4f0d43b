import type { ConnectionState } from '../common/client/hall-connection.ts';
import { formatLocalDate } from '../common/i18n/format.ts';
import type { FieldRecord } from '../common/protocol/views.ts';
import type { GlyphName } from '../common/ui/glyphs.tsx';
import type { KioskWords } from './kiosk-words.ts';

/** Why this kiosk draws no numbers now. */
export interface OutOfService {
  readonly kind: 'lost' | 'unpaired' | 'not-set-up' | 'closed' | 'day-awaited';
  readonly title: string;
  readonly advice: string;
  readonly glyph: GlyphName;
}

/** The reason why no number can be drawn, with its words; null while the kiosk is in service. */
export function outOfService(
  state: Pick<ConnectionState, 'status' | 'identity' | 'records' | 'refusalCode'>,
  fields: readonly FieldRecord[],
  words: KioskWords,
): OutOfService | null {
  if (
    state.status === 'refused' &&
    (state.refusalCode === 'unauthenticated' || state.refusalCode === 'forbidden')
  ) {
    return unpaired(words);
  }
  if (state.status !== 'live') {
    const firstTry = state.records.size === 0 && state.status === 'connecting';
    return {
      kind: 'lost',
      title: firstTry ? words.common('loading') : words.kiosk('offlineTitle'),
      advice: `${words.common('reconnecting')}. ${words.kiosk('offlineAdvice')}`,
      glyph: 'offline',
    };
  }
  const { identity } = state;
  if (identity.kind !== 'device' || identity.deviceKind !== 'kiosk') return unpaired(words);
  const hall = state.records.get('hall');
  const active = fields.filter((record) => record.field.active);
  // A hall that nobody confirmed yet draws numbers all the same, from the first template.
  if (hall?.kind !== 'hall' || active.length === 0) {
    return {
      kind: 'not-set-up',
      title: words.errors('hall_not_set_up'),
      advice: words.kiosk('offlineAdvice'),
      glyph: 'info',
    };
  }
  const clock = state.records.get('clock');
  // Whatever was drawn since the doubt began bears a mark; the first number waits for a word of the staff.
  if (clock?.kind === 'clock' && clock.doubt && clock.awaitsFirstNumber)
    return {
      kind: 'day-awaited',
      title: words.kiosk('dayAwaited'),
      advice: words.kiosk('dayAwaitedAdvice'),
      glyph: 'clock',
    };
  if (active.some((record) => record.issuing.open)) return null;
  const next = active
    .flatMap(({ issuing }) =>
      issuing.open || issuing.nextFrom === null || issuing.nextDate === null
        ? []
        : [{ date: issuing.nextDate, time: issuing.nextFrom }],
    )
    .sort((a, b) => `${a.date} ${a.time}`.localeCompare(`${b.date} ${b.time}`))[0];
  const closed = active.flatMap(({ issuing }) =>
    issuing.open || issuing.because !== 'closed_day' ? [] : [issuing.dayName ?? ''],
  )[0];
  return {
    kind: 'closed',
    title: closed === undefined ? words.kiosk('nothingIssued') : closedDayWords(closed, words),
    advice:
      next === undefined
        ? words.kiosk('offlineAdvice')
        : words.kiosk('fieldOpensOn', { time: next.time, date: formatLocalDate(next.date) }),
    glyph: 'clock',
  };
}

/** That the hall is closed today, with the name of the day where it has one. */
export function closedDayWords(name: string, words: KioskWords): string {
  return name === '' ? words.kiosk('closedDay') : words.kiosk('closedDayNamed', { name });
}

function unpaired(words: KioskWords): OutOfService {
  return { kind: 'unpaired', title: words.kiosk('notPaired'), advice: '', glyph: 'info' };
}
