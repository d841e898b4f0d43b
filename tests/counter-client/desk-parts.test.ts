import { describe, expect, test } from 'vitest';
import type { LineTicketRecord } from '../../common/protocol/views.ts';
import { withDossier } from '../../counter-client/dossier-rows.ts';
import { lineOf } from '../../counter-client/line-of.ts';
import { ScanBuffer } from '../../counter-client/scanner.ts';
import { shortcutOf } from '../../counter-client/shortcuts.ts';
import { whySentences } from '../../counter-client/why.ts';

const CODE = 'H15.50.05.13-261008-0975';
const press = (key: string, more: object = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

function ticket(number: string, more: Partial<LineTicketRecord> = {}): LineTicketRecord {
  return {
    kind: 'ticket',
    id: `ticket/${number}`,
    ticketId: `id-${number}`,
    number,
    field: 'dat-dai',
    drawnField: 'dat-dai',
    procedure: null,
    purpose: 'submit',
    priority: null,
    state: 'waiting',
    issuedAt: '2026-11-24T01:00:00Z',
    orderedAt: '2026-11-24T01:00:00Z',
    eligibleAt: null,
    calledAt: null,
    startedAt: null,
    counter: null,
    reservedFor: null,
    callCount: 0,
    reason: null,
    parkReason: null,
    ...more,
  };
}

describe('a scanner at the desk', () => {
  test('a scan that ends with Enter gives the dossier code', () => {
    const scans = new ScanBuffer();
    for (const [place, key] of [...CODE].entries()) expect(scans.key(key, place * 8)).toBeNull();
    expect(scans.key('Enter', CODE.length * 8)).toBe(CODE);
  });

  test('keys typed by hand are never a scan', () => {
    const scans = new ScanBuffer();
    for (const [place, key] of [...CODE].entries()) scans.key(key, place * 150);
    expect(scans.key('Enter', CODE.length * 150)).toBeNull();
  });

  test('the code goes to the first row without one, once', () => {
    const rows = [
      { procedure: 'a', count: 1, dossierCode: 'H15.50.05.13-261008-0001' },
      { procedure: 'b', count: 1 },
    ];
    const scanned = withDossier(rows, CODE);
    expect(scanned[1]?.dossierCode).toBe(CODE);
    expect(withDossier(scanned, CODE)).toBe(scanned);
  });
});

describe('keys of the desk', () => {
  test('one key does the next step, a held one only once', () => {
    expect(shortcutOf(press('F2'))).toBe('main');
    expect(shortcutOf(press('F2', { repeat: true }))).toBeUndefined();
  });

  test('letters, and keys with Ctrl or Alt, are left to the page', () => {
    expect(shortcutOf(press('h'))).toBeUndefined();
    expect(shortcutOf(press('F4', { altKey: true }))).toBeUndefined();
    expect(shortcutOf(press('F9', { shiftKey: true }))).toBe('issueHere');
  });
});

describe('the line of a counter', () => {
  const counter = { code: '2', primaryFields: ['dat-dai'], helpingFields: ['thue'] };
  const line = lineOf(counter, [
    ticket('1001'),
    ticket('2001', { field: 'thue' }),
    ticket('3001', { field: 'cong-an' }),
    ticket('1002', { reservedFor: '2' }),
    ticket('1003', { reservedFor: '5' }),
    ticket('1004', { state: 'parked', counter: '2' }),
    ticket('3002', { field: 'cong-an', state: 'parked', counter: '5' }),
  ]);
  const numbers = (group: readonly LineTicketRecord[]) => group.map((each) => each.number);

  test('shows own, helped and reserved tickets apart, and nothing of others', () => {
    expect(numbers(line.own)).toEqual(['1001']);
    expect(numbers(line.helping)).toEqual(['2001']);
    expect(numbers(line.reserved)).toEqual(['1002']);
    expect(numbers(line.parked)).toEqual(['1004']);
  });
});

describe('why this number', () => {
  test('says priority, arrival, help and who would have been next', () => {
    const reason = {
      rule: 'accumulating',
      line: 'primary',
      waitMs: 9 * 60_000,
      priority: null,
      score: 1,
      runnerUp: { number: '1002', waitMs: 60_000, score: 0 },
      helpBecause: null,
    } as const;
    const names = { field: 'Thuế', priority: () => 'Người cao tuổi' };
    expect(whySentences(reason, names)).toEqual([
      'Đến sớm nhất, đã chờ 9 phút.',
      'Kế tiếp là số 1002, đã chờ 1 phút.',
    ]);
    expect(whySentences({ ...reason, priority: 'elderly', runnerUp: null }, names)).toEqual([
      'Diện ưu tiên: Người cao tuổi.',
    ]);
    expect(
      whySentences({ ...reason, line: 'helping', helpBecause: 'own-empty', runnerUp: null }, names),
    ).toEqual(['Hàng chờ của quầy đã hết, nên hỗ trợ lĩnh vực Thuế.']);
  });
});
