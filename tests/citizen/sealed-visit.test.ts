import { describe, expect, test } from 'vitest';
import { sealedLines, sealedVisit } from '../../citizen/sealed-visit.ts';
import { phoneWords } from '../../citizen/words.ts';
import type { SealedTicket, SealProof } from '../../common/protocol/seals.ts';
import { loadedWords } from '../support/loaded-words.ts';

const WORDS = { vi: phoneWords(null), en: phoneWords(loadedWords('en', 'phone')) };

const at = (clock: string) => Date.parse(`2026-11-24T${clock}:00+07:00`);
const ticket: SealedTicket = {
  ticket: 'a',
  number: '1001',
  field: 'ho-tich',
  acts: [
    ['ticket:issued', at('07:30'), null],
    ['ticket:print-settled', at('07:30'), null],
    ['ticket:called', at('07:41'), '2'],
    ['ticket:finished', at('07:55'), '2'],
  ],
};
const proof = {} as SealProof;
const shown = { number: '1001', issuedAt: '2026-11-24T00:30:00.000Z' };

describe('a visit that is over, on its holder’s phone', () => {
  test('is sealed where the proof holds and speaks of this very ticket', () => {
    expect(sealedVisit(shown, proof, { holds: true, ticket }).state).toBe('sealed');
  });

  test('the true proof of another ticket proves nothing of this one', () => {
    expect(sealedVisit({ ...shown, number: '1002' }, proof, { holds: true, ticket }).state).toBe('false');
    const later = { ...shown, issuedAt: '2026-11-24T00:31:00.000Z' };
    expect(sealedVisit(later, proof, { holds: true, ticket }).state).toBe('false');
  });

  test('a proof that fails is told as such', () => {
    expect(sealedVisit(shown, proof, { holds: false, fault: 'not_in_tree' }).state).toBe('false');
  });

  test('what is sealed reads as the visit was, without what only machines did', () => {
    expect(sealedLines(ticket, WORDS.vi)).toEqual([
      'lấy số lúc 07:30',
      'được gọi đến quầy 2 lúc 07:41',
      'làm xong lúc 07:55',
    ]);
    expect(sealedLines(ticket, WORDS.en)[1]).toBe('called to counter 2 at 07:41');
  });
});
