import type { CommandName } from '../../common/protocol/commands.ts';
import { seededRandom } from './seeded-random.ts';
import type { TestHall } from './test-hall.ts';

const FIELDS = ['ho-tich', 'chung-thuc', 'dat-dai'] as const;
const PROCEDURES: Readonly<Record<string, string>> = {
  'ho-tich': '1.001193',
  'chung-thuc': '2.000815',
  'dat-dai': '1.012783',
};
const CLERKS = { '1': 'lan', '2': 'minh' } as const;
type Place = keyof typeof CLERKS;

/**
 * Days of a small hall in which anything is tried in any order; what the hall refuses is not done.
 * @param after called after each act, when it is answered
 */
export async function workRandomDays(
  hall: TestHall,
  options: { seed: number; days: number; actsPerDay: number; after?: () => void },
): Promise<Map<string, number>> {
  const random = seededRandom(options.seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const done = new Map<string, number>();
  const opensMs = hall.clock.atMs;
  const tickets = () => [...hall.hall.state.tickets.values()];

  const draw = () => {
    const field = pick(FIELDS);
    const slotMs = hall.clock.atMs + Math.round((random() - 0.5) * 60) * 60_000;
    const isPriority = random() < 0.25;
    return hall.draw(field, {
      procedure: random() < 0.5 ? (PROCEDURES[field] ?? null) : null,
      purpose: pick(['submit', 'collect']),
      ...((slotMs / 60_000) % 5 < 1 ? { dossierCode: 'H15.50.05.13-261008-0975' } : {}),
      ...(isPriority ? { priority: 'elderly', priorityReason: 'thẻ' } : {}),
      // Some come with an appointment: early, in time, or too late for it.
      ...(random() < 0.25 ? { appointmentAt: new Date(slotMs).toISOString() } : {}),
    });
  };
  const work = () =>
    random() < 0.5
      ? [{ procedure: pick(Object.values(PROCEDURES)), count: 1 + Math.floor(random() * 3) }]
      : [];
  const finish = (counter: Place): readonly [CommandName, object] => [
    'counter:finish',
    { counter, transactions: work(), ...(random() < 0.2 ? { field: pick(FIELDS) } : {}) },
  ];
  const reopen = (counter: Place): readonly [CommandName, object] => {
    const absent = tickets().filter((each) => each.state === 'no_show');
    const ended = [...hall.hall.state.beforeEnd.values(), ...absent];
    return ['counter:reopen', { counter, number: pick(ended)?.number ?? '1001' }];
  };
  const acts: readonly ((counter: Place) => readonly [CommandName, object])[] = [
    (counter) => ['counter:open', { counter }],
    (counter) => ['counter:open', { counter }],
    finish,
    finish,
    (counter) => ['counter:close', { counter }],
    (counter) => ['counter:pause', { counter, reason: pick(['Họp', 'Nghỉ giữa giờ']) }],
    (counter) => ['counter:resume', { counter }],
    (counter) => ['counter:call-next', { counter, transactions: work() }],
    (counter) => ['counter:call-next', { counter }],
    (counter) => ['counter:call', { counter, number: pick(tickets())?.number ?? '1001' }],
    (counter) => ['counter:recall', { counter }],
    (counter) => ['counter:start', { counter }],
    (counter) => ['counter:no-show', { counter }],
    (counter) => ['counter:park', { counter, reason: 'Bổ sung hồ sơ' }],
    (counter) =>
      random() < 0.5
        ? ['counter:transfer', { counter, field: pick(FIELDS), transactions: work() }]
        : ['counter:transfer', { counter, toCounter: pick(Object.keys(CLERKS)) }],
    reopen,
    reopen,
    () => ['ticket:return', { ticket: pick([...hall.hall.state.beforeEnd.keys()]) ?? 'no-such-ticket' }],
    () => ['ticket:return', { ticket: pick(tickets())?.id ?? 'no-such-ticket' }],
    () => ['ticket:let-pass', { ticket: pick(tickets())?.id ?? 'no-such-ticket' }],
    () => ['ticket:cancel', { ticket: pick(tickets())?.id ?? 'no-such-ticket', reason: 'đã về' }],
    () => [
      'ticket:set-priority',
      { ticket: pick(tickets())?.id ?? 'no-such-ticket', class: pick([null, 'elderly']), reason: 'thẻ' },
    ],
    () => {
      const ended = [...hall.hall.state.ended.keys()];
      return [
        'ticket:correct',
        {
          ticket: pick(ended) ?? 'no-such-ticket',
          ...(random() < 0.5 ? { field: pick(FIELDS) } : {}),
          ...(random() < 0.5 ? { transactions: work() } : { outcome: 'guidance' }),
        },
      ];
    },
  ];

  /** What a clerk does mostly, lest most acts be refused. */
  const likely = (counter: Place): readonly [CommandName, object] | null => {
    const { state, presentTicketId } = hall.hall.state.counters.get(counter) ?? {};
    if (random() < 0.4) return null;
    if (state === 'closed') return ['counter:open', { counter }];
    if (state === 'open' && random() < 0.1) return ['counter:undo', { counter }];
    if (state !== 'open' || presentTicketId !== null) return null;
    return random() < 0.35 ? reopen(counter) : ['counter:call-next', { counter }];
  };

  for (let day = 0; day < options.days; day += 1) {
    hall.clock.atMs = opensMs + day * 24 * 3_600_000;
    for (let act = 0; act < options.actsPerDay; act += 1) {
      hall.clock.atMs += Math.round(random() * 120_000);
      if (random() < 0.35) {
        const reply = await draw();
        if (!reply.refusal) done.set('ticket:issue', (done.get('ticket:issue') ?? 0) + 1);
      } else {
        const counter = pick(Object.keys(CLERKS) as Place[]);
        const [name, input] = likely(counter) ?? pick(acts)(counter);
        const person = name.startsWith('counter:') ? hall.as(CLERKS[counter]) : hall.as('admin', 'admin');
        const reply = await person.give(name, input as never);
        if (!reply.refusal) done.set(name, (done.get(name) ?? 0) + 1);
      }
      options.after?.();
    }
    // Every other day is closed by hand; the rest end with the first act of the next one.
    if (day % 2 === 0) await hall.as('admin', 'admin').give('day:close', {});
    options.after?.();
  }
  return done;
}
