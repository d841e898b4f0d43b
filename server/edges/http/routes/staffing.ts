import { refused } from '../../../../common/protocol/refusals.ts';
import { dayAfter } from '../../../domain/calendar.ts';
import { steadyState } from '../../../staffing/formulas/steady-state.ts';
import { answer, defineRoute } from '../route.ts';

/** Who may ask what the hall's staff should be. */
const PLANNERS = ['supervisor', 'chairman', 'admin'] as const;

export const staffingRoutes = [
  defineRoute('POST /staffing/erlang', {
    summary: 'Waiting of one group of officials in its steady state: Erlang C, Erlang A or Kimura',
    allowed: PLANNERS,
    run: ({ body }) => {
      const { targetMinutes, patienceMinutes, serviceScv, ...load } = body;
      const state = steadyState(load, targetMinutes, { patienceMinutes, serviceScv });
      return state.ok ? answer(state.value) : state;
    },
  }),
  defineRoute('POST /staffing/plan', {
    summary:
      'How many officials, holding which fields together; ?wait=no answers 202 with the id of the plan',
    allowed: PLANNERS,
    run: async ({ services, query, body, whileWaiting }) => {
      const asked = services.planner.ask(body);
      if (!asked.ok) return asked;
      const { id } = asked.value;
      if (query.wait === 'no') return answer({ id }, 202);
      whileWaiting().addEventListener('abort', () => services.planner.cancel(id), { once: true });
      const outcome = await services.planner.outcomeOf(id);
      return outcome.ok ? answer(outcome.value) : outcome;
    },
  }),
  defineRoute('GET /staffing/plans', {
    summary: 'Plans under way and the latest finished ones, newest first',
    allowed: PLANNERS,
    run: ({ services }) => answer({ plans: services.planner.list() }),
  }),
  defineRoute('GET /staffing/plans/:id', {
    summary: 'A plan with its result, or why there is none',
    allowed: PLANNERS,
    run: ({ services, params }) => {
      const kept = services.planner.find(params.id ?? '');
      if (!kept) return refused('not_found', `no plan ${params.id}`);
      return answer({ ...kept, standing: kept.plan && services.month.standingOf(kept.plan) });
    },
  }),
  defineRoute('GET /staffing/plans/:id/kept', {
    summary:
      'What a plan promised beside what happened, week by week, and why; from the day after its record to today',
    allowed: PLANNERS,
    run: async ({ services, params, query, whileWaiting }) => {
      const plan = services.planner.find(params.id ?? '')?.plan;
      if (!plan) return refused('not_found', `no finished plan ${params.id}`);
      const from = query.from ?? dayAfter(plan.to);
      const to = query.to ?? services.hall.moment().date;
      if (from > to) return answer({ from, to, weeks: [], alarms: [] });
      const outcome = await services.planner.promiseKept(params.id ?? '', { from, to }, whileWaiting());
      return outcome.ok ? answer(outcome.value) : outcome;
    },
  }),
  defineRoute('DELETE /staffing/plans/:id', {
    summary: 'Cancels a plan under way, forgets a finished one',
    allowed: PLANNERS,
    run: ({ services, params }) =>
      services.planner.cancel(params.id ?? '') ? answer({}) : refused('not_found', `no plan ${params.id}`),
  }),
  defineRoute('POST /staffing/what-if', {
    summary: 'Waits under up to four arrangements, met by the same simulated citizens',
    allowed: PLANNERS,
    run: async ({ services, body, whileWaiting }) => {
      const outcome = await services.planner.whatIf(body, whileWaiting());
      return outcome.ok ? answer(outcome.value) : outcome;
    },
  }),
  defineRoute('POST /staffing/call-rules', {
    summary:
      'Rules of calling side by side: the same simulated citizens, waits of priority classes and others',
    allowed: PLANNERS,
    run: async ({ services, body, whileWaiting }) => {
      const outcome = await services.planner.compareCallRules(body, whileWaiting());
      return outcome.ok ? answer(outcome.value) : outcome;
    },
  }),
];
