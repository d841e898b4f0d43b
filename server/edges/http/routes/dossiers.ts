import { answer, defineRoute, STAFF } from '../route.ts';
import { giveByRest } from './commands.ts';

export const dossierRoutes = [
  defineRoute('PUT /dossiers/:code', {
    summary: 'Tell where a dossier stands; telling the same again changes nothing',
    allowed: ['clerk', 'supervisor', 'admin'],
    scope: 'dossiers:write',
    run: async (request) => {
      const { services, params, body } = request;
      const code = params.code ?? '';
      const given = await giveByRest(request, 'dossier:tell', { ...body, code }, () => ({
        status: 200,
        body: null,
      }));
      if (!given.ok) return given;
      const found = services.dossiers.find(code);
      return found.ok ? answer(found.value) : found;
    },
  }),
  defineRoute('GET /dossiers/:code', {
    summary: 'Where a dossier stands, as the hall was told',
    allowed: [...STAFF, 'kiosk', 'counter'],
    scope: 'dossiers:write',
    run: ({ services, params }) => {
      const found = services.dossiers.find(params.code ?? '');
      return found.ok ? answer(found.value) : found;
    },
  }),
];
