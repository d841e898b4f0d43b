import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildSearchIndex, searchItems } from '../../common/i18n/search.ts';
import { isFieldIconName } from '../../common/ui/field-icons.tsx';
import { searchable } from '../../kiosk/errand-list.ts';
import { errandOffer } from '../../server/errands/errand-desk.ts';
import { loadErrandTopics, withOwnErrands } from '../../server/errands/load-errands.ts';
import { fieldGroups, guidanceFields, offeredErrands } from '../../server/errands/offered-errands.ts';
import { usualErrands } from '../../server/errands/usual-errands.ts';
import { loadTemplates } from '../../server/hall/templates.ts';
import { FakeHall } from '../support/fake-hall.ts';

const topics = loadErrandTopics();
const templates = [...loadTemplates().values()];
const catalogueOf = (template: (typeof templates)[number]) => ({
  fields: template.fields,
  procedures: template.procedures,
  agencies: new Map(template.agencies.map((agency) => [agency.code, agency])),
});
const commune = templates.find((template) => template.id === 'commune')!;
const offer = errandOffer(topics, catalogueOf(commune), [], null);
const byId = (id: string) => offer.errands.find((errand) => errand.id === id);

describe('the list of errands', () => {
  test('names each errand once, in both languages, with a drawing and words of its own', () => {
    const ids = topics.flatMap((topic) => topic.errands.map((errand) => errand.id));
    expect(ids.length).toBeGreaterThan(140);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { icon, errands } of topics) {
      for (const errand of errands) {
        expect([errand.id, isFieldIconName(errand.icon ?? icon)]).toEqual([errand.id, true]);
        expect([errand.id, errand.nameEn !== '', errand.words.length > 0]).toEqual([errand.id, true, true]);
        // What a hall may not do says where it is done.
        expect([errand.id, errand.where !== '' && errand.whereEn !== '']).toEqual([errand.id, true]);
      }
    }
  });

  test.each(templates.map((template) => [template.id, template] as const))(
    'every procedure that it names leads to a field of the %s template',
    (_id, template) => {
      const known = new Set(template.procedures.map((procedure) => procedure.code));
      const named = topics.flatMap((topic) => topic.errands.flatMap((errand) => errand.procedures));
      expect(named.filter((code) => !known.has(code))).toEqual([]);
      const offered = offeredErrands(topics, catalogueOf(template));
      for (const errand of offered.filter((each) => each.procedures.length > 0)) {
        const procedure = template.procedures.find((each) => each.code === errand.procedure);
        expect([errand.id, errand.field]).toEqual([errand.id, procedure?.field]);
      }
    },
  );

  test('leads by its topic where the hall lists no such procedure, and elsewhere where it has no such field', () => {
    expect(byId('so-nha')).toMatchObject({ field: 'kinh-doanh-xay-dung', procedure: null });
    expect(byId('ho-chieu')).toMatchObject({ field: null, where: expect.stringContaining('Công an tỉnh') });
    const police = commune.fields.filter((field) => field.code !== 'cong-an');
    const without = offeredErrands(topics, { ...catalogueOf(commune), fields: police });
    expect(without.find((errand) => errand.id === 'can-cuoc')).toMatchObject({
      field: null,
      procedure: null,
      where: expect.stringContaining('Công an xã'),
    });
  });

  test('does not lead to a field that only gives out results or answers questions', () => {
    const land = commune.fields.map((field) =>
      field.code === 'dat-dai' ? { ...field, purposes: ['ask' as const] } : field,
    );
    const offered = offeredErrands(topics, { ...catalogueOf(commune), fields: land, procedures: [] });
    expect(offered.find((errand) => errand.id === 'tach-thua')?.field).toBeNull();
  });
});

