import { refused } from '../../../../common/protocol/refusals.ts';
import { nextFor } from '../../../domain/decide-counters.ts';
import { publicRecords } from '../../../hall/view/records.ts';
import { publicHall } from '../../public-hall.ts';
import { healthForStrangers } from '../../public-health.ts';
import { answer, defineRoute, LEADERS, STAFF } from '../route.ts';

/** Changes of the settings that one answer holds. */
const SETTINGS_CHANGES_SHOWN = 100;

/** A counter's usual procedures are told from so many days, and so many of them stand on its keys. */
const USUAL_DAYS = 28;
const USUAL_COUNT = 5;

export const readRoutes = [
  defineRoute('GET /health', {
    summary: 'Whether the hall is well; names and faults of machines for staff and devices alone',
    allowed: 'anyone',
    run: ({ services, principal }) => {
      const report = services.health();
      const isStaffOrDevice = principal.kind === 'user' || principal.kind === 'device';
      return answer(isStaffOrDevice ? report : healthForStrangers(report));
    },
  }),
  defineRoute('GET /fields', {
    summary: 'Fields with their live state',
    allowed: 'anyone',
    run: ({ services }) => {
      const moment = services.hall.moment();
      const live = publicRecords(services.hall.state, moment, services.hall.calendar.zone);
      const fields = live.flatMap((record) =>
        record.kind === 'field'
          ? [{ ...record.field, waiting: record.waiting, issuing: record.issuing, estimate: record.estimate }]
          : [],
      );
      return answer({ fields: fields.sort((a, b) => a.sort - b.sort) });
    },
  }),
  defineRoute('GET /procedures', {
    summary: 'Procedures with papers, time limits and fees',
    allowed: 'anyone',
    anyOrigin: true,
    run: ({ services }) =>
      answer({
        procedures: [...services.hall.state.procedures.values()].filter((procedure) => procedure.active),
      }),
  }),
  defineRoute('GET /counters', {
    summary: 'Counters with their present numbers',
    allowed: 'anyone',
    run: ({ services }) => {
      const live = publicRecords(services.hall.state, services.hall.moment(), services.hall.calendar.zone);
      const counters = live.flatMap((record) => (record.kind === 'counter' ? [record] : []));
      return answer({ counters: counters.map(({ kind: _kind, id: _id, ...counter }) => counter) });
    },
  }),
  defineRoute('GET /counters/:code/next', {
    summary: 'Whom the counter would call now, and why',
    allowed: STAFF,
    run: ({ services, params }) => {
      const { state } = services.hall;
      const counter = state.counters.get(params.code ?? '');
      if (!counter) return refused('unknown_counter', 'no such counter');
      const choice = nextFor(state, counter, services.hall.clock.nowMs());
      if (!choice) return answer({ next: null });
      const { id: ticketId, number, field } = choice.ticket;
      return answer({ next: { ticketId, number, field, reason: choice.reason } });
    },
  }),
  defineRoute('GET /counters/:code/usual', {
    summary: 'Procedures that the counter did most in the last four weeks, the commonest first',
    allowed: STAFF,
    run: ({ services, params }) => {
      const { state } = services.hall;
      const counter = state.counters.get(params.code ?? '');
      if (!counter) return refused('unknown_counter', 'no such counter');
      const from = new Date(Date.parse(services.hall.moment().date) - USUAL_DAYS * 86_400_000);
      const done = services.reads.usualAt(counter.definition.code, from.toISOString().slice(0, 10));
      // Before anything is on record, the first of the counter's fields stand in.
      const known = [...state.procedures.values()].filter((each) => each.active);
      const own = known.filter((each) => counter.primaryFields.includes(each.field)).map((each) => each.code);
      const usable = new Set(known.map((each) => each.code));
      const usual = [...new Set([...done.filter((code) => usable.has(code)), ...own])];
      return answer({ procedures: usual.slice(0, USUAL_COUNT) });
    },
  }),
  defineRoute('GET /public', {
    summary: 'The hall as anyone may see it, from any site',
    allowed: 'anyone',
    anyOrigin: true,
    run: ({ services }) => answer(publicHall(services)),
  }),
  defineRoute('GET /tickets', {
    summary: 'Tickets of a day, or those behind a row of a report',
    allowed: STAFF,
    scope: 'tickets:read',
    run: ({ services, query }) => answer(services.reads.listTickets(query)),
  }),
  defineRoute('GET /tickets/:id', {
    summary: 'One ticket',
    allowed: [...STAFF, 'kiosk', 'counter'],
    scope: 'tickets:read',
    run: ({ services, params }) => {
      const ticket = services.hall.findTicket(params.id ?? '');
      return ticket ? answer(ticket) : refused('unknown_ticket', 'no such ticket');
    },
  }),
  defineRoute('GET /events', {
    summary: 'The log, for integrators and the hub',
    allowed: LEADERS,
    scope: 'events:read',
    run: ({ services, query }) => {
      // A tracking token opens a ticket's page: it stays out of what is handed on.
      const events = services.reads.events(query.after, query.limit).map(({ event, ...logged }) => ({
        ...logged,
        event:
          event.type === 'ticket:issued'
            ? { ...event, trackingToken: undefined, person: undefined }
            : { ...event },
      }));
      return answer({ events, sequence: services.hall.state.sequence });
    },
  }),
  defineRoute('GET /settings/history', {
    summary: 'The latest changes of the settings, newest first, with what held before each',
    allowed: ['admin'],
    run: ({ services }) =>
      answer({
        changes: services.reads.settingsHistory(SETTINGS_CHANGES_SHOWN).map((change) => ({
          ...change,
          actor: {
            ...change.actor,
            name:
              change.actor.kind === 'user' ? services.access.displayName(change.actor.id) : change.actor.id,
          },
        })),
      }),
  }),
  defineRoute('GET /settings', {
    summary: 'Settings of the hall',
    allowed: ['admin', 'supervisor', 'chairman'],
    run: ({ services }) => answer({ settings: services.hall.state.settings }),
  }),
  defineRoute('GET /agencies', {
    summary: 'Agencies',
    allowed: STAFF,
    run: ({ services }) => answer({ agencies: [...services.hall.state.agencies.values()] }),
  }),
  defineRoute('GET /buttons', {
    summary: 'Bound buttons',
    allowed: LEADERS,
    run: ({ services }) => answer({ buttons: [...services.hall.state.buttons.values()] }),
  }),
  defineRoute('GET /templates', {
    summary: 'Ready halls to begin with',
    allowed: 'anyone',
    run: ({ services }) =>
      answer({
        templates: [...services.templates.values()].map((template) => ({
          id: template.id,
          name: template.name,
          fields: template.fields.map((field) => field.name),
          counters: template.counters.length,
        })),
      }),
  }),
];
