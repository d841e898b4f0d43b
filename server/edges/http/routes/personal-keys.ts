import { z } from 'zod';
import { PIN_ROLES } from '../../../../common/protocol/account-bounds.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import type { HallEvent } from '../../../domain/events.ts';
import type { Principal } from '../../principal.ts';
import type { Services } from '../../services.ts';
import { SESSION_MS } from '../../sessions.ts';
import { answer, defineRoute, LEADERS, STAFF } from '../route.ts';

const _Password = z.string().min(1).max(200);

/** Puts what a person did to a key into the log; the key itself is never in it. */
async function note(services: Services, principal: Principal, event: HallEvent): Promise<void> {
  const by = principal.kind === 'user' ? principal.username : 'api';
  await services.hall.record([event], { kind: 'user', id: by });
}

export const personalKeyRoutes = [
  defineRoute('PUT /me/password', {
    summary: 'Change your own password; your other sessions end',
    allowed: STAFF,
    run: async ({ services, principal, body, token, signInPlace }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { username } = principal;
      const done = await services.keys.changePassword(username, body, token, signInPlace(username));
      if (!done.ok) return done;
      await note(services, principal, { type: 'account:password-changed', username });
      return answer({ ok: true });
    },
  }),
  defineRoute('PUT /me/pin', {
    summary: 'Set your PIN for the quick sign-in at a paired counter',
    allowed: PIN_ROLES,
    run: async ({ services, principal, body, signInPlace }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { username } = principal;
      const done = await services.keys.setPin(username, body, signInPlace(username));
      if (!done.ok) return done;
      await note(services, principal, { type: 'account:pin-set', username });
      return answer({ ok: true });
    },
  }),
  defineRoute('DELETE /me/pin', {
    summary: 'Take your PIN away',
    allowed: PIN_ROLES,
    run: async ({ services, principal }) => {
      if (principal.kind !== 'user') return refused('forbidden', 'only for people');
      const { username } = principal;
      const done = services.keys.removePin(username);
      if (!done.ok) return done;
      await note(services, principal, { type: 'account:pin-removed', username });
      return answer({ ok: true });
    },
  }),
  defineRoute('DELETE /accounts/:username/pin', {
    summary: "Take somebody's PIN away",
    allowed: LEADERS,
    run: async ({ services, principal, params }) => {
      const username = (params.username ?? '').toLowerCase();
      const done = services.keys.removePin(username);
      if (!done.ok) return done;
      await note(services, principal, { type: 'account:pin-removed', username });
      return answer({ ok: true });
    },
  }),
  defineRoute('GET /session/pin', {
    summary: 'Whom this counter offers for the quick sign-in',
    allowed: ['counter'],
    run: ({ services }) => answer({ people: services.keys.peopleWithPin() }),
  }),
  defineRoute('POST /session/pin', {
    summary: 'Sign in by PIN, at a paired counter alone',
    allowed: ['counter'],
    run: async ({ services, principal, body }) => {
      if (principal.kind !== 'device') return refused('forbidden', 'only at a paired counter');
      const signedIn = await services.keys.signInByPin(body.username, body.pin, principal.deviceId);
      if (!signedIn.ok) return signedIn;
      const { value } = signedIn;
      return {
        ok: true,
        value: { status: 200, body: value, cookie: { token: value.token, maxAgeMs: SESSION_MS } },
      };
    },
  }),
];
