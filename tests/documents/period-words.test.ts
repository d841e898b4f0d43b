import { expect, test } from 'vitest';
import { draftPeriod, endedPeriods } from '../../server/documents/draft-periods.ts';
import { periodInWords } from '../../server/documents/period-words.ts';
import { contentDisposition } from '../../server/edges/http/content-disposition.ts';

test('calls a period by its name when it has one', () => {
  expect(periodInWords('2026-02-01', '2026-02-28')).toBe('tháng 02 năm 2026');
  expect(periodInWords('2026-10-01', '2026-12-31')).toBe('quý 4 năm 2026');
  expect(periodInWords('2026-01-01', '2026-06-30')).toBe('6 tháng đầu năm 2026');
  expect(periodInWords('2026-01-01', '2026-12-31')).toBe('năm 2026');
  expect(periodInWords('2025-12-15', '2026-12-14')).toBe(
    'kỳ báo cáo năm 2026 (từ ngày 15/12/2025 đến ngày 14/12/2026)',
  );
  expect(periodInWords('2025-12-15', '2026-06-14')).toBe(
    'kỳ báo cáo 6 tháng đầu năm 2026 (từ ngày 15/12/2025 đến ngày 14/06/2026)',
  );
  expect(periodInWords('2026-10-15', '2026-11-14')).toBe(
    'kỳ báo cáo tháng 11 năm 2026 (từ ngày 15/10/2026 đến ngày 14/11/2026)',
  );
  expect(periodInWords('2026-11-24', '2026-11-24')).toBe('ngày 24 tháng 11 năm 2026');
  expect(periodInWords('2026-11-02', '2026-11-09')).toBe(
    'từ ngày 02 tháng 11 năm 2026 đến ngày 09 tháng 11 năm 2026',
  );
});

test('drafts what has ended since the hall began, oldest first, over the turn of the year', () => {
  expect(draftPeriod('period', '2027-01')).toMatchObject({ from: '2026-12-15', to: '2027-01-14' });
  expect(draftPeriod('month', '2028-02')).toMatchObject({ from: '2028-02-01', to: '2028-02-29' });
  const names = (today: string) =>
    endedPeriods(today, '2026-11-24', 12).map((each) => `${each.kind} ${each.name}`);
  expect(names('2026-11-30')).toEqual([]);
  expect(names('2026-12-01')).toEqual(['month 2026-11']);
  expect(names('2026-12-14')).toEqual(['month 2026-11']);
  expect(names('2026-12-15').sort()).toEqual(['month 2026-11', 'period 2026-12']);
});

test('names a download in Vietnamese, and in plain letters for old programs', () => {
  const header = contentDisposition('Đất đai "2026"\r\n – (1).pdf');
  expect(header).toBe(
    `attachment; filename="Dat dai _2026___ - _1_.pdf"; filename*=UTF-8''${'%C4%90%E1%BA%A5t%20%C4%91ai%20%222026%22%0D%0A%20%E2%80%93%20%281%29.pdf'}`,
  );
});
