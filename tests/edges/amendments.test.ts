import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patched, type View } from '../../common/client/view-state.ts';
import type { CounterRecord, ViewRecord } from '../../common/protocol/views.ts';
import { Amendments } from '../../server/edges/sockets/amendments.ts';

const FIELDS_A = ['a'];
const FIELDS_B = ['b'];

const counter = (
  code: string,
  label: string,
  primaryFields: readonly string[],
  state: CounterRecord['state'],
): CounterRecord => ({
  kind: 'counter',
  id: `counter/${code}`,
  code,
  label,
  spokenNumber: null,
  state,
  primaryFields,
  helpingFields: FIELDS_A,
  active: true,
  pauseReason: null,
  pausedSince: null,
  present: null,
});

/** A commit tells each record once. */
const records = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('1', '2', '3'),
      fc.constantFrom('Quầy', 'Bàn'),
      fc.constantFrom(FIELDS_A, FIELDS_B),
      fc.constantFrom<CounterRecord['state'][]>('open', 'closed', 'paused'),
    )
    .map((parts) => counter(...parts)),
  { maxLength: 3, selector: ({ id }) => id },
);

test('a client that follows amendments holds what the records say, whatever changes and however often', () => {
  fc.assert(
    fc.property(
      fc.array(records, { maxLength: 20 }),
      fc.integer({ min: -1, max: 19 }),
      (rounds, forgetAt) => {
        const amendments = new Amendments();
        const truth = new Map<string, ViewRecord>();
        let view: View = { sequence: 0, records: new Map() };
        rounds.forEach((round, at) => {
          if (at === forgetAt) amendments.forget();
          for (const record of round) truth.set(record.id, record);
          const patch = { from: at, to: at + 1, now: '', ...amendments.of(round), drop: [] };
          const next = patched(view, patch);
          expect(next).not.toBeNull();
          view = next ?? view;
        });
        expect(new Map(view.records)).toEqual(truth);
      },
    ),
  );
});

test('what stands is told once, and again when it changes', () => {
  const amendments = new Amendments();
  expect(amendments.of([counter('1', 'Quầy', FIELDS_A, 'open')]).put).toHaveLength(1);
  expect(amendments.of([counter('1', 'Quầy', FIELDS_A, 'closed')])).toEqual({
    put: [],
    amend: [{ id: 'counter/1', state: 'closed', pauseReason: null, pausedSince: null, present: null }],
  });
  expect(amendments.of([counter('1', 'Quầy', FIELDS_B, 'closed')]).put).toHaveLength(1);
});
