import type { Patch, ViewRecord } from '../../../common/protocol/views.ts';
import type { Changes } from '../../hall/view/changes.ts';
import { Amendments } from './amendments.ts';
import { Crowd } from './crowd.ts';
import type { HallServer, HallSocket } from './hall-socket.ts';

/** Whoever showed a token; the others are the crowd. */
const KNOWN = 'known';
/** Counters and people who are signed in. */
export const STAFF = 'staff';

export interface ViewBroadcastOptions {
  readonly io: HallServer;
  /** Of the log's newest event. */
  readonly sequence: number;
  /** The hall's time. */
  readonly nowMs: () => number;
}

/** Sends patches of the live view to those who may see them: screens and staff at once, strangers merged. */
export class ViewBroadcast {
  private readonly io: HallServer;
  private readonly nowMs: () => number;
  private readonly crowd: Crowd;
  private readonly amendments = new Amendments();
  private published: number;

  constructor({ io, sequence, nowMs }: ViewBroadcastOptions) {
    this.io = io;
    this.nowMs = nowMs;
    this.published = sequence;
    this.crowd = new Crowd({ io, sequence, patch: (change) => this.stamped(change) });
  }

  /** Screens are told from here on. */
  begin(sequence: number): void {
    this.published = sequence;
  }

  /** The sequence that a snapshot for this client carries: its next patch goes on from there. */
  sequenceFor({ isKnown }: { isKnown: boolean }): number {
    return isKnown ? this.published : this.crowd.sequence;
  }

  /** From now on the socket hears what its owner may see. */
  join(socket: HallSocket, { isKnown, isStaff }: { isKnown: boolean; isStaff: boolean }): void {
    if (!isKnown) this.crowd.join(socket);
    else void socket.join(isStaff ? [KNOWN, STAFF] : KNOWN);
  }

  /** Tells what a commit changed. @param to sequence of its last event */
  publish(changes: Changes, to: number): void {
    const from = this.published;
    this.published = to;
    if (changes.whole) {
      this.resync();
      return;
    }
    const change = { from, to, ...this.amendments.of(changes.publicPut), drop: changes.publicDrop };
    this.crowd.tell(change);
    if (!this.isEmpty(KNOWN)) this.io.to(KNOWN).except(STAFF).emit('view:patch', this.stamped(change));
    if (this.isEmpty(STAFF)) return;
    this.io.to(STAFF).emit(
      'view:patch',
      this.stamped({
        ...change,
        put: [...change.put, ...changes.staffPut],
        drop: [...change.drop, ...changes.staffDrop],
      }),
    );
  }

  /** A patch from a sequence nobody holds: every client asks for a snapshot. */
  resync(): void {
    this.amendments.forget();
    this.tellAll({ from: -1, to: this.published, put: [], amend: [], drop: [] });
  }

  /** Tells everybody of records that changed without a commit. */
  toAll(records: readonly ViewRecord[]): void {
    const { published } = this;
    this.tellAll({ from: published, to: published, ...this.amendments.of(records), drop: [] });
  }

  /** Tells staff alone of records that changed without a commit. */
  toStaff(put: readonly ViewRecord[], drop: readonly string[] = []): void {
    this.io.to(STAFF).emit('view:patch', this.aside(put, drop));
  }

  /** A patch outside the log's order, for one client. */
  aside(put: readonly ViewRecord[], drop: readonly string[] = []): Patch {
    return this.stamped({ from: this.published, to: this.published, put, amend: [], drop });
  }

  stop(): void {
    this.crowd.stop();
  }

  private tellAll(change: Omit<Patch, 'now'>): void {
    if (!this.isEmpty(KNOWN)) this.io.to(KNOWN).emit('view:patch', this.stamped(change));
    this.crowd.tell(change);
  }

  /** Whether nobody is there; socket.io would write the message out all the same. */
  private isEmpty(room: string): boolean {
    return !this.io.sockets.adapter.rooms.has(room);
  }

  private stamped(change: Omit<Patch, 'now'>): Patch {
    return { ...change, now: new Date(this.nowMs()).toISOString() };
  }
}
