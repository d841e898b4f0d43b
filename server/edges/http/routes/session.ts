import { refused } from '../../../../common/protocol/refusals.ts';
import { SESSION_MS } from '../../sessions.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

export const sessionRoutes = [
  defineRoute('POST /session', {
    summary: 'Sign in',
    allowed: 'anyone',
    run: async ({ services, body, signInPlace }) => {
      const place = signInPlace(body.username);
      const proven = await services.access.prove(body.username, body.password, place);
      if (!proven.ok) return proven;
      const second = await services.secondFactor.check(proven.value.username, body.code, place);
      if (!second.ok) return second;
      const signedIn = { value: services.access.openSession(proven.value) };
      return {
        ok: true,
        value: {
          status: 200,
          body: signedIn.value,
          cookie: { token: signedIn.value.token, maxAgeMs: SESSION_MS },
          signedInHere: signedIn.value.user.username,
        },
      };
    },
  }),
  defineRoute('GET /session', {
    summary: 'Who is signed in',
    allowed: 'anyone',
    run: ({ principal }) =>
      principal.kind === 'user'
        ? answer({
            user: { username: principal.username, displayName: principal.displayName, role: principal.role },
          })
        : refused('unauthenticated', 'nobody is signed in'),
  }),
  defineRoute('DELETE /session', {
    summary: 'Sign out',
    allowed: STAFF,
    run: ({ services, token }) => {
      if (token !== null) services.access.signOut(token);
      return { ok: true, value: { status: 200, body: { ok: true }, cookie: 'clear' } };
    },
  }),
  defineRoute('GET /me/day', {
    summary: 'Own figures of today',
    allowed: STAFF,
    run: ({ services, principal }) =>
      principal.kind === 'user'
        ? answer(services.reads.dayOf(principal.username, services.hall.moment().date))
        : refused('forbidden', 'only for people'),
  }),
];
