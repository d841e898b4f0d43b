import { describe, expect, test } from 'vitest';
import { dossierCodeIn } from '../../common/protocol/dossier-code.ts';
import { Transaction } from '../../common/protocol/ticket.ts';

const CODE = 'H15.50.05.13-261008-0975';

describe('a dossier code', () => {
  test.each([
    CODE,
    'H15-261231-0001',
    '000.00.19.H15-200105-0003',
    'H15.50.05.13-261008-00000975',
    'G22.99-250101-12345',
  ])('%s is kept whole', (code) => {
    expect(dossierCodeIn(code)).toBe(code);
    expect(dossierCodeIn(code.toLowerCase())).toBe(code);
    expect(dossierCodeIn(`Mã hồ sơ: ${code}.`)).toBe(code);
    expect(dossierCodeIn(`https://dichvucong.gov.vn/tra-cuu?ma=${code}&v=1`)).toBe(code);
    expect(
      dossierCodeIn(
        `https://x.vn/ho-so/${encodeURIComponent(code).replaceAll('.', '%2E').replaceAll('-', '%2D')}`,
      ),
    ).toBe(code);
  });

  test.each([
    ['month 13', 'H15.50.05.13-261308-0975'],
    ['month 00', 'H15.50.05.13-260008-0975'],
    ['day 32', 'H15.50.05.13-261032-0975'],
    ['three digits of serial', 'H15.50.05.13-261008-097'],
    ['nine digits of serial', 'H15.50.05.13-261008-000000975'],
    ['a letter after it', `${CODE}A`],
    ['more groups after it', `${CODE}-12`],
    ['letters before it', `XH15.50.05.13-261008-0975`],
    ['part of the older form', '0.00.19.H15-200105-0003'],
    ['none', 'xin chào'],
  ])('with %s is none', (_why, text) => {
    expect(dossierCodeIn(text)).toBeNull();
  });

  test('is understood with dashes of every kind, and an address encoded twice', () => {
    for (const dash of ['\u2010', '\u2011', '\u2013', '\u2014', '\u2212'])
      expect(dossierCodeIn(CODE.replaceAll('-', dash))).toBe(CODE);
    expect(dossierCodeIn(`https://x.vn/?u=${encodeURIComponent(encodeURIComponent(`a=${CODE}`))}`)).toBe(
      CODE,
    );
    expect(dossierCodeIn(`100% ${CODE} %zz %E0%A4`)).toBe(CODE);
  });

  test('is understood through a Vietnamese keyboard layout, composed or not', () => {
    const keys = ['đ', 'ă', 'â', 'ê', 'ô', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
    const typed = [...CODE].map((each) => (/\d/.test(each) ? keys[Number(each)] : each)).join('');
    expect(dossierCodeIn(typed)).toBe(CODE);
    expect(dossierCodeIn(typed.normalize('NFC'))).toBe(CODE);
    expect(dossierCodeIn(typed.normalize('NFD'))).toBe(CODE);
  });

  test('of a transaction is read out of what was sent, and refused where it is none', () => {
    const sent = {
      procedure: 'a',
      count: 1,
      dossierCode: 'https://x.vn/?ma=000%2E00%2E19%2EH15-200105-0003',
    };
    expect(Transaction.parse(sent).dossierCode).toBe('000.00.19.H15-200105-0003');
    expect(Transaction.safeParse({ ...sent, dossierCode: 'H15-261308-0001' }).success).toBe(false);
  });
});
