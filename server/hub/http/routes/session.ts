import { answer } from '../../../edges/http/route.ts';
import { HUB_SESSION_MS } from '../../hub-accounts.ts';
import { ALL, defineHubRoute, userOf } from '../route.ts';

export const sessionRoutes = [
  defineHubRoute('POST /session', {
    summary: 'Sign in',
    allowed: 'anyone',
    run: async ({ services, body, address }) => {
      const done = await services.accounts.signIn(body.username, body.password, address);
      if (!done.ok) return done;
      const cookie = { token: done.value.token, maxAgeMs: HUB_SESSION_MS };
      return { ok: true, value: { status: 200, body: done.value, cookie } };
    },
  }),
  defineHubRoute('GET /session', {
    summary: 'Who is signed in',
    allowed: ALL,
    run: ({ asker }) => answer({ user: userOf(asker) }),
  }),
  defineHubRoute('DELETE /session', {
    summary: 'Sign out',
    allowed: ALL,
    run: async ({ services, token }) => {
      if (token !== null) await services.accounts.signOut(token);
      return { ok: true, value: { status: 200, body: { ok: true }, cookie: 'clear' } };
    },
  }),
  defineHubRoute('GET /health', {
    summary: 'Whether the hub answers and its database with it',
    allowed: 'anyone',
    run: async ({ services }) => {
      const ok = await services.writer.query('SELECT 1').then(
        () => true,
        () => false,
      );
      return answer({
        status: ok ? 'ok' : 'degraded',
        version: services.version,
        checks: { database: { ok } },
      });
    },
  }),
];
