import type { HallStanding, HubAlert } from '../../common/protocol/hub.ts';
import type { OpenSpan } from './hall-states.ts';

/** What is known of a hall for judging it; times are epoch ms. */
export interface Heard {
  /** Null: it never sent anything. */
  readonly lastHeardMs: number | null;
  /** Since when the hub has not had all of its log; null: it has. */
  readonly behindSinceMs: number | null;
  readonly openSpans: readonly OpenSpan[];
  readonly forked: boolean;
  readonly clockApartMs: number;
  readonly version: string | null;
  readonly paperOutSinceMs: number | null;
}

const MINUTE_MS = 60_000;
/** A hall gives a sign of life each minute. */
const LATE_AFTER_MS = 3 * MINUTE_MS;
const SILENT_AFTER_MS = 10 * MINUTE_MS;
/** Opening hours are known so far ahead at most; whoever is unheard longer is silent at any hour. */
const SILENT_AT_ANY_HOUR_MS = 10 * 24 * 60 * MINUTE_MS;
const BEHIND_MS = 5 * MINUTE_MS;
const CLOCK_APART_MS = 2 * MINUTE_MS;
const PAPER_OUT_MS = 60 * MINUTE_MS;

/** How long a hall was unheard while it should have been open, ms. */
function unheardMs({ lastHeardMs, openSpans }: Heard, nowMs: number): number {
  if (lastHeardMs === null) return 0;
  return openSpans.reduce(
    (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, nowMs) - Math.max(fromMs, lastHeardMs)),
    0,
  );
}

/** Whether a hall is in its opening hours. */
export const isOpen = (openSpans: readonly OpenSpan[], nowMs: number): boolean =>
  openSpans.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);

/** How a hall stands: silence counts in its own opening hours alone, for halls are switched off at night. */
export function standingOf(heard: Heard, nowMs: number): HallStanding {
  if (heard.lastHeardMs === null) return 'never';
  const unheard = unheardMs(heard, nowMs);
  if (unheard > SILENT_AFTER_MS || nowMs - heard.lastHeardMs > SILENT_AT_ANY_HOUR_MS) return 'silent';
  const behind = heard.behindSinceMs !== null && nowMs - heard.behindSinceMs > BEHIND_MS;
  return behind || unheard > LATE_AFTER_MS ? 'late' : 'live';
}

/** What the province should see to in a hall. @param newest the newest version that any hall runs */
export function alertsOf(heard: Heard, newest: string | null, nowMs: number): HubAlert[] {
  const standing = standingOf(heard, nowMs);
  const alerts: HubAlert[] = [];
  if (standing === 'silent' || standing === 'late') alerts.push(standing);
  if (heard.forked) alerts.push('forked');
  if (heard.lastHeardMs !== null && Math.abs(heard.clockApartMs) > CLOCK_APART_MS) alerts.push('clock_apart');
  if (heard.version !== null && newest !== null && heard.version !== newest) alerts.push('version_behind');
  if (heard.paperOutSinceMs !== null && nowMs - heard.paperOutSinceMs > PAPER_OUT_MS)
    alerts.push('paper_out');
  return alerts;
}

/** The newest of versions such as 0.1.0; null where there is none. */
export function newestVersion(versions: readonly string[]): string | null {
  const parts = (version: string) => version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const later = (a: string, b: string) => {
    const [left, right] = [parts(a), parts(b)];
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const difference = (left[at] ?? 0) - (right[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return [...versions].sort(later).at(-1) ?? null;
}
