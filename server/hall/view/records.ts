import type {
  CounterRecord,
  FieldRecord,
  HallRecord,
  LineTicketRecord,
  OfficerRecord,
  ViewRecord,
} from '../../../common/protocol/views.ts';
import { namesOn } from '../../domain/calendar.ts';
import { estimateOfNext } from '../../domain/estimate.ts';
import { issuingState, type Moment } from '../../domain/issuing.ts';
import { countersServing, type HallState, type LiveTicket, lengthOf } from '../../domain/state.ts';
import { iso } from '../ticket-view.ts';

export function hallRecord(state: HallState, timeZone: string): HallRecord {
  const s = state.settings;
  const names = namesOn(state, state.day ?? '');
  return {
    kind: 'hall',
    id: 'hall',
    localDate: state.day ?? '',
    needsSetUp: !state.setUp,
    proceduresAt: state.proceduresAt,
    ...(state.restored === null
      ? {}
      : {
          restored: {
            at: new Date(state.restored.atMs).toISOString(),
            copyAt: state.restored.copyAtMs === null ? null : iso(state.restored.copyAtMs),
          },
        }),
    settings: {
      hallName: names.hallName,
      hallNameEn: names.hallNameEn,
      superiorName: names.superiorName,
      address: s.address,
      priorities: s.priorities,
      pauseReasons: s.pauseReasons,
      parkReasons: s.parkReasons,
      ticketAdvice: s.ticketAdvice,
      ticketAdviceEn: s.ticketAdviceEn,
      languages: s.languages,
      dialect: s.dialect,
      announceEnglish: s.announceEnglish,
      volume: s.volume,
      mutedHours: s.mutedHours,
      kioskIdleSeconds: s.kioskIdleSeconds,
      guidanceField: s.guidanceField,
      boardMedia: s.boardMedia,
      numbersPerPerson: s.numbersPerPerson,
      discipline: s.discipline,
      noShow: s.noShow,
      zones: s.zones,
      awayAlertMinutes: s.awayAlertMinutes,
      timeZone,
    },
  };
}

export function fieldRecord(state: HallState, code: string, moment: Moment): FieldRecord | null {
  const field = state.fields.get(code);
  if (!field?.active) return null;
  const line = state.lines.get(code);
  const waiting = lengthOf(line);
  const first = Math.min(
    line?.priority[0]?.orderedAtMs ?? Number.POSITIVE_INFINITY,
    line?.ordinary[0]?.orderedAtMs ?? Number.POSITIVE_INFINITY,
  );
  const serving = countersServing(state, code);
  return {
    kind: 'field',
    id: `field/${code}`,
    field,
    waiting,
    longestSince: Number.isFinite(first) ? iso(first) : null,
    counters: serving.map((counter) => ({ code: counter.definition.code, label: counter.definition.label })),
    issuing: issuingState(field, state.issued.get(code) ?? 0, moment, state, state.skipped.get(code)),
    // What the next citizen would be told.
    estimate: serving.length === 0 ? null : estimateOfNext(state, code, moment.atMs),
  };
}

export function counterRecord(state: HallState, code: string): CounterRecord | null {
  const counter = state.counters.get(code);
  if (!counter) return null;
  const present = counter.presentTicketId === null ? undefined : state.tickets.get(counter.presentTicketId);
  return {
    kind: 'counter',
    id: `counter/${code}`,
    code,
    label: counter.definition.label,
    spokenNumber: counter.definition.spokenNumber,
    state: counter.state,
    primaryFields: counter.primaryFields,
    helpingFields: counter.helpingFields,
    active: counter.definition.active,
    pauseReason: counter.pauseReason,
    pausedSince: iso(counter.pausedAtMs),
    present: present
      ? {
          ticketId: present.id,
          number: present.number,
          field: present.field,
          state: present.state,
          calledAt: iso(present.lastCalledAtMs) ?? iso(present.issuedAtMs) ?? '',
        }
      : null,
  };
}

export function ticketRecord(ticket: LiveTicket): LineTicketRecord {
  return {
    kind: 'ticket',
    id: `ticket/${ticket.id}`,
    ticketId: ticket.id,
    number: ticket.number,
    field: ticket.field,
    drawnField: ticket.drawnField,
    procedure: ticket.procedure,
    dossierCode: ticket.dossierCode,
    purpose: ticket.purpose,
    priority: ticket.priority,
    state: ticket.state,
    issuedAt: iso(ticket.issuedAtMs) ?? '',
    orderedAt: iso(ticket.orderedAtMs) ?? '',
    eligibleAt: ticket.eligibleAtMs === 0 ? null : iso(ticket.eligibleAtMs),
    calledAt: iso(ticket.calledAtMs),
    startedAt: iso(ticket.startedAtMs),
    counter: ticket.counter,
    reservedFor: ticket.reservedFor,
    callCount: ticket.callCount,
    reason: ticket.reason,
    parkReason: ticket.parkReason,
  };
}

export function officerRecord(
  state: HallState,
  code: string,
  nameOf: (username: string) => string,
): OfficerRecord | null {
  const counter = state.counters.get(code);
  if (!counter || counter.officer === null) return null;
  return {
    kind: 'officer',
    id: `officer/${code}`,
    counter: code,
    username: counter.officer,
    displayName: nameOf(counter.officer),
    since: iso(counter.sinceMs) ?? '',
    lastAct: counter.lastAct && {
      kind: counter.lastAct.kind,
      act: counter.lastAct.sequence,
      numbers: counter.lastAct.tickets.map((each) => each.number),
      at: iso(counter.lastAct.atMs) ?? '',
    },
  };
}

/** Everything public of the hall, for a snapshot. */
export function publicRecords(state: HallState, moment: Moment, timeZone: string): ViewRecord[] {
  const records: ViewRecord[] = [hallRecord(state, timeZone)];
  for (const code of state.fields.keys()) {
    const record = fieldRecord(state, code, moment);
    if (record) records.push(record);
  }
  for (const code of state.counters.keys()) {
    const record = counterRecord(state, code);
    if (record?.active) records.push(record);
  }
  records.push(...state.calls, ...state.notices.values());
  return records;
}

/** What staff see besides: live tickets and who sits where. */
export function staffRecords(state: HallState, nameOf: (username: string) => string): ViewRecord[] {
  const records: ViewRecord[] = [...state.tickets.values()].map(ticketRecord);
  for (const code of state.counters.keys()) {
    const record = officerRecord(state, code, nameOf);
    if (record) records.push(record);
  }
  return records;
}
