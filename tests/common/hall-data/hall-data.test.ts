import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildSearchIndex, searchItems } from '../../../common/i18n/search.ts';
import { Template } from '../../../common/protocol/catalogue.ts';
import { Code, LocalDate, saidLine } from '../../../common/protocol/primitives.ts';
import { isFieldIconName } from '../../../common/ui/field-icons.tsx';

const raw = (path: string): string =>
  readFileSync(new URL(`../../../hall-data/${path}`, import.meta.url), 'utf8');
const json = (path: string): unknown => JSON.parse(raw(path));

const Mark = z.enum(['seen', 'memory', 'mixed', 'absent']);
const Procedures = z.strictObject({
  about: saidLine(600),
  procedures: z.array(
    z.strictObject({
      code: z.string().regex(/^\d\.\d{6}$/),
      sourceField: saidLine(80),
      name: saidLine(400),
      nameEn: saidLine(400),
      timeLimit: z.string(),
      fee: z.string(),
      papers: z.array(saidLine(300)),
      everydayWords: z.array(saidLine(80)).min(2),
      verified: z.strictObject({ code: Mark, name: Mark, timeLimit: Mark, fee: Mark, papers: Mark }),
      note: z.string(),
      fields: z.strictObject({ district: Code, commune: Code }),
    }),
  ),
});

const Certainty = z.enum(['seen', 'computed', 'memory']);
const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const Holidays = z.strictObject({
  about: saidLine(300),
  fixed: z.array(
    z.strictObject({
      monthDay: MonthDay,
      name: saidLine(120),
      nameEn: saidLine(120),
      firstYear: z.number().int().nullable(),
      certainty: Certainty,
      note: z.string().optional(),
      adjacentDay: z.strictObject({ choices: z.array(MonthDay).min(2), note: saidLine(200) }).optional(),
    }),
  ),
  dated: z.array(
    z.strictObject({
      date: LocalDate,
      name: saidLine(120),
      nameEn: saidLine(120),
      kind: z.enum(['tet', 'gio-to']),
      certainty: Certainty,
      daysOff: z.strictObject({ from: LocalDate, to: LocalDate, certainty: Certainty }).optional(),
      note: z.string().optional(),
    }),
  ),
  swapDays: z.array(z.strictObject({ dayOff: LocalDate, workedInstead: LocalDate, note: z.string() })),
  workingSaturdays: z.array(LocalDate),
});

const procedures = Procedures.parse(json('procedures.json')).procedures;
const templates = {
  district: Template.parse(json('templates/district.json')),
  commune: Template.parse(json('templates/commune.json')),
};

describe('procedures', () => {
  test('are 47, each once, all of them written in NFC and free of source marks', () => {
    expect(procedures).toHaveLength(47);
    expect(new Set(procedures.map((p) => p.code)).size).toBe(47);
    const text = raw('procedures.json');
    expect(text).toBe(text.normalize('NFC'));
    expect(text).not.toMatch(/\(M\)|, M\)|- M\)/);
  });

  test('mark a fact as absent exactly where there is none', () => {
    for (const p of procedures) {
      expect([p.code, p.verified.timeLimit === 'absent']).toEqual([p.code, p.timeLimit === '']);
      expect([p.code, p.verified.fee === 'absent']).toEqual([p.code, p.fee === '']);
      expect([p.code, p.verified.papers === 'absent']).toEqual([p.code, p.papers.length === 0]);
    }
  });

  test('keep fees whole, with their exemptions', () => {
    const fee = (code: string) => procedures.find((p) => p.code === code)?.fee;
    expect(fee('2.000815')).toBe('2.000đ/trang (2 trang đầu), từ trang 3: 1.000đ/trang, tối đa 200.000đ/bản');
    expect(fee('2.001263')).toBe('400.000đ, có diện miễn');
    expect(fee('1.013978')).toBe('miễn khi nộp trực tuyến');
  });

  test('say so where sources differ or a rule has changed', () => {
    const note = (code: string) => procedures.find((p) => p.code === code)?.note;
    expect(note('1.116410')).toContain('2.000200');
    expect(note('1.013225')).toContain('217/2026');
    expect(note('1.011607')).toContain('01/01/2027');
  });

  test.each([
    ['so do', '1.013978'],
    ['lam giay cho con', '1.001193'],
    ['sao y', '2.000815'],
    ['giay doc than', '1.004873'],
    ['ho khau', '1.004222'],
    ['can cuoc', '1.116410'],
    ['mo quan', '1.001612'],
    ['sang ten so do', '1.013831'],
    ['xay nha', '1.013225'],
    ['mat so do', '1.012786'],
    ['ket hon', '1.000894'],
  ])('are found first by what people say: "%s"', (typed, code) => {
    const index = buildSearchIndex(procedures, (p) => ({
      name: p.name,
      everydayWords: p.everydayWords,
      codes: [p.code],
    }));
    expect(searchItems(index, typed)[0]?.item.code).toBe(code);
  });
});

