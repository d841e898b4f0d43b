import { versionOn } from '../../../domain/procedure-versions.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

export const catalogueRoutes = [
  defineRoute('GET /catalogue', {
    summary: 'Everything that is defined, in use or not, as it was written',
    allowed: STAFF,
    run: ({ services }) => {
      const { state } = services.hall;
      return answer({
        fields: [...state.fields.values()].sort((a, b) => a.sort - b.sort),
        procedures: [...state.procedures.values()],
        // Texts that come into force on a later day, also of procedures that the hall does not take yet.
        planned: [...state.procedureVersions.values()].flatMap((versions) =>
          versions.filter((each) => each.effectiveFrom !== null && each.effectiveFrom > (state.day ?? '')),
        ),
        // Last days of texts in force, where one is set.
        lastDays: Object.fromEntries(
          [...state.procedureVersions.keys()].flatMap((code) => {
            const lastDay = versionOn(state, code, state.day ?? '')?.effectiveTo;
            return lastDay === null || lastDay === undefined ? [] : [[code, lastDay]];
          }),
        ),
        counters: [...state.counters.values()].map((counter) => counter.definition),
        agencies: [...state.agencies.values()],
      });
    },
  }),
];
