import { describe, expect, test } from 'vitest';
import { DIMENSION_TITLES } from '../../server/documents/columns.ts';
import { csvOf } from '../../server/reports/csv.ts';
import { ENGLISH_TITLES, inLanguage } from '../../server/reports/english.ts';
import { REPORTS } from '../../server/reports/registry.ts';
import { listReports } from '../../server/reports/report-desk.ts';

const VIETNAMESE_LETTER = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i;

describe('reports in English', () => {
  test.each(REPORTS.map((report) => report.id))('%s has every title in English', (id) => {
    const report = REPORTS.find((each) => each.id === id);
    const told = listReports('en').find((each) => each.id === id);
    expect([report?.title, ...(report?.columns ?? []).map((each) => each.title)]).not.toContain(undefined);
    expect(JSON.stringify(told)).not.toMatch(VIETNAMESE_LETTER);
    expect(listReports().find((each) => each.id === id)?.title).toBe(report?.title);
  });

  test('what rows are of has an English title too, and no title is empty', () => {
    for (const title of Object.values(DIMENSION_TITLES)) expect(ENGLISH_TITLES[title], title).toBeTruthy();
    expect(Object.values(ENGLISH_TITLES).every((each) => each.trim() !== '')).toBe(true);
  });

  test('a CSV has its titles in the language that was asked for', () => {
    const volume = REPORTS.find((each) => each.id === 'volume');
    if (!volume) throw new Error('no volume');
    const result = { rows: [{ field: 'dat-dai', drawn: 3 }], totals: { drawn: 3 } };
    expect(csvOf(volume, result)).toMatch(/^\uFEFFfield,Số phiếu,/);
    expect(csvOf(inLanguage(volume, 'en'), result, 'Total')).toMatch(/^\uFEFFfield,Tickets,.*\r\nTotal,3,/s);
  });
});
