import { enqueue } from './call-order.ts';
import { wholeAgency } from './postings.ts';
import { firstSealing } from './sealing.ts';
import {
  emptyHall,
  FIRST_SETTINGS,
  type HallState,
  type LastDay,
  type LiveTicket,
  lineKeyOf,
  lineOf,
} from './state.ts';
import { noTime } from './timeline.ts';
import { type PlainMemory, readMemory } from './wait-memory.ts';

type Entries<T> = [string, T][];
type Plain = {
  [K in Exclude<
    keyof HallState,
    'lines' | 'numbers' | 'waits' | 'lastDay' | 'keptNumbers'
  >]: HallState[K] extends Map<string, infer V> ? Entries<V> : HallState[K];
} & {
  readonly waits: PlainMemory;
  readonly lastDay: { date: string; issued: Entries<number>; left: LastDay['left'] } | null;
  readonly keptNumbers: Entries<Entries<number>>;
};

/** What most tickets of a line have in common, which their text leaves out: fifty thousand may wait. */
const USUAL = {
  eligibleAtMs: 0,
  priority: null,
  procedure: null,
  dossierCode: null,
  calledAtMs: null,
  lastCalledAtMs: null,
  startedAtMs: null,
  counter: null,
  reservedFor: null,
  callCount: 0,
  letPassCount: 0,
  missedAt: null,
  reason: null,
  parkReason: null,
  printReason: null,
  estimate: null,
  forecast: null,
} satisfies Partial<LiveTicket>;

/** The state as text, for a quick start. Lines and the number index follow from the tickets and are not kept. */
export function writeState(state: HallState): string {
  const { lines: _lines, numbers: _numbers, tickets, ...rest } = state;
  const most = JSON.stringify(rest, (_key, value) => (value instanceof Map ? [...value.entries()] : value));
  const line = JSON.stringify(Array.from(tickets, ([id, ticket]) => [id, unusualOf(ticket)]));
  return `${most.slice(0, -1)},"tickets":${line}}`;
}

function unusualOf(ticket: LiveTicket): Partial<LiveTicket> {
  const entries = Object.entries(ticket).filter(
    ([key, value]) => !(key in USUAL) || USUAL[key as keyof typeof USUAL] !== value,
  );
  return Object.fromEntries(entries);
}

/** What every state that was ever written has: without one of them a text is damaged, not old. */
const PARTS = [
  'fields',
  'procedures',
  'agencies',
  'counters',
  'tickets',
  'ended',
  'issued',
  'measured',
  'notices',
  'buttons',
  'calls',
] as const;

/** The state from its text. Throws on text that `writeState` did not make. */
export function readState(text: string): HallState {
  const plain = JSON.parse(text) as Plain;
  for (const part of PARTS)
    if (!Array.isArray(plain[part])) throw new Error(`a snapshot without its ${part} is no state`);
  const state: HallState = {
    ...emptyHall(),
    sequence: plain.sequence,
    // A state written before a setting existed has its first value.
    settings: { ...FIRST_SETTINGS, ...plain.settings },
    setUp: plain.setUp,
    day: plain.day,
    time: plain.time ?? noTime(),
    leaving: plain.leaving ?? [],
    lastDay: plain.lastDay ? { ...plain.lastDay, issued: new Map(plain.lastDay.issued) } : null,
    keptNumbers: new Map((plain.keptNumbers ?? []).map(([date, fields]) => [date, new Map(fields)])),
    fields: new Map(plain.fields),
    procedures: new Map(plain.procedures),
    // A state written before procedures had versions: what it knows holds since ever.
    procedureVersions: new Map(
      plain.procedureVersions ??
        plain.procedures.map(([code, procedure]) => [
          code,
          [{ procedure, effectiveFrom: null, effectiveTo: null }],
        ]),
    ),
    proceduresAt: plain.proceduresAt ?? 0,
    agencies: new Map(plain.agencies.map(([code, agency]) => [code, wholeAgency(agency)])),
    officers: new Map(plain.officers ?? []),
    leaves: new Map(plain.leaves ?? []),
    rosters: new Map(plain.rosters ?? []),
    rosterApplied: plain.rosterApplied ?? null,
    loans: new Map(plain.loans ?? []),
    calendar: new Map(plain.calendar ?? []),
    holidays: plain.holidays ?? { yearly: [], dated: [] },
    hallNames: new Map(plain.hallNames ?? []),
    counters: new Map(plain.counters),
    tickets: new Map(plain.tickets.map(([id, ticket]) => [id, { ...USUAL, ...ticket }])),
    ended: new Map(plain.ended),
    beforeEnd: new Map(plain.beforeEnd ?? []),
    issued: new Map(plain.issued),
    drawnBy: new Map(plain.drawnBy ?? []),
    skipped: new Map(plain.skipped ?? []),
    measured: new Map(plain.measured),
    waits: readMemory(plain.waits),
    notices: new Map(plain.notices),
    buttons: new Map(plain.buttons),
    printers: new Map(plain.printers ?? []),
    kioskPrinters: new Map(plain.kioskPrinters ?? []),
    printJobs: new Map(plain.printJobs ?? []),
    remarks: new Map(plain.remarks ?? []),
    rated: new Map(plain.rated ?? []),
    dossiers: new Map(plain.dossiers ?? []),
    restored: plain.restored ?? null,
    sealing: plain.sealing ?? firstSealing(),
    setAside: plain.setAside ?? [],
    setAsideSeen: plain.setAsideSeen ?? 0,
    calls: plain.calls,
  };
  // Written before the moment of a pause, or the last act, was kept.
  for (const counter of state.counters.values()) {
    counter.pausedAtMs ??= null;
    counter.lastActMs ??= counter.sinceMs;
    counter.lastAct ??= null;
  }
  for (const ticket of state.tickets.values()) {
    // Written before the work of other counters was kept.
    ticket.work ??= [];
    state.numbers.set(ticket.number, ticket.id);
    if (ticket.state === 'waiting') enqueue(lineOf(state, lineKeyOf(ticket)), ticket);
  }
  return state;
}
