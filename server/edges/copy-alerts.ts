import type { AlertRecord } from '../../common/protocol/views.ts';
import type { HallEvent } from '../domain/events.ts';
import type { Hall } from '../hall/hall.ts';
import type { Access, TokenCopy } from './access.ts';
import type { Rejections } from './perimeter/rejections.ts';

/** Staff see a copy for so long, and the log takes one line of it in this time: whoever copied tries again and again. */
const SHOWN_MS = 60 * 60_000;

/** Tells staff and the log that a token was shown by a machine that does not hold its key. */
export class CopyAlerts {
  private readonly hall: Hall;
  private readonly now: () => number;
  private readonly rejections: Rejections;
  private readonly told = new Map<string, { record: AlertRecord; sinceMs: number }>();
  private onAlert: (record: AlertRecord) => void = () => undefined;

  constructor(options: { hall: Hall; access: Access; rejections: Rejections; now: () => number }) {
    this.hall = options.hall;
    this.now = options.now;
    this.rejections = options.rejections;
    options.access.onCopy((copy) => this.found(copy));
  }

  /** Sets who hears of copies. */
  whenCopied(listener: (record: AlertRecord) => void): void {
    this.onAlert = listener;
  }

  /** Copies of the last hour, for pages that are opened now. */
  alerts(): AlertRecord[] {
    const since = this.now() - SHOWN_MS;
    for (const [id, { sinceMs }] of this.told) if (sinceMs < since) this.told.delete(id);
    return [...this.told.values()].map(({ record }) => record);
  }

  private found({ principal }: TokenCopy): void {
    this.rejections.count('token_copied');
    const isUser = principal.kind === 'user';
    const id = isUser ? `copy/person/${principal.username}` : `copy/${principal.deviceId}`;
    const [known] = this.alerts().filter((each) => each.id === `alert/${id}`);
    const record: AlertRecord = {
      kind: 'alert',
      id: `alert/${id}`,
      alert: 'token-copied',
      name: isUser ? principal.displayName : principal.name,
      at: new Date(this.hall.clock.nowMs()).toISOString(),
      refused: (known?.refused ?? 0) + 1,
    };
    this.told.set(id, { record, sinceMs: this.told.get(id)?.sinceMs ?? this.now() });
    this.onAlert(record);
    if (known !== undefined) return;
    const event: HallEvent = isUser
      ? { type: 'account:copy-refused', username: principal.username }
      : { type: 'device:copy-refused', deviceId: principal.deviceId };
    // A failed disk refuses commands and tells of itself; the alert stands without the line.
    void this.hall.record([event]).catch(() => undefined);
  }
}
