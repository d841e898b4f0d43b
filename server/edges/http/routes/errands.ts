import { answer, defineRoute, STAFF } from '../route.ts';

export const errandRoutes = [
  defineRoute('GET /errands', {
    summary: 'What people come for in everyday words, what is usual at each hour, and groups of fields',
    allowed: [...STAFF, 'kiosk'],
    run: ({ services }) => answer(services.errands.offer()),
  }),
];
