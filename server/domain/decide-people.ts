import type { Leave } from '../../common/protocol/leave.ts';
import type { Officer } from '../../common/protocol/people.ts';
import { dayAfter } from './calendar.ts';
import { type Decision, did, type Handler, no } from './decision.ts';
import { beyondAgreement, isPostedOn } from './postings.ts';
import type { HallState } from './state.ts';

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

/** A longer absence is a posting that ended. */
const LEAVE_DAYS_MOST = 366;

/** Notes an absence [LEAVE1]; of one officer no two hold the same part of a day [LEAVE2]. */
export const putLeave: Handler<'officer:leave-put'> = (state, leave) => {
  if (leave.to < leave.from) return no('invalid_input', 'the absence ends before it begins');
  if (dayAfter(leave.from, LEAVE_DAYS_MOST) < leave.to)
    return no('invalid_input', `an absence lasts ${LEAVE_DAYS_MOST} days at most`);
  const other = [...state.leaves.values()].find((each) => meet(each, leave));
  if (other) return no('conflict', 'this officer is away then already', { from: other.from, to: other.to });
  return did([{ type: 'officer:leave-set', leave }]);
};

function meet(one: Leave, two: Leave): boolean {
  if (one.id === two.id || one.username !== two.username) return false;
  if (one.to < two.from || two.to < one.from) return false;
  return one.part === 'day' || two.part === 'day' || one.part === two.part;
}

export const removeLeave: Handler<'officer:leave-remove'> = (state, { id }) => {
  const leave = state.leaves.get(id);
  return leave
    ? did([{ type: 'officer:leave-removed', leaveId: id, username: leave.username }])
    : no('not_found', 'no such absence', { id });
};

/** One goes, one of the same agency comes the day after: never are more at the hall than before [ROT1]. */
export const rotate: Handler<'officer:rotate'> = (state, { out, in: comes, on, to }, { moment }) => {
  const [leaving, coming] = [state.officers.get(out), state.officers.get(comes)];
  if (!leaving || !coming) return no('not_found', 'no record of this officer', { out, in: comes });
  if (leaving.agency !== coming.agency)
    return no('conflict', 'who comes must be of the same agency as who goes', { agency: leaving.agency });
  if (on <= moment.date) return no('invalid_input', 'a rotation begins tomorrow at the earliest', { on });
  if (to !== null && to < on) return no('invalid_input', 'the posting ends before it begins');
  const agency = leaving.agency === null ? undefined : state.agencies.get(leaving.agency);
  const last = dayAfter(on, -1);
  if (!isPostedOn(leaving, agency, last)) return no('conflict', 'who goes is not posted until then', { out });
  if (stays(coming, agency, on, to))
    return no('conflict', 'who comes is posted at that time already', { in: comes });
  const gone: Officer = { ...leaving, postedTo: last };
  const come: Officer = { ...coming, postedFrom: on, postedTo: to };
  const after: Pick<HallState, 'agencies' | 'officers'> = {
    agencies: state.agencies,
    officers: new Map([...state.officers, [out, gone]]),
  };
  const beyond = beyondAgreement(after, come);
  if (beyond !== null)
    return no('no_agreement', 'the home agency has not agreed to this', {
      agency: come.agency,
      because: beyond,
    });
  return did([
    { type: 'officer:defined', officer: gone },
    { type: 'officer:defined', officer: come },
  ]);
};

/** Whether a posting already reaches into the time from `on` to `to`. */
function stays(
  officer: Officer,
  agency: Parameters<typeof isPostedOn>[1],
  on: string,
  to: string | null,
): boolean {
  if (isPostedOn(officer, agency, on)) return true;
  return (
    officer.postedFrom !== null && officer.postedFrom >= on && officer.postedFrom <= (to ?? '9999-12-31')
  );
}

export const putAgency: Handler<'agency:put'> = (_state, agency) =>
  agency.agreedFrom !== null && agency.agreedTo !== null && agency.agreedTo < agency.agreedFrom
    ? no('invalid_input', 'the agreement ends before it begins')
    : did([{ type: 'agency:defined', agency }]);
