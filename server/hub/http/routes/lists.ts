import { LIST_BYTES } from '../../../../common/protocol/hub.ts';
import { answer } from '../../../edges/http/route.ts';
import { defineHubRoute, hallOf, userOf } from '../route.ts';

export const listRoutes = [
  defineHubRoute('POST /procedure-lists', {
    summary: 'Send a list of procedures (CSV, XLSX) to halls; each compares it with its own and answers',
    allowed: ['admin'],
    fileBytes: LIST_BYTES,
    run: async ({ services, query, file, asker }) => {
      const { username } = userOf(asker);
      const { title, file: fileName, halls } = query;
      const sent = await services.lists.send(file, {
        title,
        fileName,
        halls: halls?.split(',') ?? null,
        sentBy: username,
      });
      if (!sent.ok) return sent;
      await services.looked(username, 'list sent', { title, halls: sent.value.halls });
      return answer(sent.value, 201);
    },
  }),
  defineHubRoute('GET /procedure-lists', {
    summary: 'Lists of procedures that were sent, with what each hall did',
    allowed: ['admin', 'province'],
    run: async ({ services }) => answer({ lists: await services.lists.list() }),
  }),
  defineHubRoute('GET /offered-lists/:id', {
    summary: 'The file of a list that was sent to the hall',
    allowed: 'hall',
    run: async ({ services, params, asker }) => {
      const file = await services.lists.fileFor(hallOf(asker), Number(params.id) || 0);
      if (!file.ok) return file;
      const raw = { type: 'application/octet-stream', content: file.value };
      return { ok: true, value: { status: 200, raw } };
    },
  }),
  defineHubRoute('PUT /offered-lists/:id', {
    summary: 'A hall tells that it took a list in, or does not',
    allowed: 'hall',
    run: async ({ services, params, body, asker }) => {
      const told = await services.lists.answer(hallOf(asker), Number(params.id) || 0, body);
      return told.ok ? answer({ ok: true }) : told;
    },
  }),
];
