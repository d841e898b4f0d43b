import type { HubLook } from '../../../../common/protocol/hub.ts';
import { answer } from '../../../edges/http/route.ts';
import { defineHubRoute, userOf } from '../route.ts';

export const administrationRoutes = [
  defineHubRoute('GET /settings', {
    summary: 'What the province is called on its pages to sign, and who signs',
    allowed: ['admin', 'province'],
    run: async ({ services }) => answer({ settings: await services.documents.settings() }),
  }),
  defineHubRoute('PUT /settings', {
    summary: 'Set what the province is called and who signs',
    allowed: ['admin'],
    run: async ({ services, body, asker }) => {
      await services.documents.change(body);
      await services.looked(userOf(asker).username, 'settings changed', body);
      return answer({ settings: body });
    },
  }),
  defineHubRoute('POST /accounts', {
    summary: 'Create or change an account',
    allowed: ['admin'],
    run: async ({ services, body }) => {
      const put = await services.accounts.put(body);
      return put.ok ? answer({ account: put.value }, 201) : put;
    },
  }),
  defineHubRoute('GET /accounts', {
    summary: 'Accounts',
    allowed: ['admin'],
    run: async ({ services }) => answer({ accounts: await services.accounts.list() }),
  }),
  defineHubRoute('DELETE /accounts/:username', {
    summary: 'Take an account out of use',
    allowed: ['admin'],
    run: async ({ services, params }) => {
      const removed = await services.accounts.remove(params.username ?? '');
      return removed.ok ? answer({ ok: true }) : removed;
    },
  }),
  defineHubRoute('GET /looks', {
    summary: 'Who looked at what, the newest first',
    allowed: ['admin'],
    run: async ({ services }) => {
      const { rows } = await services.writer.query<Omit<HubLook, 'at'> & { at: Date }>(
        'SELECT at, username, what, details FROM looks ORDER BY id DESC LIMIT 500',
      );
      return answer({ looks: rows.map(({ at, ...look }) => ({ at: at.toISOString(), ...look })) });
    },
  }),
];
