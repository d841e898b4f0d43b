import { hasPersonalNumber } from '../../common/protocol/remarks.ts';
import { did, type Handler, no } from './decision.ts';

const personal = () =>
  no('personal_data', 'a remark names no person: it holds what looks like a telephone or identity number');

/** An official's remark on a procedure, a field or the hall as a whole [RMK1], without what tells who a citizen is [RMK2]. */
export const makeRemark: Handler<'remark:make'> = (state, remark, around) => {
  if (remark.topic !== null && (remark.procedure !== null || remark.field !== null))
    return no('invalid_input', 'a general remark is of no procedure and no field');
  if (remark.procedure === null && remark.field === null && remark.topic === null)
    return no('invalid_input', 'a remark needs a procedure, a field or a topic');
  const procedure = remark.procedure === null ? undefined : state.procedures.get(remark.procedure);
  if (remark.procedure !== null && procedure === undefined)
    return no('unknown_procedure', `no procedure ${remark.procedure}`, { procedure: remark.procedure });
  const field = procedure?.field ?? remark.field;
  if (field !== null && !state.fields.has(field)) return no('unknown_field', `no field ${field}`, { field });
  if (remark.field !== null && remark.field !== field)
    return no('unknown_procedure', 'the procedure is of another field', { procedure: remark.procedure });
  if (remark.ticket !== null && !state.tickets.has(remark.ticket) && !state.ended.has(remark.ticket))
    return no('unknown_ticket', 'no such ticket today', { ticket: remark.ticket });
  if (hasPersonalNumber(remark.text)) return personal();
  return did([
    {
      type: 'remark:made',
      remarkId: around.newTicketId(),
      officer: around.commander.id,
      kind: remark.kind,
      procedure: remark.procedure,
      field,
      ...(remark.topic === null ? {} : { topic: remark.topic }),
      text: remark.text,
      ticket: remark.ticket,
    },
  ]);
};

/** Takes the own remark back, while no leader has dealt with it [RMK3]. Those of others are not seen at all. */
export const withdrawRemark: Handler<'remark:withdraw'> = (state, { id }, { commander }) => {
  const known = state.remarks.get(id);
  if (known?.officer !== commander.id) return no('not_found', 'no remark of yours with this id', { id });
  if (known.state === 'withdrawn') return did([]);
  if (known.state !== 'open')
    return no('wrong_state', 'a leader has dealt with it already', { state: known.state });
  return did([{ type: 'remark:withdrawn', remarkId: id }]);
};

/** A leader answers a remark, keeps it for the draft report, or opens it again [RMK4]. */
export const settleRemark: Handler<'remark:settle'> = (state, { id, state: to, answer }) => {
  const known = state.remarks.get(id);
  if (known === undefined) return no('not_found', 'no such remark', { id });
  if (known.state === 'withdrawn') return no('wrong_state', 'it was taken back', { state: known.state });
  if (to === 'handled' && answer === '') return no('reason_required', 'say what was done about it');
  if (hasPersonalNumber(answer)) return personal();
  return did([{ type: 'remark:settled', remarkId: id, state: to, answer }]);
};
