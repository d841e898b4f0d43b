import { answer, defineRoute, STAFF } from '../route.ts';

export const catalogueRoutes = [
  defineRoute({
    method: 'get',
    path: '/catalogue',
    summary: 'Everything that is defined, in use or not, as it was written',
    allowed: STAFF,
    run: ({ services }) => {
      const { state } = services.hall;
      return answer({
        fields: [...state.fields.values()].sort((a, b) => a.sort - b.sort),
        procedures: [...state.procedures.values()],
        counters: [...state.counters.values()].map((counter) => counter.definition),
        agencies: [...state.agencies.values()],
      });
    },
  }),
];
