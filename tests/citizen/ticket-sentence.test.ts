import { describe, expect, test } from 'vitest';
import {
  isNear,
  isOver,
  nextQuestionMs,
  standingOf,
  stateWords,
  ticketSentences,
} from '../../citizen/ticket-sentence.ts';
import { phoneWords } from '../../citizen/words.ts';
import { TICKET_STATES } from '../../common/protocol/primitives.ts';
import type { TrackedTicket } from '../../common/protocol/rest/tickets.ts';
import { loadedWords } from '../support/loaded-words.ts';

const WORDS = { vi: phoneWords(null), en: phoneWords(loadedWords('en', 'phone')) };

const ticket: TrackedTicket = {
  number: '1024',
  state: 'waiting',
  field: { code: 'dat-dai', name: 'Đất đai' },
  waitingAhead: 7,
  estimate: { lowMinutes: 20, highMinutes: 35 },
  counters: ['Quầy 3', 'Quầy 4'],
  counterLabel: null,
  call: null,
  missed: null,
  letPass: null,
  mayGiveUp: true,
  papers: [],
  procedureName: null,
  hallName: 'Tân Phú',
  issuedAt: '2026-11-24T01:00:00Z',
  language: 'vi',
  waitRunsInto: null,
  opinion: 'not-yet',
  needsRatingToken: false,
  criteria: [],
  pushKey: null,
};

const CALL = { at: '2026-11-24T01:32:00Z', count: 1, beginsInMs: 0 };
const called: TrackedTicket = { ...ticket, state: 'called', counterLabel: 'Quầy 3', call: CALL };

describe('what the holder of a ticket reads', () => {
  test('who waits reads how many are before and a range of minutes', () => {
    expect(ticketSentences(ticket, WORDS.vi)).toEqual([
      'Còn 7 người trước ông/bà.',
      'Ước chừng còn chờ 20–35 phút.',
    ]);
  });

  test('who is called reads where to go', () => {
    expect(ticketSentences({ ...called, call: { ...CALL, beginsInMs: 0 } }, WORDS.vi)).toEqual([
      'Đang gọi số 1024. Mời đến Quầy 3.',
    ]);
  });

  test('until the hall begins to announce a call the phone says that it is near, and asks again at that moment', () => {
    const soon = { ...called, call: { ...CALL, beginsInMs: 2_300 } };
    expect([standingOf(soon), isNear(soon), nextQuestionMs(soon)]).toEqual(['soon', true, 2_300]);
    expect(ticketSentences(soon, WORDS.vi)).toEqual(['Sắp gọi số của ông/bà. Mời đến gần quầy.']);
    expect(nextQuestionMs({ ...called, call: { ...CALL, beginsInMs: 50_000 } })).toBe(4_000);
  });

  test('whoever missed the call reads when and where it was, and what happens next', () => {
    const missed = { at: '2026-11-24T01:32:00Z', counterLabel: 'Quầy 3', callsLeft: 2 };
    expect(standingOf({ ...ticket, missed })).toBe('missed');
    expect(ticketSentences({ ...ticket, missed }, WORDS.vi)).toEqual([
      'Đã gọi số của ông/bà lúc 08:32 ở Quầy 3. Mời đến ngay Quầy 3 hoặc báo nhân viên.',
      'Nếu chưa thấy ông/bà, số này sẽ được gọi lại sau ít phút. Còn 2 lần gọi.',
    ]);
    const over = { ...ticket, state: 'no_show' as const, missed: { ...missed, callsLeft: 0 } };
    expect(ticketSentences(over, WORDS.en)[1]).toContain('Until the end of today, tell the staff');
  });

  test('whose number has expired or was cancelled reads how to go on', () => {
    for (const state of ['expired', 'cancelled'] as const)
      expect(ticketSentences({ ...ticket, state }, WORDS.vi)[1]).toContain('xin lấy số mới');
  });

  test('the turn is near with one before, not with two', () => {
    expect([1, 2].map((waitingAhead) => isNear({ ...ticket, waitingAhead }))).toEqual([true, false]);
  });

  test.each(TICKET_STATES)('%s has a whole sentence in both languages', (state) => {
    for (const say of [WORDS.vi, WORDS.en]) {
      const [first] = ticketSentences({ ...ticket, state, counterLabel: 'Quầy 3' }, say);
      expect(first).toMatch(/\.$/);
      expect(first).not.toMatch(/[{}]/);
      expect(stateWords({ ...ticket, state, counterLabel: 'Quầy 3' }, say)).not.toMatch(/[{}]|^$/);
    }
  });

  test('the page asks often when the turn is near, rarely when it is far or over', () => {
    const near = nextQuestionMs({ ...ticket, waitingAhead: 2 });
    const far = nextQuestionMs(ticket);
    const over = nextQuestionMs({ ...ticket, state: 'done' });
    expect([near < far, far < over, isOver('done'), isOver('parked')]).toEqual([true, true, true, false]);
  });
});
