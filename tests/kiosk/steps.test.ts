import { describe, expect, test } from 'vitest';
import { Field } from '../../common/protocol/catalogue.ts';
import type { FieldGroup, OfferedErrand } from '../../common/protocol/errands.ts';
import {
  FIRST_STEP,
  fieldsFor,
  groupsOf,
  nextStep,
  pageOf,
  type Step,
  type StepAction,
} from '../../kiosk/steps.ts';
import { FakeHall } from '../support/fake-hall.ts';

const hall = new FakeHall();
const { fields } = hall.template;
const groups: readonly FieldGroup[] = [];
const walk = (...actions: StepAction[]): Step => actions.reduce(nextStep, FIRST_STEP);
const other: StepAction = { do: 'purpose', purpose: 'submit', fields, groups };
const list: Step = { page: 'field', purpose: 'submit', group: null };
const errand: OfferedErrand = {
  id: 'sao-y',
  name: 'Sao y bản chính',
  nameEn: '',
  words: [],
  icon: 'copy',
  field: 'chung-thuc-ho-tich',
  procedure: '2.000815',
  where: '',
  whereEn: '',
};
const ticket = { id: 'ticket-1' } as never;

describe('the way to a number', () => {
  test('an errand leads straight to the draw button with its procedure, and back to where it stood', () => {
    const chosen = walk({ do: 'errand', errand });
    expect(chosen).toEqual({
      page: 'choose',
      purpose: 'submit',
      field: 'chung-thuc-ho-tich',
      procedure: '2.000815',
      priority: null,
      errand,
      given: '2.000815',
      dossier: null,
      cameFrom: { page: 'home' },
    });
    expect(nextStep(chosen, { do: 'back' })).toEqual(FIRST_STEP);
    const searched = walk({ do: 'search' }, { do: 'errand', errand });
    expect(nextStep(searched, { do: 'back' })).toEqual({ page: 'search' });
  });

  test('the number remembers the errand it was drawn for; a number of guidance has none', () => {
    const chosen = walk({ do: 'errand', errand });
    expect(nextStep(chosen, { do: 'issued', ticket })).toEqual({ page: 'result', ticket, errand });
    expect(walk({ do: 'issued', ticket })).toEqual({ page: 'result', ticket, errand: null });
    expect(nextStep(walk({ do: 'issued', ticket }), { do: 'start' })).toEqual(FIRST_STEP);
  });

  test('what is not done here leads to where it is, and back', () => {
    const passport = { ...errand, field: null, procedure: null, where: 'Công an tỉnh' };
    const told = walk({ do: 'search' }, { do: 'errand', errand: passport });
    expect(told).toEqual({ page: 'elsewhere', errand: passport, cameFrom: { page: 'search' } });
    expect(nextStep(told, { do: 'back' })).toEqual({ page: 'search' });
  });

  test('a field without an errand: two taps lead to the draw button, with no priority chosen', () => {
    const step = walk(other, { do: 'field', field: 'dat-dai' });
    expect(step).toEqual({
      page: 'choose',
      purpose: 'submit',
      field: 'dat-dai',
      procedure: null,
      priority: null,
      errand: null,
      given: null,
      dossier: null,
      cameFrom: list,
    });
  });

  test('a purpose that one field serves needs no choice of field', () => {
    const one = Field.parse({
      code: 'tra-ket-qua',
      name: 'Trả kết quả',
      range: { prefix: '', start: 1, size: 100, digits: 3 },
      purposes: ['collect'],
    });
    const step = walk({ do: 'purpose', purpose: 'collect', fields: [one], groups });
    expect(step).toMatchObject({ page: 'choose', field: 'tra-ket-qua', purpose: 'collect' });
    expect(nextStep(step, { do: 'back' })).toEqual(FIRST_STEP);
  });

  test('a field is offered for the purposes that it has, in use alone', () => {
    const made = (code: string, more: object) =>
      Field.parse({ code, name: code, range: { prefix: '', start: 1, size: 9, digits: 3 }, ...more });
    const all = [
      made('both', { purposes: ['submit', 'collect'] }),
      made('collects', { purposes: ['collect'] }),
      made('gone', { purposes: ['submit', 'collect'], active: false }),
    ];
    const offered = (purpose: 'submit' | 'collect' | 'ask') =>
      fieldsFor(all, purpose).map(({ code }) => code);
    expect([offered('submit'), offered('collect'), offered('ask')]).toEqual([
      ['both'],
      ['both', 'collects'],
      [],
    ]);
  });

  test('a field that is not active, or not for the purpose, is no choice', () => {
    const [first, second] = fields.map((field, at) => ({ ...field, active: at !== 0 }));
    expect(first?.active).toBe(false);
    const step = walk({ do: 'purpose', purpose: 'submit', fields: [first!, second!], groups });
    expect(step).toMatchObject({ page: 'choose', field: second?.code });
    expect(fieldsFor(fields, 'collect').map((field) => field.code)).toEqual(['tra-ket-qua']);
  });

  test('back goes one step at a time: papers, list, fields, start', () => {
    const papers = walk(other, { do: 'field', field: 'dat-dai' }, { do: 'procedure', procedure: '1.012345' });
    const procedures = nextStep(papers, { do: 'back' });
    expect(procedures).toMatchObject({ page: 'choose', procedure: null });
    const back = nextStep(procedures, { do: 'back' });
    expect(back).toEqual(list);
    expect(nextStep(back, { do: 'back' })).toEqual(FIRST_STEP);
  });

  test('a found procedure leads straight to its papers, and back leads to the search', () => {
    const land = fields.find((field) => field.code === 'dat-dai');
    const found = walk({ do: 'search' }, { do: 'found', field: land!, procedure: '1.012345' });
    expect(found).toMatchObject({ page: 'choose', purpose: 'submit', procedure: '1.012345' });
    expect(nextStep(found, { do: 'back' })).toEqual({ page: 'search' });
    const asks = { ...land!, purposes: ['ask' as const] };
    expect(walk({ do: 'search' }, { do: 'found', field: asks, procedure: null })).toMatchObject({
      purpose: 'ask',
    });
  });

  test('a scanned dossier leads to where its result is collected, or its papers are wanted', () => {
    const dossier = {
      code: 'H15.50.05.13-261008-0975',
      state: 'ready' as const,
      field: 'dat-dai',
      procedure: '1.012784',
      papers: [],
      changedAt: null,
      collectIn: 'tra-ket-qua',
    };
    const collect = walk({ do: 'dossier', dossier });
    expect(collect).toMatchObject({ page: 'choose', purpose: 'collect', field: 'tra-ket-qua', dossier });
    expect(nextStep(collect, { do: 'back' })).toEqual(FIRST_STEP);
    const wanted = { ...dossier, state: 'supplement' as const };
    expect(walk({ do: 'dossier', dossier: wanted })).toMatchObject({
      purpose: 'submit',
      field: 'dat-dai',
      procedure: '1.012784',
      dossier: wanted,
    });
    expect(walk({ do: 'dossier', dossier: { ...wanted, field: null } })).toMatchObject({
      field: 'tra-ket-qua',
    });
    // Nowhere to collect it: the page stays as it is.
    expect(walk({ do: 'search' }, { do: 'dossier', dossier: { ...dossier, collectIn: null } })).toEqual({
      page: 'search',
    });
  });

  test('a late tap on a page already left changes nothing', () => {
    expect(walk({ do: 'field', field: 'dat-dai' })).toEqual(FIRST_STEP);
    expect(walk({ do: 'priority', priority: 'elderly' })).toEqual(FIRST_STEP);
    expect(walk({ do: 'procedure', procedure: 'x' })).toEqual(FIRST_STEP);
    const chosen = walk({ do: 'errand', errand });
    expect(nextStep(chosen, { do: 'errand', errand: { ...errand, id: 'x' } })).toBe(chosen);
    expect(nextStep(chosen, { do: 'found', field: fields[0]!, procedure: null })).toBe(chosen);
    const group = { id: 'g', name: 'G', nameEn: '', icon: '', fields: ['dat-dai'] };
    expect(walk({ do: 'group', group, fields })).toEqual(FIRST_STEP);
  });

  test('the question of priority comes back to the choice with its answer, or with none', () => {
    const choice = walk(other, { do: 'field', field: 'dat-dai' });
    const asked = nextStep(choice, { do: 'ask-priority' });
    expect(asked).toEqual({ page: 'priority', choice });
    expect(nextStep(asked, { do: 'back' })).toBe(choice);
    const elderly = nextStep(asked, { do: 'priority', priority: 'elderly' });
    expect(elderly).toEqual({ ...choice, priority: 'elderly' });
    expect(nextStep(elderly, { do: 'priority', priority: null })).toEqual(choice);
    expect(walk({ do: 'ask-priority' })).toEqual(FIRST_STEP);
  });

  test('papers are another page under the finger than the list they came from, a priority is not', () => {
    const choice = walk(other, { do: 'field', field: 'dat-dai' });
    expect(pageOf(nextStep(choice, { do: 'procedure', procedure: 'x' }))).not.toBe(pageOf(choice));
    expect(pageOf(nextStep(choice, { do: 'priority', priority: 'elderly' }))).toBe(pageOf(choice));
    expect(pageOf(nextStep(choice, { do: 'ask-priority' }))).toBe('priority');
    expect(pageOf(FIRST_STEP)).toBe('home');
    expect(pageOf({ ...list, group: 'dat-dai' })).not.toBe(pageOf(list));
  });
});

