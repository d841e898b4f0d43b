import { describe, expect, test } from 'vitest';
import { ageOn, birthDateOnCard, isIdCard } from '../../common/protocol/id-card.ts';
import { provenAge } from '../../kiosk/proven-age.ts';

const card = (birth: string, old = '270000123') =>
  `075000123456|${old}|Nguyễn Văn Thử|${birth}|Nam|Ấp 1, Xã Phước Thái|01012022`;
const elderly = (code: string, name: string, active = true) => ({ code, name, nameEn: '', active });
const TODAY = '2026-11-30';

describe('the QR code of an ID card', () => {
  test.each([
    [card('05061950'), '1950-06-05'],
    [card('05061950', ''), '1950-06-05'],
    // Later cards say more at the end.
    [`${card('29022000')}||con của|x`, '2000-02-29'],
    [` ${card('05061950')}\n`, '1950-06-05'],
    [card('29022001'), null],
    [card('00001950'), null],
    ['075000123456|270000123|Nguyễn Văn Thử|0506', null],
    ['75000123456|270000123|A|05061950|Nam', null],
    ['H15.50.05.13-261008-0975', null],
    ['', null],
  ])('%s: the day of birth is %s', (text, birth) => {
    expect(birthDateOnCard(text)).toBe(birth);
  });

  test('a card is known by its beginning, also a torn one and an old one of nine digits', () => {
    expect(['075000123456|', '270000123|x', card('31022010')].map(isIdCard)).toEqual([true, true, true]);
    expect(['075000123456', 'x|075000123456|', '12|'].map(isIdCard)).toEqual([false, false, false]);
  });

  test('years are completed on the birthday', () => {
    expect(ageOn('2026-06-04', '1950-06-05')).toBe(75);
    expect(ageOn('2026-06-05', '1950-06-05')).toBe(76);
  });
});

describe('what the age gives', () => {
  const classes = [
    elderly('nct', 'Người cao tuổi'),
    elderly('nct-75', 'Người cao tuổi từ đủ 75 tuổi'),
    elderly('kt', 'Người khuyết tật'),
  ];
  const given = (birth: string, priorities = classes) => {
    const age = provenAge(card(birth), TODAY, priorities);
    return age.kind === 'proven' ? age.priority.code : age.kind;
  };

  test('sixty years where the class names no age, and the class of the highest age that is reached', () => {
    expect(given('30111966')).toBe('nct');
    expect(given('01121966')).toBe('too-young');
    expect(given('30111951')).toBe('nct-75');
    expect(given('01121951')).toBe('nct');
    expect(given('30111951', [...classes].reverse())).toBe('nct-75');
  });

  test('a class by its code, none that is not active, and none for anything but age', () => {
    expect(given('01011940', [elderly('elderly', 'Ưu tiên A')])).toBe('elderly');
    expect(given('01011940', [elderly('elderly', 'Người già', false)])).toBe('too-young');
    expect(given('01011940', [elderly('kt', 'Người khuyết tật từ 16 tuổi')])).toBe('too-young');
  });

  test('a card that cannot be read, or of somebody not yet born, proves nothing', () => {
    expect(given('31021940')).toBe('unreadable');
    expect(given('01122026')).toBe('unreadable');
  });
});
