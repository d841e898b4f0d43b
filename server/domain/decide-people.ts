import { type Decision, did, type Handler, no } from './decision.ts';
import { beyondAgreement } from './postings.ts';

/** Defines or changes an officer's record [POST1]; outside agencies are held to what they agreed to [POST2]. */
export const putOfficer: Handler<'officer:put'> = (state, officer) => {
  if (officer.agency !== null && !state.agencies.has(officer.agency))
    return no('invalid_input', `no agency ${officer.agency}`, { agency: officer.agency });
  for (const code of officer.qualifiedFields)
    if (!state.fields.has(code)) return no('unknown_field', `no field ${code}`, { field: code });
  if (officer.postedFrom !== null && officer.postedTo !== null && officer.postedTo < officer.postedFrom)
    return no('invalid_input', 'the posting ends before it begins');
  const beyond = beyondAgreement(state, officer);
  if (beyond !== null)
    return no('no_agreement', 'the home agency has not agreed to this', {
      agency: officer.agency,
      because: beyond,
    });
  return did([{ type: 'officer:defined', officer }]);
};

export const removeOfficer: Handler<'officer:remove'> = (state, { username }): Decision =>
  state.officers.has(username)
    ? did([{ type: 'officer:removed', username }])
    : no('not_found', 'no record of this officer', { username });

export const putAgency: Handler<'agency:put'> = (_state, agency) =>
  agency.agreedFrom !== null && agency.agreedTo !== null && agency.agreedTo < agency.agreedFrom
    ? no('invalid_input', 'the agreement ends before it begins')
    : did([{ type: 'agency:defined', agency }]);