describe('what people type', () => {
  const hall = new FakeHall();
  const records = commune.fields.map((field) => hall.fieldRecord(field.code));
  const found = searchable(offer, commune.procedures, records);
  const index = buildSearchIndex(found, (each) => ({
    name: each.name,
    everydayWords: each.nameEn === '' ? each.words : [...each.words, each.nameEn],
  }));
  const first = (typed: string) => searchItems(index, typed, 3)[0]?.item.key;

  test.each([
    ['cccd', 'e/can-cuoc'],
    ['làm cccd', 'e/can-cuoc'],
    ['ly hôn', 'e/ly-hon'],
    ['ly di', 'e/ly-hon'],
    ['hộ chiếu', 'e/ho-chieu'],
    ['passport', 'e/ho-chieu'],
    ['chết', 'e/khai-tu'],
    ['nguoi nha mat', 'e/khai-tu'],
    ['lý lịch tư pháp', 'e/ly-lich-tu-phap'],
    ['ly lich tu phap', 'e/ly-lich-tu-phap'],
    ['bằng lái', 'e/bang-lai'],
    ['gplx', 'e/bang-lai'],
    ['bhyt', 'e/bhyt'],
    ['bhxh', 'e/bhxh'],
    ['thất nghiệp', 'e/that-nghiep'],
    ['vneid', 'e/vneid'],
    ['ct07', 'e/xac-nhan-cu-tru'],
    ['đám cưới', 'e/ket-hon'],
    ['giấy độc thân', 'e/doc-than'],
    ['sổ đỏ', 'e/so-do-lan-dau'],
    ['mất sổ đỏ', 'e/mat-so'],
    ['sao y', 'e/sao-y'],
    ['cong chung', 'e/sao-y'],
    ['di chúc', 'e/di-chuc'],
    ['phạt nguội', 'e/phat-nguoi'],
    ['biển số', 'e/dang-ky-xe'],
    ['vay vốn', 'e/vay-von'],
    ['lương hưu', 'e/luong-huu'],
    ['thai sản', 'e/thai-san'],
    ['kiện ra tòa', 'e/khoi-kien'],
    ['hợp đồng', 'e/hop-dong'],
    ['lên thổ cư', 'e/tho-cu'],
    ['tranh chấp đất', 'e/tranh-chap-dat'],
    ['mở quán', 'e/mo-tiem'],
    ['thuế đất', 'e/thue-dat'],
    ['đăng ký kết hôn', 'e/ket-hon'],
    // Slips of the finger.
    ['khai sihn', 'e/khai-sinh'],
    ['thuong tur', 'e/thuong-tru'],
    ['pasport', 'e/ho-chieu'],
    ['divorce', 'e/ly-hon'],
  ])('“%s” finds it first', (typed, key) => {
    expect(first(typed)).toBe(key);
  });

  test('a procedure stands once: under the errand that leads to it, found by its own name too', () => {
    const keys = searchItems(index, 'Chứng thực bản sao từ bản chính', 12).map((hit) => hit.item.key);
    expect(keys[0]).toBe('e/sao-y');
    expect(keys).not.toContain('p/2.000815');
    const procedures = found.flatMap((each) => (each.procedure === null ? [] : [each.procedure]));
    expect(new Set(procedures)).toEqual(new Set(commune.procedures.map((procedure) => procedure.code)));
  });

  test('what nobody knows finds nothing', () => {
    expect(first('xyzxyz')).toBeUndefined();
  });
});

describe('what is usual at an hour', () => {
  const errands = offeredErrands(topics, catalogueOf(commune));
  const at = (hour: number, visits: Parameters<typeof usualErrands>[1]) =>
    usualErrands(errands, visits)[hour] ?? [];
  const visit = (hour: number, procedure: string | null, visits: number, field = 'dat-dai') => ({
    hour,
    field,
    procedure,
    visits,
  });

  test('without a record it is what people come for everywhere', () => {
    expect(usualErrands(errands, [])).toHaveLength(24);
    expect(at(8, []).slice(0, 3)).toEqual(['sao-y', 'khai-sinh', 'chu-ky']);
    expect(at(8, []).length).toBeLessThanOrEqual(16);
  });

  test('visits of the hour count whole, of the hours beside it half, of other hours not at all', () => {
    const split = [visit(9, '1.012784', 20)];
    expect(at(9, split)[0]).toBe('tach-thua');
    // 1.2 of the share and ten of the neighbour's twenty: below twelve of certified copies.
    expect(at(10, split)[1]).toBe('tach-thua');
    expect(at(8, split)[1]).toBe('tach-thua');
    expect(at(11, split)).toEqual(at(11, []));
  });

  test('a visit without a procedure counts for the errands of its field by their shares', () => {
    const land = at(14, [visit(14, null, 200)]);
    expect(land.slice(0, 2)).toEqual(['sang-ten', 'so-do-lan-dau']);
    // Of a field that no errand leads to it counts for none.
    expect(at(14, [visit(14, null, 200, 'khong-co')])).toEqual(at(14, []));
  });

  test('a procedure that two errands share is parted by their shares, one that none names counts for none', () => {
    // 8 to 3: of 110 visits 80 and 30.
    const shared = at(9, [visit(9, '2.000884', 110)]);
    expect(shared.slice(0, 2)).toEqual(['chu-ky', 'uy-quyen']);
    expect(at(9, [visit(9, 'la', 500)])).toEqual(at(9, []));
  });

  test('what is done elsewhere is never usual here', () => {
    const elsewhere = new Set(errands.filter((errand) => errand.field === null).map((errand) => errand.id));
    expect(elsewhere.has('ho-chieu')).toBe(true);
    for (let hour = 0; hour < 24; hour += 1)
      expect(at(hour, [visit(9, null, 9)]).filter((id) => elsewhere.has(id))).toEqual([]);
  });
});

