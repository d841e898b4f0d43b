import { COMMANDS, type CommandName, type PayloadInput } from '../../common/protocol/commands.ts';
import type { RefusalCode } from '../../common/protocol/refusals.ts';
import { apply } from '../../server/domain/apply.ts';
import { rollOver } from '../../server/domain/day.ts';
import { decide } from '../../server/domain/decide.ts';
import {
  type Circumstances,
  type Decision,
  NO_VISITS,
  type VisitRecord,
} from '../../server/domain/decision.ts';
import type { HallEvent } from '../../server/domain/events.ts';
import { emptyHall, type HallState } from '../../server/domain/state.ts';
import { templateEvents } from '../../server/domain/template.ts';
import { smallTemplate } from '../support/small-hall.ts';

type CoreCommand = Exclude<CommandName, 'template:apply'>;

/** 07:30 of a working day in Viet Nam. */
const OPENING_MS = Date.UTC(2026, 10, 24, 0, 30);
const ZONE_MS = 7 * 3_600_000;

/** The pure core alone: no clock, no disk, no randomness; identifiers count up. */
export class PureHall {
  readonly state: HallState = emptyHall();
  readonly log: { readonly event: HallEvent; readonly atMs: number }[] = [];
  atMs = OPENING_MS;
  /** How commands come in, and whose card was scanned before them. */
  channel: Circumstances['channel'] = 'api';
  person: string | undefined;
  private count = 0;
  /** What a record beside the core would tell of visits. */
  visits: VisitRecord = NO_VISITS;
  /** What a record beside the core would tell of dossiers. */
  dossierOf: NonNullable<Circumstances['dossierOf']> = () => undefined;
  /** When the loudspeaker will have read the number that is asked for. */
  announcedUntilMs: number | null = null;

  constructor() {
    this.take(rollOver(this.state, this.moment()));
    this.take(templateEvents(this.state, smallTemplate(), true));
  }

  moment() {
    const local = new Date(this.atMs + ZONE_MS);
    return {
      atMs: this.atMs,
      date: local.toISOString().slice(0, 10),
      minuteOfDay: local.getUTCHours() * 60 + local.getUTCMinutes(),
    };
  }

  /** Gives a command as an officer; a supervisor's hand unless another is named. */
  give<N extends CoreCommand>(name: N, input: PayloadInput<N>, officer = 'supervisor'): Decision {
    const moment = this.moment();
    this.take(rollOver(this.state, moment));
    const decision = decide(this.state, name, COMMANDS[name].payload.parse(input) as never, {
      moment,
      commander: { kind: 'user', id: officer, role: officer === 'supervisor' ? 'supervisor' : 'clerk' },
      visits: this.visits,
      dossierOf: (code) => this.dossierOf(code),
      announcedUntil: () => this.announcedUntilMs,
      newTicketId: () => this.next('ticket'),
      newTrackingToken: () => this.next('token'),
      channel: this.channel,
      ...(this.person === undefined ? {} : { person: this.person }),
      ownPrinter: null,
      fromStaffNetwork: false,
    });
    this.take(decision.events);
    return decision;
  }

  /** The refusal's code, or "done". */
  outcome<N extends CoreCommand>(name: N, input: PayloadInput<N>, officer?: string): RefusalCode | 'done' {
    return this.give(name, input, officer).refusal?.code ?? 'done';
  }

  draw(field = 'ho-tich', priority?: string): string {
    const decision = this.give('ticket:issue', {
      field,
      printer: null,
      ...(priority === undefined ? {} : { priority, priorityReason: 'thẻ ưu tiên' }),
    });
    return decision.ticketId ?? '';
  }

  take(events: readonly HallEvent[]): void {
    for (const event of events) {
      this.log.push({ event, atMs: this.atMs });
      apply(this.state, event, this.atMs, this.state.sequence + 1);
    }
  }

  private next(kind: string): string {
    this.count += 1;
    return `${kind}-${String(this.count).padStart(6, '0')}`;
  }
}