describe('a hall of many fields', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...fields[0]!, code: `f-${at}` }));
  const kinds: readonly FieldGroup[] = [
    { id: 'a', name: 'A', nameEn: '', icon: '', fields: ['f-0'] },
    { id: 'b', name: 'B', nameEn: '', icon: '', fields: many(70).map((field) => field.code) },
    { id: 'c', name: 'C', nameEn: '', icon: '', fields: ['gone'] },
  ];
  const shown = (count: number, by: readonly FieldGroup[] = kinds) =>
    walk({ do: 'purpose', purpose: 'submit', fields: many(count), groups: by });

  test('nineteen fields and more are shown by kind first, fewer at once', () => {
    expect(shown(18)).toEqual(list);
    expect(shown(19)).toEqual({ page: 'groups', purpose: 'submit' });
    // One kind alone would be a tap for nothing.
    expect(shown(70, [kinds[1]!])).toEqual(list);
    expect(groupsOf(kinds, many(2)).map((group) => [group.id, group.fields])).toEqual([
      ['a', ['f-0']],
      ['b', ['f-0', 'f-1']],
    ]);
  });

  test('a kind leads to its fields, one of a single field to that field, and back to the kinds', () => {
    const all = many(70);
    const inB = nextStep(shown(70), { do: 'group', group: kinds[1]!, fields: all });
    expect(inB).toEqual({ page: 'field', purpose: 'submit', group: 'b' });
    expect(nextStep(inB, { do: 'back' })).toEqual({ page: 'groups', purpose: 'submit' });
    const inA = nextStep(shown(70), { do: 'group', group: kinds[0]!, fields: all });
    expect(inA).toMatchObject({ page: 'choose', field: 'f-0' });
    expect(nextStep(inA, { do: 'back' })).toEqual({ page: 'groups', purpose: 'submit' });
    expect(nextStep({ page: 'groups', purpose: 'submit' }, { do: 'back' })).toEqual(FIRST_STEP);
  });
});
