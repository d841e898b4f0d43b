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
];
