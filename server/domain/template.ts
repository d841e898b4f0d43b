import type { Template } from '../../common/protocol/catalogue.ts';
import type { Payload } from '../../common/protocol/commands.ts';
import { type Decision, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState } from './state.ts';

/**
 * Events that turn the hall into a template. Fields, procedures and counters that the template does not know are kept
 * out of use, never removed: old tickets point at them.
 */
export function templateEvents(state: HallState, template: Template, byPerson: boolean): HallEvent[] {
  const events: HallEvent[] = [];
  const fields = new Set(template.fields.map((field) => field.code));
  const procedures = new Set(template.procedures.map((procedure) => procedure.code));
  const counters = new Set(template.counters.map((counter) => counter.code));
  for (const field of state.fields.values())
    if (field.active && !fields.has(field.code))
      events.push({ type: 'field:defined', field: { ...field, active: false } });
  for (const procedure of state.procedures.values())
    if (procedure.active && !procedures.has(procedure.code))
      events.push({ type: 'procedure:defined', procedure: { ...procedure, active: false } });
  // A version that was planned would bring a procedure back, or put its own text over the template's.
  for (const [code, versions] of state.procedureVersions)
    for (const { effectiveFrom } of versions)
      if (effectiveFrom !== null && effectiveFrom > (state.day ?? ''))
        events.push({ type: 'procedure:version-removed', code, effectiveFrom });
  for (const counter of state.counters.values())
    if (counter.definition.active && !counters.has(counter.definition.code))
      events.push({ type: 'counter:defined', counter: { ...counter.definition, active: false } });
  if (Object.keys(template.settings).length > 0) {
    const changes = Object.fromEntries(
      Object.entries(template.settings).filter(([, value]) => value !== undefined),
    );
    events.push({ type: 'settings:changed', changes });
  }
  for (const agency of template.agencies) events.push({ type: 'agency:defined', agency });
  for (const field of template.fields) events.push({ type: 'field:defined', field });
  for (const procedure of template.procedures) events.push({ type: 'procedure:defined', procedure });
  for (const counter of template.counters) events.push({ type: 'counter:defined', counter });
  events.push({ type: 'template:applied', template: template.id, byPerson });
  return events;
}

/** Applies a template while nothing is under way; it may name the hall as well. */
export function templateDecision(
  state: HallState,
  templates: ReadonlyMap<string, Template>,
  { template: id, hallName }: Payload<'template:apply'>,
): Decision {
  const template = templates.get(id);
  if (!template) return no('unknown_template', `no template ${id}`);
  const busy = [...state.counters.values()].some((counter) => counter.state !== 'closed');
  if (busy || state.tickets.size > 0)
    return no('conflict', 'close the day first: counters are open or tickets are waiting');
  const settings = hallName === undefined ? template.settings : { ...template.settings, hallName };
  return { events: templateEvents(state, { ...template, settings }, true) };
}
