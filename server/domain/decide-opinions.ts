import type { RecordedOpinion } from '../../common/protocol/opinions.ts';
import { hasPersonalNumber } from '../../common/protocol/remarks.ts';
import { dayAfter } from './calendar.ts';
import { type Circumstances, type Decision, did, type Handler, no, type RecordedVisit } from './decision.ts';
import type { HallState } from './state.ts';

/** The parts of an opinion that are the same however it comes in. */
type Said = Pick<RecordedOpinion, 'level' | 'criteria' | 'comment' | 'respondent'>;

/**
 * What is kept of the answers: those to questions that the hall has, each once. A page opened before a question was
 * taken out still sends it; that is no reason to turn the citizen away.
 */
function keptOf(state: HallState, said: Said): Said {
  const known = new Set(state.settings.opinionCriteria.map((each) => each.code));
  const kept = new Map(said.criteria.filter(({ code }) => known.has(code)).map((each) => [each.code, each]));
  const { level, comment, respondent } = said;
  return { level, comment, respondent, criteria: [...kept.values()] };
}

/** Why this visit can have no opinion; null: it can [OPN1], [OPN2]. */
function refusalOf(state: HallState, visit: RecordedVisit): Decision | null {
  if (visit.state !== 'done')
    return no('wrong_state', 'only a visit that was served is rated', { state: visit.state });
  // The state knows what the record does not yet: a rating that waits for its commit.
  if (visit.rated || state.rated.has(visit.ticketId))
    return no('already_rated', 'an opinion on this ticket stands already');
  return null;
}

const personal = () =>
  no('personal_data', 'an opinion names no person: it holds what looks like a telephone or identity number');

/** A citizen who rates within this time after the visit, from the network of the staff, may not be one. */
const AT_ONCE_MS = 60_000;

/** Whether an opinion may come from the desk itself: from its network, within a minute of the end [OPN8]. */
function isFromDesk(visit: RecordedVisit, { commander, moment, fromStaffNetwork }: Circumstances): boolean {
  const sinceEndMs =
    visit.finishedAtMs === null ? Number.POSITIVE_INFINITY : moment.atMs - visit.finishedAtMs;
  return commander.kind === 'system' && fromStaffNetwork && sinceEndMs < AT_ONCE_MS;
}

/** The citizen's own word: at the tablet of the counter where the visit ended, or by the ticket's address [OPN3]. */
export const giveOpinion: Handler<'opinion:give'> = (state, said, around) => {
  const { commander, moment, visits } = around;
  if (commander.kind === 'user')
    return no('forbidden', 'officials key slips in; they do not speak for citizens');
  const visit = visits.visit(said.ticket);
  if (visit === undefined) return no('unknown_ticket', 'no such ticket', { ticket: said.ticket });
  if (commander.kind === 'device' && commander.counter !== visit.counter)
    return no('forbidden', 'this visit did not end at the counter of this tablet');
  const refusal = refusalOf(state, visit);
  if (refusal) return refusal;
  if (moment.date > dayAfter(visit.date, state.settings.opinionDays))
    return no('rating_closed', 'the visit is too long ago', { days: state.settings.opinionDays });
  if (hasPersonalNumber(said.comment)) return personal();
  const { field, date } = visit;
  return did([
    {
      type: 'opinion:given',
      opinion: {
        id: around.newTicketId(),
        ticket: said.ticket,
        source: commander.kind === 'device' ? 'tablet' : 'phone',
        ...keptOf(state, said),
        date,
        field,
        batch: '',
        ...(isFromDesk(visit, around) ? { fromStaffNetwork: true } : {}),
      },
    },
  ]);
};

/** A slip of paper, keyed in by an official [OPN4]; with a number it is the one opinion on that ticket. */
export const keyInOpinion: Handler<'opinion:key-in'> = (state, slip, around) => {
  if (slip.date > around.moment.date) return no('bad_date', 'the slip is of a day to come');
  if (hasPersonalNumber(slip.comment) || hasPersonalNumber(slip.batch)) return personal();
  const about = slip.number === null ? unnumbered(state, slip.field) : numbered(state, slip, around);
  if ('events' in about) return about;
  return did([
    {
      type: 'opinion:keyed',
      opinion: {
        id: around.newTicketId(),
        ...about,
        source: slip.source,
        ...keptOf(state, slip),
        date: slip.date,
        batch: slip.batch,
      },
    },
  ]);
};

type About = Pick<RecordedOpinion, 'ticket' | 'field'>;

function numbered(
  state: HallState,
  { date, number }: { date: string; number: string | null },
  { visits }: Circumstances,
): About | Decision {
  const visit = visits.visitNumbered(date, number ?? '');
  if (visit === undefined) return no('unknown_ticket', 'no such number on that day', { date, number });
  return refusalOf(state, visit) ?? { ticket: visit.ticketId, field: visit.field };
}

function unnumbered(state: HallState, field: string | null): About | Decision {
  return field === null || state.fields.has(field)
    ? { ticket: null, field }
    : no('unknown_field', `no field ${field}`, { field });
}

/** A slip keyed in by mistake is taken out again by whoever keyed it, or by an administrator [OPN5]. */
export const withdrawOpinion: Handler<'opinion:withdraw'> = (_state, { id, reason }, around) => {
  const { commander, visits } = around;
  const slip = visits.slip(id);
  const isAdmin = commander.kind === 'user' && commander.role === 'admin';
  if (slip === undefined || (slip.keyedBy !== commander.id && !isAdmin))
    return no('not_found', 'no slip of yours with this id', { id });
  if (slip.withdrawn) return did([]);
  if (hasPersonalNumber(reason)) return personal();
  return did([{ type: 'opinion:withdrawn', opinionId: id, ticket: slip.ticket, reason }]);
};
