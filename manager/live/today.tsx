import { type ReactNode, useEffect, useState } from 'react';
import { api, BACKGROUND } from '../../common/client/api.ts';
import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import { sayLive } from '../words.ts';
import { againstBefore, drawnUntil, type SlotCount, sameWeekdaysBefore } from './today.ts';

const WEEKS = 4;
const AGAIN_MS = 15_000;
/** A difference below this is chance, not news. */
const SAME_WITHIN = 0.05;

async function slotsOf(date: string, headers = {}): Promise<readonly SlotCount[] | null> {
  const answer = await api('GET /reports/:id', {
    params: { id: 'volume' },
    query: { from: date, to: date, by: 'slot' },
    headers,
  });
  if (!answer.ok) return null;
  return answer.value.rows.map(({ slot, drawn, served }) => ({
    slot: Number(slot),
    drawn: Number(drawn),
    served: Number(served),
  }));
}

/** How today goes beside the same weekday of the weeks before. */
export function Today({ localDate, minuteOfDay }: { localDate: string; minuteOfDay: number }): ReactNode {
  const [today, setToday] = useState<readonly SlotCount[] | null>(null);
  const [before, setBefore] = useState<(readonly SlotCount[])[] | null>(null);
  useEffect(() => {
    let wanted = true;
    const read = async (headers = {}) => {
      const slots = await slotsOf(localDate, headers);
      if (wanted && slots !== null) setToday(slots);
    };
    const readBefore = async () => {
      const days = await Promise.all(sameWeekdaysBefore(localDate, WEEKS).map((date) => slotsOf(date)));
      if (wanted && days.every((each) => each !== null)) setBefore(days);
    };
    void read();
    void readBefore();
    const timer = setInterval(() => void read(BACKGROUND), AGAIN_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [localDate]);
  if (today === null || before === null) return null;
  const drawn = drawnUntil(today, 24 * 60);
  const served = today.reduce((sum, each) => sum + each.served, 0);
  return (
    <p className="today">
      {`${sayLive('today')}: `}
      {sayLive('todayDrawn', { n: formatNumber(drawn), s: formatNumber(served) })}{' '}
      {compared(drawn, before, localDate, minuteOfDay)}
    </p>
  );
}

function compared(
  drawn: number,
  before: readonly (readonly SlotCount[])[],
  localDate: string,
  minuteOfDay: number,
): string {
  const weekday = sayLive(WEEKDAYS[new Date(`${localDate}T00:00:00Z`).getUTCDay()] ?? 'weekday1');
  const against = againstBefore(drawn, before, minuteOfDay);
  if (against === null) return sayLive('todayFirst', { weekday });
  const words = {
    weekday,
    p: formatShare(Math.abs(against.change)),
    n: formatNumber(Math.round(against.meanDrawn)),
  };
  if (Math.abs(against.change) < SAME_WITHIN) return sayLive('todaySame', words);
  return sayLive(against.change > 0 ? 'todayMore' : 'todayLess', words);
}

const WEEKDAYS = [
  'weekday7',
  'weekday1',
  'weekday2',
  'weekday3',
  'weekday4',
  'weekday5',
  'weekday6',
] as const;
