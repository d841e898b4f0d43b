import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { afterAll, describe, expect, test } from 'vitest';
import { Signing } from '../../common/protocol/signing.ts';
import { pageWordsOn } from '../../server/documents/page-words.ts';
import { render } from '../../server/documents/render.ts';
import { sampleDocument } from './sample-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-signing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = (changes: object) =>
  Signing.parse({ paper: 'all', from: '2026-01-01', title: 'Chủ tịch', ...changes });
const on = (
  signings: readonly ReturnType<typeof entry>[],
  date: string,
  paper: 'report' | 'month' = 'report',
) => pageWordsOn(folder, signings, paper, date);

describe('who signs a paper', () => {
  test('is the one of its day: the latest entry by then, whatever the order in which they were written', () => {
    const signings = [
      entry({ from: '2026-07-01', title: 'Giám đốc Trung tâm' }),
      entry({ from: '2026-01-01', title: 'Chủ tịch' }),
    ];
    expect(on(signings, '2026-06-30').signerTitle).toBe('Chủ tịch');
    expect(on(signings, '2026-07-01').signerTitle).toBe('Giám đốc Trung tâm');
    expect(on(signings, '2025-12-31').signerTitle).toBe(on([], '2025-12-31').signerTitle);
  });

  test('an entry of the paper itself goes before one for all papers, even an older one', () => {
    const signings = [
      entry({ from: '2026-07-01', title: 'Giám đốc Trung tâm' }),
      entry({ paper: 'month', from: '2026-02-01', title: 'Phó Giám đốc' }),
    ];
    expect(on(signings, '2026-08-01', 'month').signerTitle).toBe('Phó Giám đốc');
    expect(on(signings, '2026-08-01', 'report').signerTitle).toBe('Giám đốc Trung tâm');
  });

  test('TM. and KT. stand above the role, symbol and place in their lines, and recipients replace the usual ones', () => {
    const words = on(
      [
        entry({
          onBehalfOf: 'Ủy ban nhân dân xã',
          inPlaceOf: 'Chủ tịch',
          title: 'Phó Chủ tịch',
          symbol: 'UBND',
          place: 'Tân Phú',
          recipients: ['Sở Nội vụ'],
        }),
      ],
      '2026-08-01',
    );
    expect(words.signerAuthority).toBe('TM. Ủy ban nhân dân xã\nKT. Chủ tịch');
    expect(words.numberLine).toBe('Số: ……/BC-UBND');
    expect(words.placeDateLine).toMatch(/^Tân Phú, ngày/);
    expect(words.recipients).toEqual(['Sở Nội vụ']);
  });

  test('the issuing body stands in the head in place of the hall, with its own superior or none', async () => {
    const page = on([entry({ issuer: 'Ủy ban nhân dân xã Tân Phú' })], '2026-08-01');
    const { value } = await mammoth.extractRawText({
      buffer: await render({ ...sampleDocument(), page }, 'docx'),
    });
    const [top = ''] = value.trim().split('\n');
    expect(top).toBe('ỦY BAN NHÂN DÂN XÃ TÂN PHÚ');
  });
});
