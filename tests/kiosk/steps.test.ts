import { describe, expect, test } from 'vitest';
import { Field } from '../../common/protocol/catalogue.ts';
import { FIRST_STEP, fieldsFor, nextStep, pageOf, type Step, type StepAction } from '../../kiosk/steps.ts';
import { FakeHall } from '../support/fake-hall.ts';

const hall = new FakeHall();
const { fields } = hall.template;
const walk = (...actions: StepAction[]): Step => actions.reduce(nextStep, FIRST_STEP);

describe('the way to a number', () => {
  test('purpose, field: two taps lead to the page with the draw button, with no priority chosen', () => {
    expect(walk({ do: 'purpose', purpose: 'submit', fields }, { do: 'field', field: 'dat-dai' })).toEqual({
      page: 'choose',
      purpose: 'submit',
      field: 'dat-dai',
      procedure: null,
      priority: null,
      cameFrom: 'field',
    });
  });

  test('a purpose that one field serves needs no choice of field', () => {
    const one = Field.parse({
      code: 'tra-ket-qua',
      name: 'Trả kết quả',
      range: { prefix: '', start: 1, size: 100, digits: 3 },
      purposes: ['collect'],
    });
    const step = walk({ do: 'purpose', purpose: 'collect', fields: [one] });
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

  test('a field that is not active is no choice', () => {
    const [first, second] = fields.map((field, at) => ({ ...field, active: at !== 0 }));
    expect(first?.active).toBe(false);
    const step = walk({ do: 'purpose', purpose: 'submit', fields: [first!, second!] });
    expect(step).toMatchObject({ page: 'choose', field: second?.code });
  });

  test('back goes one step at a time: papers, list, fields, start', () => {
    const papers = walk(
      { do: 'purpose', purpose: 'submit', fields },
      { do: 'field', field: 'dat-dai' },
      { do: 'procedure', procedure: '1.012345' },
    );
    const list = nextStep(papers, { do: 'back' });
    expect(list).toMatchObject({ page: 'choose', procedure: null });
    const back = nextStep(list, { do: 'back' });
    expect(back).toEqual({ page: 'field', purpose: 'submit' });
    expect(nextStep(back, { do: 'back' })).toEqual(FIRST_STEP);
  });

  test('a found procedure leads straight to its papers, and back leads to the search', () => {
    const land = fields.find((field) => field.code === 'dat-dai');
    const found = walk({ do: 'search' }, { do: 'found', field: land!, procedure: '1.012345' });
    expect(found).toMatchObject({ page: 'choose', purpose: 'submit', procedure: '1.012345' });
    expect(nextStep(found, { do: 'back' })).toEqual({ page: 'search' });
  });

  test('a late tap on a page already left changes nothing', () => {
    expect(walk({ do: 'field', field: 'dat-dai' })).toEqual(FIRST_STEP);
    expect(walk({ do: 'priority', priority: 'elderly' })).toEqual(FIRST_STEP);
    expect(walk({ do: 'procedure', procedure: 'x' })).toEqual(FIRST_STEP);
  });

  test('the question of priority comes back to the choice with its answer, or with none', () => {
    const choice = walk({ do: 'purpose', purpose: 'submit', fields }, { do: 'field', field: 'dat-dai' });
    const asked = nextStep(choice, { do: 'ask-priority' });
    expect(asked).toEqual({ page: 'priority', choice });
    expect(nextStep(asked, { do: 'back' })).toBe(choice);
    const elderly = nextStep(asked, { do: 'priority', priority: 'elderly' });
    expect(elderly).toEqual({ ...choice, priority: 'elderly' });
    expect(nextStep(elderly, { do: 'priority', priority: null })).toEqual(choice);
    expect(walk({ do: 'ask-priority' })).toEqual(FIRST_STEP);
  });

  test('papers are another page under the finger than the list they came from, a priority is not', () => {
    const choice = walk({ do: 'purpose', purpose: 'submit', fields }, { do: 'field', field: 'dat-dai' });
    expect(pageOf(nextStep(choice, { do: 'procedure', procedure: 'x' }))).not.toBe(pageOf(choice));
    expect(pageOf(nextStep(choice, { do: 'priority', priority: 'elderly' }))).toBe(pageOf(choice));
    expect(pageOf(nextStep(choice, { do: 'ask-priority' }))).toBe('priority');
    expect(pageOf(FIRST_STEP)).toBe('purpose');
  });
});
