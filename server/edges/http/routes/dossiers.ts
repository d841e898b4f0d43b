import { randomUUID } from 'node:crypto';
import { CommandId } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { commanderOf } from '../../principal.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

export const dossierRoutes = [
  defineRoute('PUT /dossiers/:code', {
    summary: 'Tell where a dossier stands; telling the same again changes nothing',
    allowed: ['clerk', 'supervisor', 'admin'],
    scope: 'dossiers:write',
    keyed: true,
    run: async ({ services, params, body, principal, headers }) => {
      const commander = commanderOf(principal);
      if (commander === null) return refused('unauthenticated', 'sign in or pair this device first');
      const commandId = CommandId.safeParse(headers['idempotency-key'] ?? randomUUID());
      if (!commandId.success) return refused('invalid_input', 'the idempotency key is not valid');
      const told = await services.dossierRest.put(params.code ?? '', body, {
        commander,
        commandId: commandId.data,
      });
      return told.ok ? answer(told.value) : told;
    },
  }),
  defineRoute('GET /dossiers/:code', {
    summary: 'Where a dossier stands, as the hall was told',
    allowed: [...STAFF, 'kiosk', 'counter'],
    scope: 'dossiers:write',
    run: ({ services, params }) => {
      const found = services.dossierRest.get(params.code ?? '');
      return found.ok ? answer(found.value) : found;
    },
  }),
  defineRoute('GET /dossier-receptions', {
    summary: 'Dossiers that the visits of a day took in, asked papers for or handed back',
    allowed: STAFF,
    scope: 'dossiers:write',
    run: ({ services, query }) => {
      const date = query.date ?? services.hall.moment().date;
      return answer({ date, receptions: services.dossierRest.receptions(date) });
    },
  }),
  defineRoute('GET /dossier-files', {
    summary: 'Files of dossiers that were answered, the newest first, and the folder they come into',
    allowed: ['admin'],
    run: ({ services, query }) => {
      const files = services.dossierFiles.taken(query.cursor, query.limit);
      const nextCursor = files.length < query.limit ? null : (files.at(-1)?.id ?? null);
      return answer({ folder: services.dossierFiles.folder(), files, nextCursor });
    },
  }),
  defineRoute('GET /dossier-files/:id/result', {
    summary: 'The answer to a file of dossiers, as it was put beside it',
    allowed: ['admin'],
    run: ({ services, params }) => {
      const found = services.dossierFiles.resultOf(Number(params.id));
      if (found === undefined) return refused('not_found', 'no such file');
      const { fileName, content } = found;
      return {
        ok: true,
        value: { status: 200, raw: { type: 'text/plain; charset=utf-8', content, fileName } },
      };
    },
  }),
];
