import type { Database } from 'better-sqlite3';
import type { PrinterState } from '../../../common/protocol/hardware.ts';
import { EnrolmentCode } from '../../../common/protocol/hub.ts';
import type { HealthReport } from '../../../common/protocol/rest/hall.ts';
import { printerFaults } from '../../devices/hall-devices.ts';
import type { Hall } from '../../hall/hall.ts';
import type { EventStore } from '../../storage/event-store.ts';
import { logTexts } from '../../storage/log-texts.ts';
import { LinkFile } from './link-file.ts';
import { Outbox } from './outbox.ts';

export interface OutboxPlace {
  readonly db: Database;
  readonly store: Pick<EventStore, 'head'>;
  readonly dataDir: string;
  readonly timeZone: string;
  /** The hub to join where the hall has no link yet. */
  readonly hub?: { readonly url: string; readonly code: string } | null;
  readonly hall: Hall;
  readonly clock: { nowMs(): number };
  readonly health: () => HealthReport;
  readonly printers: { states(): readonly PrinterState[] };
  readonly log: { warn(sentence: string): void };
  readonly onError: (error: unknown, what: string) => void;
}

/** Opens the hall's outbox and begins to send; it follows the hall from now on. */
export function openOutbox(place: OutboxPlace): Outbox {
  let paperOutSinceMs: number | null = null;
  const outbox = new Outbox({
    texts: logTexts(place.db),
    file: new LinkFile(place.dataDir),
    onError: place.onError,
    signs: () => {
      const { version, checks } = place.health();
      const isOut = place.printers.states().some((state) => printerFaults(state).includes('paper_out'));
      paperOutSinceMs = isOut ? (paperOutSinceMs ?? place.clock.nowMs()) : null;
      return {
        version,
        timeZone: place.timeZone,
        hallTimeMs: Math.round(place.clock.nowMs()),
        troubles: Object.entries(checks).flatMap(([name, check]) => (check.ok ? [] : [name])),
        paperOutSinceMs,
      };
    },
  });
  // Only what is flushed leaves the hall: a power cut must not make the province's copy longer than the log.
  outbox.reached(place.store.head());
  place.hall.subscribe((events) => {
    const newest = events.at(-1);
    if (newest !== undefined) outbox.reached(newest);
    // The province hears of it by itself, whoever took its list in and from which page.
    const { offered } = outbox.status();
    for (const { event } of events)
      if (event.type === 'procedure-list:imported' && event.file === offered?.fileName)
        outbox.answerOffer({ state: 'adopted', note: '' });
  });
  outbox.start();
  if (place.hub) void joinNamedHub(outbox, place.hub, (sentence) => place.log.warn(sentence));
  return outbox;
}

/** Joins the hub that the environment names, if the hall has no link yet. @param tell gets a sentence when it does not succeed */
async function joinNamedHub(
  outbox: Outbox,
  { url, code }: { url: string; code: string },
  tell: (sentence: string) => void,
): Promise<void> {
  if (outbox.status().state !== 'off') return;
  const typed = EnrolmentCode.safeParse(code);
  if (!typed.success) return tell('HUB_CODE is no enrolment code');
  const joined = await outbox.join(url, typed.data);
  if (!joined.ok) tell(`the hub ${url} was not joined: ${joined.refusal.message}`);
}