describe.each(['district', 'commune'] as const)('the %s template', (id) => {
  const template = templates[id];
  const fieldCodes = template.fields.map((field) => field.code);

  test('carries its own id and unique codes', () => {
    expect(template.id).toBe(id);
    for (const list of [template.fields, template.procedures, template.counters, template.agencies]) {
      const codes = list.map((entry) => entry.code);
      expect(new Set(codes).size).toBe(codes.length);
    }
    for (const code of fieldCodes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('issues at any hour and without a limit from the first minute', () => {
    expect(
      template.fields.filter((f) => f.windows.length > 0 || f.quotaPerDay !== null || !f.active),
    ).toEqual([]);
    expect(template.settings.mutedHours ?? []).toEqual([]);
  });

  test('gives every field numbers that no other field has, digits first: 1001, 2001 …', () => {
    const ranges = template.fields.map((field) => field.range).sort((a, b) => a.start - b.start);
    expect(ranges.map((range) => range.start)).toEqual(ranges.map((_, index) => (index + 1) * 1000 + 1));
    expect(ranges.every((range) => range.prefix === '' && range.size === 999)).toBe(true);
    expect(ranges.every((range) => String(range.start).length === range.digits)).toBe(true);
  });

  test('gives every field a drawing, an English name and a line of everyday words in both languages', () => {
    for (const field of template.fields) {
      expect([field.code, isFieldIconName(field.icon)]).toEqual([field.code, true]);
      expect(field.nameEn.length * field.everyday.length * field.everydayEn.length).toBeGreaterThan(0);
      expect(field.words.length).toBeGreaterThan(1);
      expect(field.targetMinutes).toBe(15);
    }
  });

  test('takes dossiers and questions in every field, and hands out results in one of its own', () => {
    const collecting = template.fields.filter((field) => field.purposes.includes('collect'));
    expect(collecting.map((field) => field.code)).toEqual(['tra-ket-qua']);
    const others = template.fields.filter((field) => field.code !== 'tra-ket-qua');
    expect(others.every((field) => field.purposes.join() === 'submit,ask')).toBe(true);
  });

  test('serves every field at some counter, and names only fields and agencies that exist', () => {
    const agencies = new Set(template.agencies.map((agency) => agency.code));
    expect(template.fields.filter((f) => f.agency === null || !agencies.has(f.agency))).toEqual([]);
    const primary = new Set(template.counters.flatMap((counter) => counter.primaryFields));
    expect(fieldCodes.filter((code) => !primary.has(code))).toEqual([]);
    const named = template.counters.flatMap((c) => [...c.primaryFields, ...c.helpingFields]);
    expect(named.filter((code) => !fieldCodes.includes(code))).toEqual([]);
    for (const counter of template.counters)
      expect(counter.helpingFields.filter((code) => counter.primaryFields.includes(code))).toEqual([]);
  });

  test('labels and speaks counters by their number', () => {
    for (const counter of template.counters) {
      expect(counter.label).toBe(`Quầy ${counter.code}`);
      expect(counter.spokenNumber).toBe(Number(counter.code));
    }
  });

  test('never mixes an outside agency’s officials with others without its agreement', () => {
    const outside = new Set(template.agencies.filter((a) => a.needsAgreement).map((a) => a.code));
    expect([...outside].sort()).toEqual(['chi-cuc-thue', 'cong-an', 'van-phong-dang-ky-dat-dai']);
    const agencyOf = new Map(template.fields.map((field) => [field.code, field.agency ?? '']));
    for (const counter of template.counters) {
      const served = [...counter.primaryFields, ...counter.helpingFields].map(
        (code) => agencyOf.get(code) ?? '',
      );
      if (served.some((agency) => outside.has(agency))) expect(new Set(served).size).toBe(1);
    }
  });

  test('holds the procedures of the list, word for word, under its own fields', () => {
    expect(template.procedures).toEqual(
      procedures.map((p) => ({
        code: p.code,
        field: p.fields[id],
        name: p.name,
        nameEn: p.nameEn,
        timeLimit: p.timeLimit,
        fee: p.fee,
        papers: p.papers,
        words: p.everydayWords,
        note: p.note,
        active: true,
      })),
    );
    expect(template.procedures.filter((p) => !fieldCodes.includes(p.field))).toEqual([]);
  });
});

describe('holidays', () => {
  const holidays = Holidays.parse(json('holidays.json'));

  test('name the fixed days, the culture day only from 2026', () => {
    expect(holidays.fixed.map((day) => day.monthDay)).toEqual(['01-01', '04-30', '05-01', '09-02', '11-24']);
    expect(holidays.fixed.find((day) => day.monthDay === '11-24')?.firstYear).toBe(2026);
  });

  test('have Tết and Giỗ Tổ for each year from 2024 to 2027, in order', () => {
    const days = holidays.dated.map((day) => day.date);
    expect(days).toEqual([...days].sort());
    for (const year of ['2024', '2025', '2026', '2027'])
      expect(holidays.dated.filter((d) => d.date.startsWith(year)).map((d) => d.kind)).toEqual([
        'tet',
        'gio-to',
      ]);
    for (const day of holidays.dated)
      if (day.daysOff) expect(day.daysOff.from <= day.date && day.date <= day.daysOff.to).toBe(true);
  });

  test('leave swap days and working Saturdays to the site', () => {
    expect(holidays.swapDays).toEqual([]);
    expect(holidays.workingSaturdays).toEqual([]);
  });
});
