import { type Amendment, amended, type Patch, type ViewRecord } from '../../../common/protocol/views.ts';
import type { HallServer, HallSocket } from './hall-socket.ts';

/** Strangers hear of changes so often at most; paired screens and staff hear of each at once. */
const CROWD_MS = 200;
/** A patch goes out to one part of the crowd in each turn of the event loop, so that a ticket is issued in between. */
const PARTS = 32;

type Change = Pick<Patch, 'from' | 'to' | 'put' | 'amend' | 'drop'>;

/**
 * The live view of everybody without a token: citizens' phones, and whoever opens sockets to make each ticket cost one
 * write for every one of them. Changes are merged and sent in parts.
 */
export class Crowd {
  private readonly io: HallServer;
  private readonly patch: (change: Change) => Patch;
  private readonly put = new Map<string, ViewRecord>();
  private readonly amend = new Map<string, Amendment>();
  private readonly drop = new Set<string>();
  /** Up to where the crowd has been told. */
  private told: number;
  private to: number;
  private isStale = false;
  private joined = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param options.patch stamps a change with the hall's time */
  constructor(options: { io: HallServer; sequence: number; patch: (change: Change) => Patch }) {
    this.io = options.io;
    this.patch = options.patch;
    this.told = options.sequence;
    this.to = options.sequence;
  }

  /** The sequence for a snapshot of a stranger: the next patch goes on from there, and may repeat what it holds. */
  get sequence(): number {
    return this.told;
  }

  join(socket: HallSocket): void {
    this.joined += 1;
    void socket.join(roomOf(this.joined % PARTS));
  }

  /** Takes up a change; a negative `from` has everybody ask for the whole view. */
  tell({ from, to, put, amend, drop }: Change): void {
    if (from < 0) this.isStale = true;
    for (const id of drop) {
      this.put.delete(id);
      this.amend.delete(id);
      this.drop.add(id);
    }
    for (const record of put) {
      this.drop.delete(record.id);
      this.amend.delete(record.id);
      this.put.set(record.id, record);
    }
    for (const amendment of amend) {
      const whole = this.put.get(amendment.id);
      // Each amendment of a record names all that moves in it: the newest says everything.
      if (whole) this.put.set(whole.id, amended(whole, amendment));
      else this.amend.set(amendment.id, amendment);
    }
    this.to = to;
    this.timer ??= setTimeout(() => this.send(), CROWD_MS).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private send(): void {
    this.timer = undefined;
    const merged = this.patch({
      from: this.isStale ? -1 : this.told,
      to: this.to,
      put: [...this.put.values()],
      amend: [...this.amend.values()],
      drop: [...this.drop],
    });
    this.isStale = false;
    this.put.clear();
    this.amend.clear();
    this.drop.clear();
    this.told = this.to;
    this.sendPart(merged, 0);
  }

  private sendPart(merged: Patch, part: number): void {
    const room = roomOf(part);
    // Sending writes the message out before it looks who is there.
    if (this.io.sockets.adapter.rooms.has(room)) this.io.to(room).emit('view:patch', merged);
    if (part + 1 < PARTS) setImmediate(() => this.sendPart(merged, part + 1));
  }
}

function roomOf(part: number): string {
  return `crowd:${part}`;
}
