/** Time handed in from outside, so that five seconds of waiting for a printer take no time in a test. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `act` once after `delayMs`; the returned function cancels it. */
  setTimer(delayMs: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};

function localParts(epochMs: number, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(epochMs);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

/** The calendar day of an instant in the hall's time zone, as YYYY-MM-DD. */
export function localDay(epochMs: number, timeZone: string): string {
  const part = localParts(epochMs, timeZone);
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** A sortable local time for file names: 20260102-081503. */
export function localStamp(epochMs: number, timeZone: string): string {
  const part = localParts(epochMs, timeZone);
  return `${part('year')}${part('month')}${part('day')}-${part('hour')}${part('minute')}${part('second')}`;
}
