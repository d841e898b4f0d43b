import { applyCounter, counterOf, noteAct } from './apply-counters.ts';
import { applyDay, rememberLeft } from './apply-day.ts';
import { learn, measure } from './apply-learning.ts';
import { applyOpinion } from './apply-opinions.ts';
import { applyRecord } from './apply-record.ts';
import { applyRemark } from './apply-remarks.ts';
import { applyReopened } from './apply-reopened.ts';
import { applyRoster } from './apply-rosters.ts';
import { type CallSight, dequeue, enqueue, nextStreak } from './call-order.ts';
import { applyDossier } from './dossiers.ts';
import { drawnTicket } from './drawn-ticket.ts';
import type { HallEvent, TicketIssued } from './events.ts';
import { applyLending } from './lending.ts';
import { personKey } from './person-limit.ts';
import { wholeAgency } from './postings.ts';
import { applyPrint, cancelJobsOf, openFirstJob } from './print-jobs.ts';
import { defineProcedure, removeVersion, setVersion } from './procedure-versions.ts';
import { CALLS_KEPT, type HallState, type LiveCounter, type LiveTicket, lineKeyOf, lineOf } from './state.ts';
import { rememberAct, rememberEnded } from './taken-back.ts';
import { followTime } from './timeline.ts';
import { learnPriority } from './wait-memory.ts';

function ticketOf(state: HallState, id: string): LiveTicket {
  const ticket = state.tickets.get(id);
  if (!ticket) throw new Error(`log speaks of ticket ${id}, which is not live`);
  return ticket;
}

function leaveLine(state: HallState, ticket: LiveTicket): void {
  if (ticket.state === 'waiting') dequeue(lineOf(state, lineKeyOf(ticket)), ticket);
}

function leaveCounter(state: HallState, ticket: LiveTicket): void {
  if (ticket.counter === null) return;
  const counter = state.counters.get(ticket.counter);
  if (counter?.presentTicketId === ticket.id) counter.presentTicketId = null;
}

function toLine(state: HallState, ticket: LiveTicket): void {
  leaveCounter(state, ticket);
  ticket.state = 'waiting';
  ticket.counter = null;
  ticket.startedAtMs = null;
  enqueue(lineOf(state, lineKeyOf(ticket)), ticket);
}

function end(state: HallState, ticket: LiveTicket, how: 'done' | 'no_show' | 'cancelled' | 'expired'): void {
  if (how === 'done' || how === 'cancelled') rememberEnded(state, ticket);
  leaveLine(state, ticket);
  leaveCounter(state, ticket);
  ticket.state = how;
  cancelJobsOf(state, ticket.id);
  // An absent citizen may still come back the same day by the same number.
  if (how === 'no_show') return;
  state.tickets.delete(ticket.id);
  if (state.numbers.get(ticket.number) === ticket.id) state.numbers.delete(ticket.number);
  state.ended.set(ticket.id, how);
}

function issue(state: HallState, event: TicketIssued, atMs: number, sequence: number): void {
  const ticket = drawnTicket(event, atMs, sequence);
  state.tickets.set(ticket.id, ticket);
  state.numbers.set(ticket.number, ticket.id);
  state.issued.set(event.field, event.ordinal + 1);
  if (event.person !== undefined) {
    const key = personKey(event.field, event.person);
    state.drawnBy.set(key, (state.drawnBy.get(key) ?? 0) + 1);
  }
  enqueue(lineOf(state, event.field), ticket);
  openFirstJob(state, event);
  if (event.priority !== null) learnPriority(state.waits, event.field, atMs);
}

function remember(
  state: HallState,
  ticket: LiveTicket,
  counter: LiveCounter,
  atMs: number,
  sequence: number,
): void {
  state.calls.push({
    kind: 'call',
    id: `call/${sequence}`,
    sequence,
    number: ticket.number,
    counter: counter.definition.code,
    counterLabel: counter.definition.label,
    spokenNumber: counter.definition.spokenNumber,
    field: ticket.field,
    at: new Date(atMs).toISOString(),
    callCount: ticket.callCount,
    language: ticket.language,
  });
  if (state.calls.length > CALLS_KEPT) state.calls.shift();
}

/** What is made of calls of before it was kept what they saw: any priority ticket counts, also one held back. */
function sightOfOldCall(
  state: HallState,
  event: Extract<HallEvent, { type: 'ticket:called' }>,
  counter: LiveCounter,
  key: string,
): CallSight | null {
  if (event.reason.line === 'by-number') return null;
  const lines = [...counter.primaryFields, key].map((each) => state.lines.get(each));
  return { priorityWaited: lines.some((line) => line !== undefined && line.priority.length > 0) };
}

