import { BlockList, isIP } from 'node:net';
import type { Database } from 'better-sqlite3';
import type { AlertRecord } from '../../common/protocol/views.ts';
import type { Hall } from '../hall/hall.ts';
import type { SealedValues } from '../storage/sealed-values.ts';
import { WebhookOutbox } from '../storage/webhook-outbox.ts';
import { WebhookStore } from '../storage/webhook-store.ts';
import { WebhookDesk } from '../webhooks/webhook-desk.ts';
import { isInHallNetwork } from './perimeter/own-addresses.ts';
import type { RecordReads } from './services.ts';

const SWEEP_MS = 3_600_000;

/** A cloud's address for its own secrets is among these; no partner of a hall is. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');

/** An IPv4 address in IPv6 form, in whichever spelling, counts as IPv4. */
export const isLinkLocal = (address: string) =>
  LINK_LOCAL.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Tells staff of webhooks that were disabled, until they are enabled again. */
export class WebhookAlerts {
  private readonly hallNowMs: () => number;
  private readonly desk: () => WebhookDesk;
  private onAlert: (record: AlertRecord) => void = () => undefined;

  constructor(options: { hallNowMs: () => number; desk: () => WebhookDesk }) {
    this.hallNowMs = options.hallNowMs;
    this.desk = options.desk;
  }

  /** Sets who hears of them. */
  whenChanged(listener: (record: AlertRecord) => void): void {
    this.onAlert = listener;
  }

  /** Those that are disabled, for pages that are opened now. */
  alerts(): AlertRecord[] {
    return this.desk()
      .list()
      .filter((each) => each.state === 'disabled')
      .map((each) => this.recordOf(each.id, new URL(each.url).origin, true));
  }

  /** It was disabled, or works again. */
  changed(id: string, origin: string, isDisabled: boolean): void {
    this.onAlert(this.recordOf(id, origin, isDisabled));
  }

  private recordOf(id: string, origin: string, isDisabled: boolean): AlertRecord {
    return {
      kind: 'alert',
      id: `alert/webhook/${id}`,
      alert: 'webhook-disabled',
      name: origin,
      at: new Date(this.hallNowMs()).toISOString(),
      refused: isDisabled ? 1 : 0,
    };
  }
}

/** Puts the webhooks together and starts them. @param options.now real time, epoch ms */
export function openWebhooks(options: {
  db: Database;
  /** The log's own connection, which writes without a flush. */
  store: { readonly db: Database };
  sealed: SealedValues;
  hall: Hall;
  reads: Pick<RecordReads, 'events'>;
  now: () => number;
  onError: (error: unknown, what: string) => void;
}) {
  const { db, store, sealed, hall, reads, now, onError } = options;
  const webhookAlerts = new WebhookAlerts({ hallNowMs: () => hall.clock.nowMs(), desk: () => webhooks });
  const webhooks: WebhookDesk = new WebhookDesk({
    store: new WebhookStore(db, sealed),
    outbox: new WebhookOutbox(store.db),
    events: (after, limit) => reads.events(after, limit),
    findTicket: (id) => hall.findTicket(id),
    published: hall.state.sequence,
    isAllowed: (address) =>
      !isLinkLocal(address) && isInHallNetwork(address, hall.state.settings.linkNetworks),
    now,
    onDisabled: ({ id, url }) => {
      const { origin } = new URL(url);
      webhookAlerts.changed(id, origin, true);
      hall
        .record([{ type: 'webhook:changed', webhookId: id, origin, change: 'disabled' }])
        .catch((error: unknown) => onError(error, 'webhook disabled'));
    },
    onError,
  });
  const unfollow = hall.subscribe((events) => webhooks.follow(events));
  const sweep = setInterval(() => webhooks.sweep(), SWEEP_MS);
  sweep.unref();
  webhooks.start();
  return {
    webhooks,
    webhookAlerts,
    stop: async () => {
      unfollow();
      clearInterval(sweep);
      await webhooks.stop();
    },
  };
}
