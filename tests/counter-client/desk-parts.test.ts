import { describe, expect, test } from 'vitest';
import type { LineTicketRecord } from '../../common/protocol/views.ts';
import { lineOf } from '../../counter-client/line-of.ts';
import { letterDeedOf, shortcutOf } from '../../counter-client/shortcuts.ts';
import {
  addedTo,
  countTyped,
  unconfirmedCount,
  visitBegun,
  withCode,
  withCountsConfirmed,
  withDossier,
} from '../../counter-client/visit-work.ts';
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
    dossierCode: null,
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

describe('what is recorded of a visit', () => {
  const rows = [
    { procedure: 'a', count: 1, dossierCode: 'H15.50.05.13-261008-0001' },
    { procedure: 'b', count: 1 },
  ];

  test('a scanned code goes to the first row without one, once, and to the tray where no row waits', () => {
    const first = withCode({ work: rows, tray: [] }, CODE);
    expect([first.placed, first.work[1]?.dossierCode]).toEqual(['row', CODE]);
    expect(withCode(first, CODE).placed).toBe('known');
    const second = withCode({ work: [], tray: [] }, CODE);
    expect([second.placed, second.tray]).toEqual(['tray', [CODE]]);
    expect(withCode(second, CODE).placed).toBe('known');
  });

  const nothing = { procedure: null, dossierCode: null };
  const OTHER = 'H15.50.05.13-261008-0001';

  test('a visit begins with the procedure and the dossier of its ticket, in one row', () => {
    const begun = visitBegun({ procedure: 'a', dossierCode: CODE }, nothing, [OTHER, CODE]);
    expect(begun).toEqual({ work: [{ procedure: 'a', count: 1, dossierCode: CODE }], tray: [OTHER] });
    expect(visitBegun({ ...nothing, procedure: 'a' }, nothing, [])).toEqual({
      work: [{ procedure: 'a', count: 1 }],
      tray: [],
    });
    expect(visitBegun(nothing, nothing, [OTHER])).toEqual({ work: [], tray: [OTHER] });
  });

  test('the dossier of a ticket without a procedure waits for one, and goes with its visit', () => {
    const drawn = { procedure: null, dossierCode: CODE };
    const begun = visitBegun(drawn, nothing, [OTHER]);
    expect(begun).toEqual({ work: [], tray: [CODE, OTHER] });
    expect(withDossier(begun, CODE, 'b')).toEqual({
      work: [{ procedure: 'b', count: 1, dossierCode: CODE }],
      tray: [OTHER],
    });
    expect(withDossier({ work: [], tray: [OTHER] }, CODE, 'b')).toEqual({ work: [], tray: [OTHER] });
    expect(visitBegun(nothing, drawn, begun.tray)).toEqual({ work: [], tray: [OTHER] });
  });

  test('a code of the tray goes to the next procedure; without one the same procedure counts up', () => {
    const added = addedTo({ work: [], tray: [CODE] }, 'a');
    expect(added).toEqual({ work: [{ procedure: 'a', count: 1, dossierCode: CODE }], tray: [] });
    expect(addedTo({ work: [{ procedure: 'a', count: 1 }], tray: [] }, 'a').work).toEqual([
      { procedure: 'a', count: 2 },
    ]);
  });

  test.each([
    ['3', { count: 3, ask: false }],
    ['50', { count: 50, ask: false }],
    ['51', { count: 51, ask: true }],
    ['999', { count: 999, ask: true }],
    ['1000', null],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['15500513-261008', null],
    ['', null],
  ])('a count of %j is taken, asked about or none, never another one', (text, meant) => {
    expect(countTyped(text)).toEqual(meant);
  });
});

describe('an unusual count', () => {
  const rows = [
    { procedure: 'a', count: 50 },
    { procedure: 'b', count: 51 },
  ];

  test('is asked about until somebody says yes, and again when it grows', () => {
    expect(unconfirmedCount(rows.slice(0, 1))).toBeUndefined();
    expect(unconfirmedCount(rows)).toBe(51);
    const confirmed = withCountsConfirmed(rows);
    expect(confirmed).toEqual([rows[0], { ...rows[1], countConfirmed: true }]);
    expect(unconfirmedCount(confirmed)).toBeUndefined();
    expect(unconfirmedCount(addedTo({ work: confirmed, tray: [] }, 'b').work)).toBe(52);
    expect(unconfirmedCount(addedTo({ work: rows.slice(0, 1), tray: [] }, 'a').work)).toBe(51);
  });
});

describe('keys of the desk', () => {
  test('one key does the next step, a held one only once', () => {
    expect(shortcutOf(press('F2'))).toBe('main');
    expect(shortcutOf(press('F2', { repeat: true }))).toBeUndefined();
  });

  test('digits are the usual procedures, letters the outcomes, Z takes back, and the rest is nothing', () => {
    expect(letterDeedOf('1')).toEqual({ kind: 'usual', index: 0 });
    expect(letterDeedOf('6')).toBeUndefined();
    expect(letterDeedOf('t')).toEqual({ kind: 'outcome', outcome: 'missing_papers' });
    expect(letterDeedOf('z')).toEqual({ kind: 'undo' });
    expect(letterDeedOf('q')).toBeUndefined();
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
