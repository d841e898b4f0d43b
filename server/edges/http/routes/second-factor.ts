import { z } from 'zod';
import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute } from '../route.ts';

const _Password = z.string().min(1).max(200);
const _Code = z.string().min(6).max(40);

export const secondFactorRoutes = [
  defineRoute('GET /me/second-factor', {
    summary: 'Whether you sign in with a code of an authenticator',
    allowed: ['admin'],
    run: ({ services, principal }) =>
      principal.kind === 'user'
        ? answer({ on: services.secondFactor.isOn(principal.username) })
        : refused('forbidden', 'only for people'),
  }),
  defineRoute('POST /me/second-factor', {
    summary: 'Begin a second factor: the secret for your authenticator',
    allowed: ['admin'],
    run: async ({ services, principal, body, signInPlace }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { username } = principal;
      const proven = await services.keys.prove(username, body.password, signInPlace(username));
      if (!proven.ok) return proven;
      const begun = services.secondFactor.begin(username);
      return begun.ok ? answer(begun.value, 201) : begun;
    },
  }),
  defineRoute('PUT /me/second-factor', {
    summary: 'Take it into use by a first code; answers the recovery codes, this one time',
    allowed: ['admin'],
    run: async ({ services, principal, body, token }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { username } = principal;
      const confirmed = await services.secondFactor.confirm(username, body.code);
      if (!confirmed.ok) return confirmed;
      // Sessions that were opened by the password alone end.
      services.access.endSessionsOf(username, token);
      await services.hall.record([{ type: 'account:second-factor-set', username }], {
        kind: 'user',
        id: username,
      });
      return answer(confirmed.value);
    },
  }),
  defineRoute('DELETE /me/second-factor', {
    summary: 'Take your second factor away; needs your password and a code',
    allowed: ['admin'],
    run: async ({ services, principal, body, signInPlace }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { username } = principal;
      const proven = await services.keys.prove(username, body.password, signInPlace(username));
      if (!proven.ok) return proven;
      const checked = await services.secondFactor.check(username, body.code, signInPlace(username));
      if (!checked.ok) return checked;
      if (!services.secondFactor.remove(username)) return refused('not_found', 'there is no second factor');
      await services.hall.record([{ type: 'account:second-factor-removed', username }], {
        kind: 'user',
        id: username,
      });
      return answer({ ok: true });
    },
  }),
  defineRoute('DELETE /accounts/:username/second-factor', {
    summary: 'Take away the second factor of somebody who has lost it and all recovery codes',
    allowed: ['admin'],
    run: async ({ services, principal, params }) => {
      const username = params.username ?? '';
      if (principal.kind !== 'user' || principal.username === username)
        return refused('forbidden', 'your own is taken away with its code, or by another administrator');
      if (!services.secondFactor.remove(username)) return refused('not_found', 'there is no second factor');
      services.access.endSessionsOf(username);
      await services.hall.record([{ type: 'account:second-factor-removed', username }], {
        kind: 'user',
        id: principal.username,
      });
      return answer({ ok: true });
    },
  }),
];
