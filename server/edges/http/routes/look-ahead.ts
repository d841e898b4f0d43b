import { answer, defineRoute } from '../route.ts';

/** What the live page foretells, and what becomes of its proposals. */
export const lookAheadRoutes = [
  defineRoute('GET /look-ahead', {
    summary: 'What will become of each field in the hour ahead, and the one change of a counter that helps',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: ({ services }) => answer(services.lookAhead.read()),
  }),
  defineRoute('POST /look-ahead/refuse', {
    summary: 'A proposal is not wanted; it is not made again for a while',
    allowed: ['supervisor', 'admin'],
    run: ({ services, body }) => {
      const done = services.lookAhead.refuse(body.id);
      return done.ok ? answer({ ok: true as const }) : done;
    },
  }),
];