describe('fields by kind and the counter that guides', () => {
  const other = { id: 'khac', name: 'Khác', nameEn: 'Other', icon: 'generic' };
  const [first] = commune.fields;
  const named = (code: string, name: string) => ({ ...first!, code, name });

  test('each field stands in the first kind that speaks of it, by whole words, and what none knows comes last', () => {
    const groups = fieldGroups(
      topics,
      [
        named('a', 'Hộ tịch'),
        named('b', 'Chứng thực – Hộ tịch'),
        named('c', 'Đường bộ'),
        named('d', 'Viễn thám'),
        named('e', 'Thuế'),
      ],
      other,
    );
    expect(groups.map((group) => [group.id, group.fields])).toEqual([
      ['ho-tich', ['a', 'b']],
      ['xay-dung', ['c']],
      ['thue', ['e']],
      ['khac', ['d']],
    ]);
  });

  test('the field that the hall names guides; else one that only guides; else those of its own offices', () => {
    const catalogue = catalogueOf(commune);
    expect(guidanceFields(catalogue, 'van-thu')).toEqual(['van-thu']);
    const own = guidanceFields(catalogue, null);
    expect(own).toContain('van-thu');
    expect(own).not.toContain('cong-an');
    expect(own).not.toContain('tra-ket-qua');
    expect(guidanceFields(catalogue, 'khong-co')).toEqual(own);
    expect(guidanceFields(catalogue, 'tra-ket-qua')).toEqual(own);
    const desk = { ...first!, code: 'huong-dan', purposes: ['ask' as const] };
    const withDesk = { ...catalogue, fields: [...catalogue.fields, desk] };
    expect(guidanceFields(withDesk, null)).toEqual(['huong-dan']);
    expect(guidanceFields(withDesk, 'van-thu')).toEqual(['van-thu']);
    // Where all are of other agencies, one of them is better than nobody.
    const police = catalogue.fields.filter((field) => field.code === 'cong-an');
    expect(guidanceFields({ ...catalogue, fields: police }, null)).toEqual(['cong-an']);
  });
});

describe('a hall’s own list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-errands-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('takes the place of the product’s errands by id, adds topics, and a bad file is told and left out', () => {
    mkdirSync(folder, { recursive: true });
    const own = {
      id: 'rieng',
      sort: 5,
      name: 'Riêng',
      icon: 'generic',
      fields: [],
      errands: [{ id: 'ho-chieu', name: 'Hộ chiếu', where: 'Công an tỉnh Đồng Nai, 161 Phạm Văn Thuận' }],
    };
    writeFileSync(join(folder, 'rieng.json'), JSON.stringify(own));
    writeFileSync(join(folder, 'hong.json'), '{"id": 3}');
    writeFileSync(join(folder, 'ghi-chu.txt'), 'not a list');
    const { topics: merged, bad } = withOwnErrands(topics, folder);
    expect(bad.map((each) => each.file)).toEqual(['hong.json']);
    expect(merged[0]?.id).toBe('rieng');
    const passports = merged.flatMap((topic) => topic.errands.filter((errand) => errand.id === 'ho-chieu'));
    expect(passports.map((errand) => errand.where)).toEqual(['Công an tỉnh Đồng Nai, 161 Phạm Văn Thuận']);
    const count = (list: typeof topics) => list.reduce((sum, topic) => sum + topic.errands.length, 0);
    expect(count(merged)).toBe(count(topics));
    expect(withOwnErrands(topics, join(folder, 'none')).topics).toEqual(topics);
  });
});
