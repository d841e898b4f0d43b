import { PIN_ROLES } from '../../../../common/protocol/account-bounds.ts';
import type { Officer, PostingState } from '../../../../common/protocol/people.ts';
import type { ShownOfficer } from '../../../../common/protocol/rest/planning.ts';
import { beyondAgreement, postingOn } from '../../../domain/postings.ts';
import type { Services } from '../../services.ts';
import { answer, defineRoute } from '../route.ts';

const READERS = ['supervisor', 'chairman', 'admin'] as const;

function blank(username: string): Officer {
  return {
    username,
    agency: null,
    qualifiedFields: [],
    postedFrom: null,
    postedTo: null,
    payingUnit: '',
    note: '',
  };
}

/** Everybody who serves: accounts of clerks and supervisors, and whoever has a record. */
function officersOf(services: Services): ShownOfficer[] {
  const { state } = services.hall;
  const { date } = services.hall.moment();
  const accounts = new Map(services.access.listAccounts().map((each) => [each.username, each]));
  const serving = [...accounts.values()].filter((each) => each.active && PIN_ROLES.includes(each.role));
  const names = new Set([...serving.map((each) => each.username), ...state.officers.keys()]);
  return [...names].map((username) => {
    const account = accounts.get(username);
    const officer = state.officers.get(username) ?? blank(username);
    const agency = officer.agency === null ? undefined : state.agencies.get(officer.agency);
    return {
      ...officer,
      displayName: account?.displayName ?? username,
      role: account?.role ?? null,
      active: account?.active ?? false,
      hasPin: services.keys.hasPin(username),
      recorded: state.officers.has(username),
      posting: postingOn(officer, date, state.settings.postingWarningDays),
      beyondAgreement: beyondAgreement(state, officer),
      paidBy: officer.payingUnit || (agency?.payingUnit ?? ''),
    };
  });
}

export const peopleRoutes = [
  defineRoute('GET /officers', {
    summary: 'Officials with agency, qualified fields and posting',
    allowed: READERS,
    run: ({ services }) => {
      const officers = officersOf(services);
      const count = (state: PostingState) =>
        officers.filter((each) => each.active && each.posting.state === state).length;
      return answer({
        officers,
        today: services.hall.moment().date,
        warning: {
          days: services.hall.state.settings.postingWarningDays,
          ending: count('ending'),
          ended: count('ended'),
          beyondAgreement: officers.filter((each) => each.active && each.beyondAgreement !== null).length,
        },
      });
    },
  }),
  defineRoute('GET /officers/:username/history', {
    summary: 'When an officer sat at which counter, from the log',
    allowed: READERS,
    run: ({ services, params, query }) => {
      const labels = new Map(
        [...services.hall.state.counters.values()].map(({ definition }) => [
          definition.code,
          definition.label,
        ]),
      );
      const sessions = services.reads.sessionsOf((params.username ?? '').toLowerCase(), query.from, query.to);
      return answer({
        sessions: sessions.map((each) => ({
          ...each,
          counterLabel: labels.get(each.counter) ?? each.counter,
        })),
      });
    },
  }),
];
