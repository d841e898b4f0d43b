import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ImportProfile } from '../../common/protocol/imports.ts';
import { AccountStore } from '../../server/storage/accounts.ts';
import { importPlace } from './import-place.ts';

const HEAD = 'date,field,number,issued_at,called_at,finished_at,officer\n';
const row = (number: number, officer: string) =>
  `02/03/2026,Đất đai,${number},09:0${number},09:1${number},09:2${number},${officer}\n`;

describe('officials of an imported file', () => {
  let place: ReturnType<typeof importPlace>;
  beforeEach(() => {
    place = importPlace();
    const accounts = new AccountStore(place.db);
    for (const [username, displayName] of [
      ['an', 'Nguyễn Văn An'],
      ['anh', 'Nguyễn Văn Ân'],
      ['lan', 'Trần Thị Lan'],
      ['hoa.1', 'Lê Thị Hoa'],
      ['hoa.2', 'Lê Thị Hoa'],
    ] as const)
      accounts.add({ username, displayName, role: 'clerk', passwordHash: '', active: true });
  });
  afterEach(() => place.close());

  const officers = () =>
    place.db
      .prepare<unknown[], { officer: string | null }>('SELECT officer FROM tickets ORDER BY number')
      .all();

  test('who is written exactly alike is the hall’s own; who differs by a diacritic or bears a name twice is not', async () => {
    const names = ['nguyễn văn an', 'NGUYỄN VĂN ÂN'.normalize('NFD'), 'lan', 'Tran Thi Lan', 'Lê Thị Hoa'];
    const file = place.file('a.csv', HEAD + names.map((name, at) => row(at + 1, name)).join(''));
    const result = await place.bring(file);
    expect(result.outcome).toBe('imported');
    expect(officers().map(({ officer }) => officer)).toEqual([
      'an',
      'anh',
      'lan',
      'Tran Thi Lan',
      'Lê Thị Hoa',
    ]);
    expect(result.officers.map(({ ours, suggested }) => ours ?? suggested)).toEqual([
      'an',
      'anh',
      'lan',
      'lan',
      null,
    ]);
    expect(result.officers.filter(({ ours }) => ours === null).map(({ suggested }) => suggested)).toEqual([
      'lan',
      null,
    ]);
  });

  test('a person’s word goes before the name, and the report counts by the hall’s official', async () => {
    const profile = ImportProfile.parse({ officers: { 'Hoa (Thuế)': 'hoa.2', 'Trần Thị Lan': 'an' } });
    const file = place.file('b.csv', HEAD + row(1, 'Hoa (Thuế)') + row(2, 'Trần Thị Lan') + row(3, 'an'));
    await place.bring(file, { profile });
    const { rows } = await place.volume('officer');
    expect(rows.map(({ officer, drawn }) => [officer, drawn])).toEqual(
      expect.arrayContaining([
        ['hoa.2', 1],
        ['an', 2],
      ]),
    );
    expect(rows).toHaveLength(2);
  });

  test('without a column of officials nothing is told of them', async () => {
    const file = place.file('c.csv', 'date,field,number,issued_at\n02/03/2026,Đất đai,1,09:00\n');
    expect(await place.bring(file)).toMatchObject({ officers: [], moreOfficers: 0 });
  });
});
