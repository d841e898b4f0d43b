import { ErlangQuestion } from '../../../../common/protocol/staffing.ts';
import { steadyState } from '../../../staffing/formulas/steady-state.ts';
import { answer, defineRoute } from '../route.ts';

export const staffingRoutes = [
  defineRoute({
    method: 'post',
    path: '/staffing/erlang',
    summary: 'Waiting of one group of officials in its steady state: Erlang C, Erlang A or Kimura',
    allowed: ['supervisor', 'chairman', 'admin'],
    body: ErlangQuestion,
    run: ({ body }) => {
      const { targetMinutes, patienceMinutes, serviceScv, ...load } = body;
      const state = steadyState(load, targetMinutes, { patienceMinutes, serviceScv });
      return state.ok ? answer(state.value) : state;
    },
  }),
];
