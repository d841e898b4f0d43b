import { describe, expect, test } from 'vitest';
import { isOver, nextQuestionMs, ticketSentences } from '../../citizen/ticket-sentence.ts';
import { WORDS } from '../../citizen/words.ts';
import { TICKET_STATES } from '../../common/protocol/primitives.ts';
import type { TrackedTicket } from '../../common/protocol/rest/tickets.ts';

const ticket: TrackedTicket = {
  number: '1024',
  state: 'waiting',
  field: { code: 'dat-dai', name: 'Đất đai' },
  waitingAhead: 7,
  estimate: { lowMinutes: 20, highMinutes: 35 },
  counters: ['Quầy 3', 'Quầy 4'],
  counterLabel: null,
  papers: [],
  procedureName: null,
  hallName: 'Tân Phú',
  issuedAt: '2026-11-24T01:00:00Z',
  waitRunsInto: null,
  opinion: 'not-yet',
  needsRatingToken: false,
  criteria: [],
};

describe('what the holder of a ticket reads', () => {
  test('who waits reads how many are before and a range of minutes', () => {
    expect(ticketSentences(ticket, WORDS.vi)).toEqual([
      'Còn 7 người trước ông/bà.',
      'Ước chừng còn chờ 20–35 phút.',
    ]);
  });

  test('who is called reads where to go', () => {
    expect(ticketSentences({ ...ticket, state: 'called', counterLabel: 'Quầy 3' }, WORDS.vi)).toEqual([
      'Đang gọi số của ông/bà. Mời đến Quầy 3.',
    ]);
  });

  test.each(TICKET_STATES)('%s has a whole sentence in both languages', (state) => {
    for (const say of [WORDS.vi, WORDS.en]) {
      const [first] = ticketSentences({ ...ticket, state, counterLabel: 'Quầy 3' }, say);
      expect(first).toMatch(/\.$/);
      expect(first).not.toMatch(/[{}]/);
    }
  });

  test('the page asks often when the turn is near, rarely when it is far or over', () => {
    const near = nextQuestionMs({ ...ticket, waitingAhead: 2 });
    const far = nextQuestionMs(ticket);
    const over = nextQuestionMs({ ...ticket, state: 'done' });
    expect([near < far, far < over, isOver('done'), isOver('parked')]).toEqual([true, true, true, false]);
  });
});
