import { did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import { compareList } from './procedure-list.ts';
import { earlierThanPresent, laterVersions, versionOn, versionsOf } from './procedure-versions.ts';

/** Defines a procedure, from today or from a day that is named [PRC2]. */
export const putProcedure: Handler<'procedure:put'> = (state, given, { moment }) => {
  const { effectiveFrom, effectiveTo, ...procedure } = given;
  if (!state.fields.has(procedure.field))
    return no('unknown_field', `no field ${procedure.field}`, { field: procedure.field });
  const from = effectiveFrom ?? moment.date;
  if (effectiveTo !== null && effectiveTo < from)
    return no('invalid_input', 'the last day lies before the first', { effectiveTo });
  const later = laterVersions(state, procedure.code, moment.date);
  if (!procedure.active && from <= moment.date && later.some((each) => each.procedure.active))
    return no('later_version', 'a later version would bring it back; take that one back first', {
      effectiveFrom: later[0]?.effectiveFrom,
    });
  // A definition without days leaves the last day that is set; here it is taken away.
  const open = (versionOn(state, procedure.code, moment.date)?.effectiveTo ?? null) === null;
  if (effectiveFrom === null && effectiveTo === null && open)
    return did([{ type: 'procedure:defined', procedure }]);
  const present = earlierThanPresent(state, procedure, from, moment.date);
  if (present !== null)
    return no('past_version', 'the version in force began later; what was in force stays on record', {
      effectiveFrom: present,
    });
  return did([{ type: 'procedure:version-set', version: { procedure, effectiveFrom: from, effectiveTo } }]);
};

/** Takes back a version before it comes into force; later it is a record [PRC4]. */
export const withdrawVersion: Handler<'procedure:withdraw-version'> = (
  state,
  { code, effectiveFrom },
  { moment },
) => {
  if (!versionsOf(state, code).some((each) => each.effectiveFrom === effectiveFrom))
    return no('not_found', 'no version begins on this day', { code, effectiveFrom });
  if (effectiveFrom <= moment.date)
    return no('past_version', 'it is or was in force and stays on record', { effectiveFrom });
  return did([{ type: 'procedure:version-removed', code, effectiveFrom }]);
};

/** Takes in a list, all of it or nothing, exactly as its difference was shown [PRC5], [PRC6]. */
export const importList: Handler<'procedure-list:import'> = (state, list, { moment }) => {
  const unknown = list.rows.find((row) => !state.fields.has(row.field));
  if (unknown)
    return no('unknown_field', `no field ${unknown.field}`, { field: unknown.field, row: unknown.row });
  const codes = new Set(list.rows.map((row) => row.code));
  if (codes.size < list.rows.length) return no('invalid_input', 'a code stands twice in the list');
  if (list.rows.some((row) => row.effectiveTo !== null && row.effectiveTo < row.effectiveFrom))
    return no('invalid_input', 'a last day lies before its first');
  const { difference, versions, retired, problems } = compareList(state, list.rows, moment.date, list.behind);
  if (difference.shown !== list.shown)
    return no('list_changed', 'the catalogue is no longer as it was when the difference was shown');
  if (problems.length > 0) return no('list_invalid', 'rows of the list cannot be taken in', { problems });
  const leaving = list.missing === 'retire' ? retired : [];
  if (versions.length + leaving.length === 0) return did([]);
  const events: HallEvent[] = [];
  // What goes out of use must not come back by a version that was planned.
  for (const { procedure } of leaving)
    for (const later of laterVersions(state, procedure.code, moment.date))
      if (later.effectiveFrom !== null)
        events.push({
          type: 'procedure:version-removed',
          code: procedure.code,
          effectiveFrom: later.effectiveFrom,
        });
  for (const version of [...versions, ...leaving]) events.push({ type: 'procedure:version-set', version });
  events.push({
    type: 'procedure-list:imported',
    file: list.file,
    added: difference.added.length,
    changed: difference.changed.length,
    retired: leaving.length,
    unchanged: difference.unchanged,
  });
  return did(events);
};
