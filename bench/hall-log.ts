import type { CallReason } from '../common/protocol/ticket.ts';
import type { HallEvent, StampedEvent } from '../server/domain/events.ts';
import { loadTemplates } from '../server/hall/templates.ts';
import { bodyOf, chainHash, FIRST_HASH } from '../server/storage/event-store.ts';
import type { LogText } from '../server/storage/log-texts.ts';

/** 2 March 2026, 07:30 in Vietnam; a Monday. */
const FIRST_MS = Date.parse('2026-03-02T00:30:00Z');
const DAY_MS = 86_400_000;
const IN_ORDER: CallReason = {
  rule: 'strict',
  line: 'primary',
  waitMs: 20_000,
  priority: null,
  score: 0,
  runnerUp: null,
  helpBecause: null,
};

/** The log of a hall in which so many people come on each of so many days, are called and served. */
export function hallLog(hall: string, days: number, ticketsADay: number): LogText[] {
  const texts: LogText[] = [];
  let hash = FIRST_HASH;
  const add = (event: HallEvent, atMs: number) => {
    const sequence = texts.length + 1;
    const stamped: StampedEvent = {
      event,
      atMs,
      actor: { kind: 'user', id: 'lan' },
      device: null,
      commandId: null,
    };
    const body = bodyOf(sequence, stamped);
    hash = chainHash(hash, body);
    texts.push({ sequence, body, hash });
  };
  const template = loadTemplates().get('commune');
  if (template === undefined) throw new Error('there is no template of a commune');
  for (const field of template.fields) add({ type: 'field:defined', field }, FIRST_MS);
  for (const counter of template.counters) add({ type: 'counter:defined', counter }, FIRST_MS);
  const counter = template.counters[0]?.code ?? '1';
  for (let day = 0; day < days; day += 1) {
    const openMs = FIRST_MS + day * DAY_MS;
    const date = new Date(openMs).toISOString().slice(0, 10);
    add({ type: 'day:opened', date }, openMs);
    add({ type: 'counter:opened', counter, officer: 'lan', fields: null }, openMs);
    for (let at = 0; at < ticketsADay; at += 1) {
      const field = template.fields[at % template.fields.length]?.code ?? '';
      const ticketId = `${hall}-${day}-${at}`;
      const number = String(1000 + at);
      const atMs = openMs + at * 60_000;
      add(
        {
          type: 'ticket:issued',
          ticketId,
          number,
          ordinal: Math.floor(at / template.fields.length),
          field,
          procedure: null,
          purpose: 'submit',
          priority: null,
          priorityReason: null,
          channel: 'kiosk',
          orderedAtMs: atMs,
          trackingToken: ticketId,
          language: 'vi',
          waitingAhead: 0,
          estimate: null,
          printer: null,
        },
        atMs,
      );
      add(
        {
          type: 'ticket:called',
          ticketId,
          number,
          counter,
          field,
          callCount: 1,
          reason: IN_ORDER,
        },
        atMs + 20_000,
      );
      add(
        {
          type: 'ticket:finished',
          ticketId,
          counter,
          field,
          outcome: 'served',
          transactions: [],
          serviceMs: 30_000,
        },
        atMs + 50_000,
      );
    }
    add({ type: 'counter:closed', counter, officer: 'lan' }, openMs + 9 * 3_600_000);
  }
  return texts;
}
