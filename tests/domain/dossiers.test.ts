import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { collectIn, type KnownDossier } from '../../server/domain/dossiers.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { PureHall } from './pure-hall.ts';

const CODE = 'H15.50.05.13-261008-0975';
const DAY_MS = 86_400_000;

describe('dossiers', () => {
  let hall: PureHall;
  beforeEach(() => {
    hall = new PureHall();
  });

  const tell = (more: object = {}) => hall.give('dossier:tell', { code: CODE, state: 'received', ...more });

  test('[DOS1] a dossier stands where it was last told, with the field of its procedure', () => {
    tell({ procedure: '1.001193' });
    expect(hall.state.dossiers.get(CODE)).toEqual({
      state: 'received',
      field: 'ho-tich',
      procedure: '1.001193',
      papers: [],
      changedAtMs: hall.atMs,
      asOfMs: hall.atMs,
      fieldAsOfMs: hall.atMs,
      procedureAsOfMs: hall.atMs,
    });
    tell({ state: 'supplement', papers: ['Bản sao giấy khai sinh'] });
    expect(hall.state.dossiers.get(CODE)).toMatchObject({
      state: 'supplement',
      field: 'ho-tich',
      procedure: '1.001193',
      papers: ['Bản sao giấy khai sinh'],
    });
    tell({ state: 'ready', papers: ['Không còn cần'] });
    expect(hall.state.dossiers.get(CODE)).toMatchObject({ state: 'ready', papers: [] });
    tell({ state: 'ready', field: 'dat-dai' });
    expect(hall.state.dossiers.get(CODE)).toMatchObject({ field: 'dat-dai', procedure: '1.001193' });
  });

  test('[DOS1] a procedure or a field that the hall has not, or that do not belong together, are refused', () => {
    expect(tell({ procedure: '9.999999' }).refusal?.code).toBe('unknown_procedure');
    expect(tell({ field: 'khong-co' }).refusal?.code).toBe('unknown_field');
    expect(tell({ procedure: '1.001193', field: 'dat-dai' }).refusal?.code).toBe('unknown_procedure');
    expect(() => tell({ state: 'lost' })).toThrow();
    expect(() => tell({ code: 'không phải mã' })).toThrow();
    expect(hall.state.dossiers.size).toBe(0);
  });

  test.each([
    {},
    { state: 'supplement', papers: ['Giấy a', 'Giấy b'] },
    { procedure: '1.001193', field: 'ho-tich' },
  ])('[DOS2] told twice it leaves one event: %j', (told) => {
    expect(tell(told).events).toHaveLength(1);
    expect(tell(told).events).toEqual([]);
  });

  test('[DOS2] other papers, in another order too, are another word', () => {
    tell({ state: 'supplement', papers: ['Giấy a', 'Giấy b'] });
    expect(tell({ state: 'supplement', papers: ['Giấy b', 'Giấy a'] }).events).toHaveLength(1);
    expect(tell({ state: 'supplement', papers: ['Giấy b'] }).events).toHaveLength(1);
  });

  test('[DOS3] a paper with what looks like a number of a person is refused', () => {
    expect(tell({ state: 'supplement', papers: ['CCCD 075123456789'] }).refusal?.code).toBe('personal_data');
    expect(hall.state.dossiers.size).toBe(0);
  });

  test('[DOS2] on the next day the record stands in for the state', () => {
    tell();
    const known = hall.state.dossiers.get(CODE);
    hall.atMs += DAY_MS;
    hall.draw();
    expect(hall.state.dossiers.size).toBe(0);
    hall.dossierOf = (code) => (code === CODE ? known : undefined);
    expect(tell().events).toEqual([]);
    expect(tell({ state: 'ready' }).events).toHaveLength(1);
  });

  const at = (minutes: number) => new Date(hall.atMs - minutes * 60_000).toISOString();
  const known = () => hall.state.dossiers.get(CODE);

  test('[DOS6] what is told late changes nothing and stays in the log', () => {
    tell({ state: 'ready', asOf: at(10) });
    const before = known();
    hall.atMs += 60_000;
    const late = tell({ state: 'supplement', papers: ['Giấy a'], asOf: at(30) });
    expect(late.events).toMatchObject([
      { type: 'dossier:told', state: 'ready', late: { state: 'supplement', papers: ['Giấy a'] } },
    ]);
    expect(known()).toEqual(before);
    expect(tell({ state: 'returned', asOf: at(5) }).events).toHaveLength(1);
    expect(known()?.state).toBe('returned');
  });

  test('[DOS6] a late word still tells the field and procedure that no newer one told', () => {
    tell({ state: 'ready', asOf: at(10) });
    tell({ state: 'received', procedure: '1.001193', asOf: at(30) });
    expect(known()).toMatchObject({ state: 'ready', field: 'ho-tich', procedure: '1.001193' });
    tell({ state: 'received', field: 'dat-dai', asOf: at(40) });
    expect(known()).toMatchObject({ field: 'ho-tich' });
  });

  test('[DOS6] without an instant it is as of now, whatever the clock of another program said', () => {
    tell({ state: 'ready', asOf: at(-4) });
    expect(tell({ state: 'returned' }).events).toHaveLength(1);
    expect(known()?.state).toBe('returned');
    expect(tell({ state: 'returned' }).events).toEqual([]);
  });

  test('[DOS6] an instant ahead of the hall by more than five minutes, or from before all dossiers, is refused', () => {
    expect(tell({ asOf: at(-5) }).refusal).toBeUndefined();
    expect(tell({ asOf: new Date(hall.atMs + 5 * 60_000 + 1).toISOString() }).refusal?.code).toBe('bad_date');
    expect(tell({ asOf: '1999-12-31T23:59:59Z' }).refusal?.code).toBe('bad_date');
    expect(() => tell({ asOf: 'hôm qua' })).toThrow();
  });

  test('[DOS6] of one instant the state that comes later in the life of a dossier stands', () => {
    tell({ state: 'ready', asOf: at(10) });
    tell({ state: 'received', asOf: at(10) });
    expect(known()?.state).toBe('ready');
    tell({ state: 'returned', asOf: at(10) });
    expect(known()?.state).toBe('returned');
  });

  test('[DOS6] words with their instants come to the same in any order, told twice and over nights too', () => {
    const word = fc.record(
      {
        state: fc.constantFrom('received', 'supplement', 'ready', 'returned'),
        minutes: fc.nat(6),
        papers: fc.constantFrom([], ['Giấy a'], ['Giấy b', 'Giấy a']),
        about: fc.constantFrom(
          {},
          { field: 'dat-dai' },
          { field: 'ho-tich' },
          { procedure: '1.001193' },
          { procedure: '1.001193', field: 'ho-tich' },
        ),
      },
      { noNullPrototype: true },
    );
    const firstMs = new PureHall().atMs;
    const come = (
      words: readonly { state: string; minutes: number; papers: readonly string[]; about: object }[],
      night: number,
    ) => {
      const own = new PureHall();
      let record: KnownDossier | undefined;
      own.dossierOf = () => record;
      for (const [order, { state, minutes, papers, about }] of words.entries()) {
        record = own.state.dossiers.get(CODE) ?? record;
        own.atMs += order === night ? DAY_MS : 60_000;
        const asOf = new Date(firstMs - minutes * 60_000).toISOString();
        const told = own.give('dossier:tell', { code: CODE, state, papers, asOf, ...about } as never);
        expect(told.refusal).toBeUndefined();
      }
      const { changedAtMs: _, ...stands } = own.state.dossiers.get(CODE) ?? record ?? { changedAtMs: 0 };
      return stands;
    };
    fc.assert(
      fc.property(
        fc
          .array(word, { minLength: 1, maxLength: 6 })
          .chain((words) =>
            fc.tuple(
              fc.constant(words),
              fc.shuffledSubarray([...words, ...words], { minLength: 2 * words.length }),
              fc.nat(6),
            ),
          ),
        ([words, shuffled, night]) => {
          expect(come(shuffled, night)).toEqual(come(words, 99));
        },
      ),
    );
  });

  test('[DOS4] a ticket bears the code of its slip, out of an address and in either form, and a snapshot keeps both', () => {
    const id = hall.give('ticket:issue', {
      field: 'ho-tich',
      dossierCode: 'https://x.vn/?ma=000.00.19.h15-200105-0003',
    }).ticketId;
    tell();
    expect(hall.state.tickets.get(id ?? '')?.dossierCode).toBe('000.00.19.H15-200105-0003');
    expect(hall.state.tickets.get(hall.draw())?.dossierCode).toBeNull();
    const read = readState(writeState(hall.state));
    expect(read.dossiers).toEqual(hall.state.dossiers);
    expect(read.tickets).toEqual(hall.state.tickets);
  });

  test('[DOS5] a result is collected in the field that is only for that, else in its own, else it must be asked', () => {
    expect(collectIn(hall.state, 'ho-tich')).toBe('ho-tich');
    expect(collectIn(hall.state, null)).toBeNull();
    expect(collectIn(hall.state, 'khong-co')).toBeNull();
    const own = hall.state.fields.get('ho-tich');
    const other = hall.state.fields.get('dat-dai');
    if (!own || !other) throw new Error('no fields');
    hall.state.fields.set('ho-tich', { ...own, purposes: ['submit', 'ask'] });
    expect(collectIn(hall.state, 'ho-tich')).toBeNull();
    hall.state.fields.set('dat-dai', { ...other, purposes: ['collect'] });
    expect(collectIn(hall.state, 'ho-tich')).toBe('dat-dai');
    hall.state.fields.set('dat-dai', { ...other, purposes: ['collect'], active: false });
    expect(collectIn(hall.state, 'ho-tich')).toBeNull();
  });
});
