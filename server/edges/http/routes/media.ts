import { answer, defineRoute, STAFF } from '../route.ts';

export const mediaRoutes = [
  defineRoute('GET /media', {
    summary: 'Pictures and silent videos for the boards, and which files of the folder are left out and why',
    allowed: [...STAFF, 'display'],
    run: async ({ services }) => answer(await services.media.list()),
  }),
];