/**
 * Brings one event into the state, in place. Deterministic: only the event, its time and its sequence count.
 * Throws when the log contradicts itself; that is a bug or a damaged log, never a refusal.
 */
export function apply(state: HallState, event: HallEvent, atMs: number, sequence: number): void {
  state.sequence = sequence;
  if (event.type !== 'day:corrected') followTime(state.time, atMs, sequence);
  noteAct(state, event, atMs);
  rememberAct(state, event, atMs, sequence);
  switch (event.type) {
    case 'ticket:issued':
      issue(state, event, atMs, sequence);
      return;
    case 'ticket:called': {
      const ticket = ticketOf(state, event.ticketId);
      const counter = counterOf(state, event.counter);
      const key = lineKeyOf(ticket);
      leaveLine(state, ticket);
      if (ticket.calledAtMs === null) learn(state, ticket, atMs);
      const saw = event.saw ?? sightOfOldCall(state, event, counter, key);
      if (saw) counter.ordinaryStreak = nextStreak(counter.ordinaryStreak, ticket, saw);
      ticket.state = 'called';
      ticket.counter = event.counter;
      ticket.reservedFor = null;
      ticket.calledAtMs ??= atMs;
      ticket.lastCalledAtMs = atMs;
      ticket.startedAtMs = null;
      ticket.callCount = event.callCount;
      ticket.reason = event.reason;
      ticket.parkReason = null;
      counter.presentTicketId = ticket.id;
      cancelJobsOf(state, ticket.id);
      remember(state, ticket, counter, atMs, sequence);
      return;
    }
    case 'ticket:recalled': {
      const ticket = ticketOf(state, event.ticketId);
      ticket.callCount = event.callCount;
      remember(state, ticket, counterOf(state, event.counter), atMs, sequence);
      return;
    }
    case 'ticket:started': {
      const ticket = ticketOf(state, event.ticketId);
      ticket.state = 'serving';
      ticket.startedAtMs = atMs;
      return;
    }
    case 'ticket:finished': {
      if (event.outcome === 'unrecorded') rememberLeft(state, ticketOf(state, event.ticketId), atMs);
      if (event.serviceMs !== null && event.serviceMs > 20_000) measure(state, event.field, event.serviceMs);
      end(state, ticketOf(state, event.ticketId), 'done');
      return;
    }
    case 'ticket:absent': {
      const ticket = ticketOf(state, event.ticketId);
      ticket.eligibleAtMs = event.eligibleAtMs;
      ticket.missedAt = event.counter;
      toLine(state, ticket);
      return;
    }
    case 'ticket:no-show': {
      const ticket = ticketOf(state, event.ticketId);
      ticket.missedAt = event.counter;
      end(state, ticket, 'no_show');
      return;
    }
    case 'ticket:parked': {
      const ticket = ticketOf(state, event.ticketId);
      leaveCounter(state, ticket);
      ticket.state = 'parked';
      ticket.parkReason = event.reason;
      return;
    }
    case 'ticket:returned': {
      const ticket = ticketOf(state, event.ticketId);
      // An absent ticket stands in its line already, held back for a while.
      leaveLine(state, ticket);
      ticket.eligibleAtMs = 0;
      ticket.parkReason = null;
      toLine(state, ticket);
      return;
    }
    case 'ticket:transferred': {
      const ticket = ticketOf(state, event.ticketId);
      leaveLine(state, ticket);
      ticket.field = event.field;
      ticket.reservedFor = event.reservedFor;
      ticket.eligibleAtMs = 0;
      ticket.work = [...ticket.work, ...event.transactions];
      toLine(state, ticket);
      return;
    }
    case 'ticket:reopened':
      applyReopened(state, event, (id) => {
        const live = state.tickets.get(id);
        if (!live) return;
        leaveLine(state, live);
        leaveCounter(state, live);
      });
      return;
    case 'ticket:cancelled':
      end(state, ticketOf(state, event.ticketId), 'cancelled');
      return;
    case 'ticket:expired':
      rememberLeft(state, ticketOf(state, event.ticketId), atMs);
      end(state, ticketOf(state, event.ticketId), 'expired');
      return;
    case 'ticket:prioritised': {
      const ticket = ticketOf(state, event.ticketId);
      const waiting = ticket.state === 'waiting';
      leaveLine(state, ticket);
      ticket.priority = event.priority;
      if (waiting) enqueue(lineOf(state, lineKeyOf(ticket)), ticket);
      return;
    }
    case 'ticket:let-pass': {
      const ticket = ticketOf(state, event.ticketId);
      leaveLine(state, ticket);
      ticket.orderedAtMs = event.orderedAtMs;
      // Behind all that came with the last who passed.
      ticket.order = sequence;
      // Whoever asks for this is there: nothing holds the number back.
      ticket.eligibleAtMs = 0;
      ticket.letPassCount += 1;
      enqueue(lineOf(state, lineKeyOf(ticket)), ticket);
      return;
    }
    case 'ticket:print-asked':
    case 'ticket:print-delayed':
    case 'ticket:print-settled':
    case 'ticket:print-dropped':
    case 'kiosk:printer-set':
      applyPrint(state, event, sequence);
      return;
    case 'counter:opened':
    case 'counter:closed':
    case 'counter:paused':
    case 'counter:resumed':
    case 'counter:fields-set':
    case 'counter:defined':
      applyCounter(state, event, atMs);
      return;
    case 'counter:lent':
    case 'counter:loan-ended':
      applyLending(state, event, atMs);
      return;
    case 'day:opened':
    case 'day:closed':
    case 'day:doubted':
    case 'day:corrected':
      applyDay(state, event, atMs, sequence);
      return;
    case 'record:restored':
    case 'record:acknowledged':
    case 'day:sealed':
      applyRecord(state, event, atMs, sequence);
      return;
    case 'field:defined': {
      state.fields.set(event.field.code, event.field);
      const line = state.lines.get(event.field.code);
      if (line) state.lines.set(event.field.code, { ...line, targetMs: event.field.targetMinutes * 60_000 });
      return;
    }
    case 'procedure:defined':
      defineProcedure(state, event.procedure);
      state.proceduresAt = sequence;
      return;
    case 'procedure:version-set':
      setVersion(state, event.version);
      state.proceduresAt = sequence;
      return;
    case 'procedure:version-removed':
      removeVersion(state, event.code, event.effectiveFrom);
      state.proceduresAt = sequence;
      return;
    case 'agency:defined':
      state.agencies.set(event.agency.code, wholeAgency(event.agency));
      return;
    case 'officer:defined':
      state.officers.set(event.officer.username, event.officer);
      return;
    case 'officer:removed':
      state.officers.delete(event.username);
      return;
    case 'officer:leave-set':
    case 'officer:leave-removed':
    case 'roster:confirmed':
    case 'roster:withdrawn':
    case 'roster:applied':
    case 'roster:apply-undone':
      applyRoster(state, event);
      return;
    case 'calendar:day-set':
      state.calendar.set(event.day.date, event.day);
      return;
    case 'calendar:day-cleared':
      state.calendar.delete(event.date);
      return;
    case 'calendar:holidays-known':
      state.holidays = event.holidays;
      return;
    case 'hall-name:set':
      state.hallNames.set(event.name.from, event.name);
      return;
    case 'hall-name:removed':
      state.hallNames.delete(event.from);
      return;
    case 'language:signed': {
      const { language, digest, reader } = event.review;
      state.languageReviews.set(language, { digest, reader, atMs });
      return;
    }
    case 'settings:changed':
      state.settings = { ...state.settings, ...event.changes };
      return;
    case 'template:applied':
      if (event.byPerson) state.setUp = true;
      return;
    case 'notice:posted':
      state.notices.set(event.id, {
        kind: 'notice',
        id: `notice/${event.id}`,
        text: event.text,
        textEn: event.textEn,
        until: event.until,
      });
      return;
    case 'notice:withdrawn':
      state.notices.delete(event.id);
      return;
    case 'remark:made':
    case 'remark:withdrawn':
    case 'remark:settled':
      applyRemark(state, event);
      return;
    case 'opinion:given':
    case 'opinion:keyed':
    case 'opinion:withdrawn':
      applyOpinion(state, event);
      return;
    case 'dossier:told':
      applyDossier(state, event, atMs);
      return;
    case 'button:bound':
      state.buttons.set(event.binding.id, event.binding);
      return;
    case 'button:unbound':
      state.buttons.delete(event.id);
      return;
    case 'printer:defined':
      state.printers.set(event.printer.name, event.printer);
      return;
    case 'printer:removed':
      state.printers.delete(event.name);
      return;
    case 'event:set-aside':
      state.setAside.push({
        sequence: event.sequence,
        eventType: event.eventType,
        because: event.because,
        atMs,
      });
      return;
    case 'ticket:corrected':
    case 'device:paired':
    case 'device:code-made':
    case 'device:revoked':
    case 'device:copy-refused':
    case 'account:copy-refused':
    case 'account:changed':
    case 'account:password-changed':
    case 'account:password-set':
    case 'account:signed-out':
    case 'account:pin-set':
    case 'account:second-factor-set':
    case 'account:second-factor-removed':
    case 'account:pin-removed':
    case 'program:token-made':
    case 'program:token-revoked':
    case 'webhook:changed':
    case 'voice-pack:changed':
    case 'procedure-list:imported':
    case 'import:completed':
    case 'import:removed':
      return;
  }
}
