import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ASK_MS,
  type AtCounter,
  after,
  type Happening,
  type Screen,
  SELF_SEND_MS,
  THANKS_MS,
} from '../../citizen/tablet/asking.ts';

const visit = (ticket: string) => ({
  ticket,
  number: ticket.slice(-4),
  language: 'vi' as const,
  finishedAt: '2026-11-24T01:00:00.000Z',
});
const called = (ticketId: string): AtCounter => ({ ticketId, isServed: false });
const served = (ticketId: string): AtCounter => ({ ticketId, isServed: true });

/** A tablet with what it sent, at a time that is moved by hand. */
class Tablet {
  screen: Screen = { kind: 'rest' };
  nowMs = 0;
  done: string | null = null;
  readonly sent: { ticket: string; level: number }[] = [];

  see(happening: Happening): this {
    const before = this.screen;
    const outcome = after(before, happening, this.nowMs, this.done);
    this.screen = outcome.screen;
    if ((before.kind === 'ask' || before.kind === 'more') && this.ticket !== before.visit.ticket)
      this.done = before.visit.ticket;
    if (outcome.send) this.sent.push({ ticket: outcome.send.ticket, level: outcome.send.answers.level });
    return this;
  }

  get ticket(): string | null {
    return this.screen.kind === 'ask' || this.screen.kind === 'more' ? this.screen.visit.ticket : null;
  }

  ask(ticket: string, present: AtCounter | null = null, ageMs = 0): this {
    return this.see({ kind: 'asked', visit: visit(ticket), ageMs, present });
  }

  wait(ms: number): this {
    this.nowMs += ms;
    return this.see({ kind: 'tick' });
  }
}

describe('what a tablet at the counter asks', () => {
  test('asks after the visit, takes the answer, thanks and rests', () => {
    const tablet = new Tablet().ask('ticket-1001');
    expect(tablet.screen.kind).toBe('ask');
    tablet.see({ kind: 'level', level: 4 });
    tablet.see({ kind: 'criterion', answer: { code: 'waiting', level: 2 } });
    tablet.see({ kind: 'criterion', answer: { code: 'waiting', level: 3 } });
    tablet.see({ kind: 'respondent', respondent: 'business' });
    expect(tablet.screen).toMatchObject({
      answers: { level: 4, criteria: [{ code: 'waiting', level: 3 }], respondent: 'business' },
    });
    tablet.see({ kind: 'send' });
    expect(tablet.screen.kind).toBe('thanks');
    expect(tablet.sent).toEqual([{ ticket: 'ticket-1001', level: 4 }]);
    expect(tablet.wait(THANKS_MS).screen.kind).toBe('rest');
    expect(tablet.ask('ticket-1001').screen.kind).toBe('rest');
  });

  test('nobody answers: it rests after a while, and does not ask about that visit again', () => {
    const tablet = new Tablet().ask('ticket-1001').wait(ASK_MS - 1);
    expect(tablet.screen.kind).toBe('ask');
    expect(tablet.wait(1).screen.kind).toBe('rest');
    expect(tablet.ask('ticket-1001').screen.kind).toBe('rest');
    expect(tablet.sent).toEqual([]);
  });

  test('a face was tapped and the citizen left: what was said counts', () => {
    const tablet = new Tablet().ask('ticket-1001').see({ kind: 'level', level: 1 }).wait(SELF_SEND_MS);
    expect(tablet.sent).toEqual([{ ticket: 'ticket-1001', level: 1 }]);
  });

  test('another choice takes the place of the first', () => {
    const tablet = new Tablet().ask('ticket-1001').see({ kind: 'level', level: 1 }).see({ kind: 'again' });
    expect(tablet.screen.kind).toBe('ask');
    tablet.see({ kind: 'level', level: 5 }).see({ kind: 'send' });
    expect(tablet.sent).toEqual([{ ticket: 'ticket-1001', level: 5 }]);
  });

  test('finished first, the next called later: the call ends the question', () => {
    const tablet = new Tablet().ask('ticket-1001', null);
    tablet.see({ kind: 'counter', present: null });
    expect(tablet.screen.kind).toBe('ask');
    tablet.see({ kind: 'counter', present: called('ticket-1002') });
    expect(tablet.screen.kind).toBe('rest');
  });

  test('finished by calling the next: the question stays until that one is served', () => {
    const tablet = new Tablet().ask('ticket-1001', called('ticket-1002'));
    tablet.see({ kind: 'counter', present: called('ticket-1002') }).see({ kind: 'level', level: 2 });
    expect(tablet.ticket).toBe('ticket-1001');
    tablet.see({ kind: 'counter', present: served('ticket-1002') });
    expect(tablet.screen.kind).toBe('rest');
    expect(tablet.sent).toEqual([{ ticket: 'ticket-1001', level: 2 }]);
  });

  test('a page opened anew asks about nothing that ended long ago or lies behind a visit under way', () => {
    expect(new Tablet().ask('ticket-1001', null, ASK_MS).screen.kind).toBe('rest');
    expect(new Tablet().ask('ticket-1001', served('ticket-1002')).screen.kind).toBe('rest');
    expect(new Tablet().ask('ticket-1001', null, ASK_MS - 5_000).wait(5_000).screen.kind).toBe('rest');
  });

  test('whatever happens in whatever order, each visit is answered at most once and never with what another said', () => {
    const tickets = ['ticket-1001', 'ticket-1002', 'ticket-1003'];
    const happening = fc.oneof(
      fc.record({ do: fc.constant('ask'), ticket: fc.constantFrom(...tickets), n: fc.constant(0) }),
      fc.record({
        do: fc.constantFrom('call', 'serve'),
        ticket: fc.constantFrom(...tickets),
        n: fc.constant(0),
      }),
      fc.record({ do: fc.constant('level'), ticket: fc.constant(''), n: fc.integer({ min: 1, max: 5 }) }),
      fc.record({
        do: fc.constant('wait'),
        ticket: fc.constant(''),
        n: fc.constantFrom(1_000, SELF_SEND_MS, ASK_MS),
      }),
      fc.record({ do: fc.constantFrom('send', 'again'), ticket: fc.constant(''), n: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (all) => {
        const tablet = new Tablet();
        const tapped = new Map<string, number[]>();
        // The hall asks about the latest visit only, and about none that was rated.
        let latest = -1;
        for (const { do: what, ticket, n } of all) {
          if (what === 'ask' && tickets.indexOf(ticket) >= latest) {
            latest = tickets.indexOf(ticket);
            if (!tablet.sent.some((each) => each.ticket === ticket)) tablet.ask(ticket);
          }
          if (what === 'call') tablet.see({ kind: 'counter', present: called(ticket) });
          if (what === 'serve') tablet.see({ kind: 'counter', present: served(ticket) });
          if (what === 'level') {
            if (tablet.ticket !== null) tapped.set(tablet.ticket, [...(tapped.get(tablet.ticket) ?? []), n]);
            tablet.see({ kind: 'level', level: n });
          }
          if (what === 'wait') tablet.wait(n);
          if (what === 'send' || what === 'again') tablet.see({ kind: what });
        }
        expect(new Set(tablet.sent.map((each) => each.ticket)).size).toBe(tablet.sent.length);
        for (const { ticket, level } of tablet.sent) expect(tapped.get(ticket)).toContain(level);
      }),
      { numRuns: 300, seed: 20_261_124 },
    );
  });
});
