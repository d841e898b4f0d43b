import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute, LEADERS, STAFF } from '../route.ts';

const done = (isDone: boolean) =>
  isDone ? answer({ ok: true as const }) : refused('not_found', 'no such file');

export const mediaRoutes = [
  defineRoute('GET /media', {
    summary: 'Pictures and silent videos for the boards, and which files of the folder are left out and why',
    allowed: [...STAFF, 'display'],
    run: async ({ services }) => answer(await services.media.list()),
  }),
  defineRoute('GET /media/shelf', {
    summary: 'All files of the media folder with their days, and those removed within a day',
    allowed: LEADERS,
    run: async ({ services }) => answer(await services.media.shelf()),
  }),
  defineRoute('POST /media', {
    summary: 'Takes a picture (JPEG, PNG, WebP) or a silent video (MP4, WebM); its content says which',
    allowed: LEADERS,
    streams: true,
    run: async ({ services, query, stream, headers }) => {
      const kept = await services.media.receive(query.name, stream, Number(headers['content-length'] ?? 0));
      return kept.ok ? answer(kept.value, 201) : kept;
    },
  }),
  defineRoute('PUT /media/order', {
    summary: 'The order in which files are shown; those that are not named follow by name',
    allowed: LEADERS,
    run: ({ services, body }) => {
      services.media.order(body.names);
      return answer({ ok: true as const });
    },
  }),
  defineRoute('PUT /media/:name/dates', {
    summary: 'From which day to which a file is shown',
    allowed: LEADERS,
    run: ({ services, params, body }) => done(services.media.setDates(params.name ?? '', body)),
  }),
  defineRoute('POST /media/:name/restore', {
    summary: 'Puts a removed file back',
    allowed: LEADERS,
    run: ({ services, params }) => done(services.media.restore(params.name ?? '')),
  }),
  defineRoute('DELETE /media/:name', {
    summary: 'Removes a file; it can be put back for a day',
    allowed: LEADERS,
    run: ({ services, params }) => done(services.media.remove(params.name ?? '')),
  }),
];
