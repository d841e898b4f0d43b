import type { CounterFields } from '../../common/protocol/roster.ts';
import { did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import { faultOf, faultOfPlace, rosterOn } from './roster-check.ts';
import type { HallState } from './state.ts';

const stale = (details: Readonly<Record<string, unknown>>) =>
  no('roster_stale', `the roster does not hold as things are: ${String(details.because)}`, details);

/** Confirms a roster, if it holds with officials, absences and counters as they are now [ROST1]. */
export const confirm: Handler<'roster:confirm'> = (state, roster, { moment }) => {
  if (state.rosters.has(roster.id))
    return no('conflict', 'this roster is confirmed already', { id: roster.id });
  if (roster.to < roster.from) return no('invalid_input', 'the roster ends before it begins');
  if (roster.to < moment.date)
    return no('invalid_input', 'the days of this roster are over', { to: roster.to });
  const fault = faultOf(state, roster);
  return fault ? stale({ ...fault }) : did([{ type: 'roster:confirmed', roster }]);
};

/** Takes a confirmed roster back; the one confirmed before it holds again. */
export const withdraw: Handler<'roster:withdraw'> = (state, { id }) => {
  const roster = state.rosters.get(id);
  return roster
    ? did([{ type: 'roster:withdrawn', rosterId: id, from: roster.from, to: roster.to }])
    : no('not_found', 'no such confirmed roster', { id });
};

/** Fields of a counter as they are now. */
export function fieldsNow(state: HallState, counter: string): CounterFields {
  const live = state.counters.get(counter);
  return {
    counter,
    primaryFields: [...(live?.primaryFields ?? [])],
    helpingFields: [...(live?.helpingFields ?? [])],
  };
}

const same = (one: CounterFields, two: CounterFields) =>
  one.primaryFields.join() === two.primaryFields.join() &&
  one.helpingFields.join() === two.helpingFields.join();

const changes = (before: readonly CounterFields[], after: readonly CounterFields[]): HallEvent[] =>
  after
    .filter((each, at) => !same(each, before[at] ?? { counter: '', primaryFields: [], helpingFields: [] }))
    .map((each) => ({ type: 'counter:fields-set', ...each }));

/** Fields in use that some counter in use has now and none would have afterwards. */
export function unservedAfter(state: HallState, after: readonly CounterFields[]): string[] {
  const set = new Map(after.map((each) => [each.counter, each]));
  const [now, then] = [new Set<string>(), new Set<string>()];
  for (const { definition, primaryFields, helpingFields } of state.counters.values()) {
    if (!definition.active) continue;
    for (const code of [...primaryFields, ...helpingFields]) now.add(code);
    const next = set.get(definition.code) ?? { primaryFields, helpingFields };
    for (const code of [...next.primaryFields, ...next.helpingFields]) then.add(code);
  }
  return [...now].filter((code) => state.fields.get(code)?.active === true && !then.has(code));
}

/**
 * Sets the counters by the roster of today, all of them or none [ROST2]. Who sits at a counter and the ticket there stay
 * as they are. Refused when the sender saw other fields than there are now [ROST3], and when a field would be left
 * without a counter [ROST4].
 */
export const applyRoster: Handler<'roster:apply'> = (state, payload, { moment, newTicketId }) => {
  const roster = state.rosters.get(payload.roster);
  if (!roster) return no('not_found', 'no such confirmed roster', { id: payload.roster });
  if (payload.date !== moment.date) return stale({ because: 'not-today', date: payload.date });
  if (rosterOn(state, payload.date) !== roster) return stale({ because: 'superseded', date: payload.date });
  const session = roster.days
    .find((day) => day.date === payload.date)
    ?.sessions.find((each) => each.fromMinute === payload.session);
  if (!session) return stale({ because: 'no-session', date: payload.date });
  const after = session.turns.flatMap(({ place }) => roster.places[place] ?? []);
  for (const each of after) {
    const fault = faultOfPlace(state, each);
    if (fault) return stale({ because: fault, counter: each.counter });
  }
  const before = after.map(({ counter }) => fieldsNow(state, counter));
  const shown = new Map(payload.shown.map((each) => [each.counter, each]));
  const other = before.find((each) => {
    const seen = shown.get(each.counter);
    return seen === undefined || !same(seen, each);
  });
  if (other) return stale({ because: 'counters-changed', counter: other.counter });
  const unserved = unservedAfter(state, after);
  if (unserved.length > 0)
    return no('field_unserved', 'fields would be left without a counter', { fields: unserved });
  return did([
    ...changes(before, after),
    {
      type: 'roster:applied',
      applicationId: newTicketId(),
      rosterId: roster.id,
      date: payload.date,
      session: payload.session,
      before,
      after,
    },
  ]);
};

/** Gives the counters back what they had before the roster was applied, unless somebody changed them since [ROST6]. */
export const undoApply: Handler<'roster:undo-apply'> = (state, { application }, { moment }) => {
  const applied = state.rosterApplied;
  if (applied?.id !== application || applied.date !== moment.date)
    return no('not_found', 'this was not the latest setting of the counters today', { application });
  const changed = applied.after.find((each) => !same(each, fieldsNow(state, each.counter)));
  if (changed) return stale({ because: 'counters-changed', counter: changed.counter });
  const now = applied.before.map(({ counter }) => fieldsNow(state, counter));
  return did([
    ...changes(now, applied.before),
    { type: 'roster:apply-undone', applicationId: application, date: applied.date },
  ]);
};
