import { did, type Handler, no } from './decision.ts';
import { overlapping } from './numbering.ts';
import { lengthOf } from './state.ts';

/** Defines or changes a field. Ranges that could meet another field's are refused here, not at the kiosk [NUM2]. */
export const putField: Handler<'field:put'> = (state, field) => {
  const met = overlapping(field, state.fields.values());
  if (met)
    return no('range_overlap', `the numbers of ${field.code} meet those of ${met.code}`, {
      field: met.code,
      name: met.name,
    });
  if (field.agency !== null && !state.agencies.has(field.agency))
    return no('invalid_input', `no agency ${field.agency}`, { agency: field.agency });
  const known = state.fields.get(field.code);
  const drawn = state.issued.get(field.code) ?? 0;
  if (known && drawn > 0 && JSON.stringify(known.range) !== JSON.stringify(field.range))
    return no('conflict', 'numbers of this field were drawn today; its range can change tomorrow', { drawn });
  if (known?.active && !field.active && lengthOf(state.lines.get(field.code)) > 0)
    return no('conflict', 'people wait for this field; it can close when nobody does', {
      waiting: lengthOf(state.lines.get(field.code)),
    });
  return did([{ type: 'field:defined', field }]);
};

export const putCounter: Handler<'counter:put'> = (state, counter) => {
  for (const code of [...counter.primaryFields, ...counter.helpingFields])
    if (!state.fields.has(code)) return no('unknown_field', `no field ${code}`, { field: code });
  const known = state.counters.get(counter.code);
  if (known && known.state !== 'closed' && !counter.active)
    return no('conflict', 'close the counter before taking it out of use', { counter: counter.code });
  return did([{ type: 'counter:defined', counter }]);
};

export const putSettings: Handler<'settings:put'> = (_state, changes) => {
  const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return Object.keys(said).length === 0 ? did([]) : did([{ type: 'settings:changed', changes: said }]);
};

export const putNotice: Handler<'notice:put'> = (_state, notice) =>
  did([{ type: 'notice:posted', ...notice }]);

export const withdrawNotice: Handler<'notice:withdraw'> = (state, payload) =>
  state.notices.has(payload.id)
    ? did([{ type: 'notice:withdrawn', id: payload.id }])
    : no('not_found', 'no such notice', { id: payload.id });

export const bindButton: Handler<'button:bind'> = (state, binding) =>
  state.counters.has(binding.counter)
    ? did([{ type: 'button:bound', binding }])
    : no('unknown_counter', `no counter ${binding.counter}`, { counter: binding.counter });

export const unbindButton: Handler<'button:unbind'> = (state, payload) =>
  state.buttons.has(payload.id)
    ? did([{ type: 'button:unbound', id: payload.id }])
    : no('not_found', 'no such binding', { id: payload.id });

export const putPrinter: Handler<'printer:put'> = (_state, printer) =>
  did([{ type: 'printer:defined', printer }]);

/** A printer that tickets go to by default stays until another takes its place: a hall without paper stands still. */
export const removePrinter: Handler<'printer:remove'> = (state, { name }) => {
  if (!state.printers.has(name)) return no('unknown_printer', `no printer ${name}`, { printer: name });
  if (state.settings.defaultPrinter === name)
    return no('conflict', 'tickets go to this printer by default', { printer: name });
  return did([{ type: 'printer:removed', name }]);
};
