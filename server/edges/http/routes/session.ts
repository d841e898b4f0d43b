import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { NewPassword, Username } from '../../../../common/protocol/people.ts';
import { Role, saidLine } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { judged } from '../../password-rules.ts';
import type { Services } from '../../services.ts';
import { SESSION_MS } from '../../sessions.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

/** Frees the counters of somebody whose role no longer holds: whoever is present goes back in line [PRES2]. */
async function releaseCounters(services: Services, username: string, by: string): Promise<void> {
  await services.hall.execute(
    'officer:release',
    { username },
    { commander: { kind: 'user', id: by, role: 'admin' }, commandId: randomUUID() },
  );
}

export const sessionRoutes = [
  defineRoute({
    method: 'post',
    path: '/session',
    summary: 'Sign in',
    allowed: 'anyone',
    body: z.strictObject({
      username: z.string().min(1).max(64),
      password: z.string().min(1).max(200),
      /** Of the authenticator, where the account has one; or a recovery code. */
      code: z.string().max(40).optional(),
    }),
    run: async ({ services, body, signInPlace }) => {
      const place = signInPlace(body.username);
      const proven = await services.access.prove(body.username, body.password, place);
      if (!proven.ok) return proven;
      const second = await services.secondFactor.check(proven.value.username, body.code);
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
  defineRoute({
    method: 'get',
    path: '/session',
    summary: 'Who is signed in',
    allowed: 'anyone',
    run: ({ principal }) =>
      principal.kind === 'user'
        ? answer({
            user: { username: principal.username, displayName: principal.displayName, role: principal.role },
          })
        : refused('unauthenticated', 'nobody is signed in'),
  }),
  defineRoute({
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    allowed: STAFF,
    run: ({ services, token }) => {
      if (token !== null) services.access.signOut(token);
      return { ok: true, value: { status: 200, body: { ok: true }, cookie: 'clear' } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/accounts',
    summary: 'Accounts',
    allowed: ['admin'],
    run: ({ services }) =>
      answer({
        accounts: services.access.listAccounts().map(({ username, displayName, role, active }) => ({
          username,
          displayName,
          role,
          active,
          hasPin: services.keys.hasPin(username),
          hasSecondFactor: services.secondFactor.isOn(username),
        })),
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/accounts',
    summary: 'Create or change an account',
    allowed: ['admin'],
    body: z.strictObject({
      username: Username,
      displayName: saidLine(120),
      role: Role,
      password: NewPassword.optional(),
    }),
    run: async ({ services, body, principal }) => {
      // Whoever gives somebody a password could act under that name: the log says so.
      const weak = judged(body.password, body.username);
      if (weak) return weak;
      const given = body.password !== undefined && services.access.hasAccount(body.username);
      const before = services.access.listAccounts().find((each) => each.username === body.username)?.role;
      const put = await services.access.putAccount(body);
      if (!put.ok) return put;
      const { username, displayName, role, active } = put.value;
      const by = principal.kind === 'user' ? principal.username : 'api';
      await services.hall.record(
        [
          { type: 'account:changed', username, role },
          ...(given ? [{ type: 'account:password-set', username } as const] : []),
        ],
        { kind: 'user', id: by },
      );
      // A counter whose officer may no longer work there would stay open for ever.
      if (before !== undefined && before !== role) await releaseCounters(services, username, by);
      return answer({ account: { username, displayName, role, active } }, 201);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/accounts/:username',
    summary: 'Take an account out of use',
    allowed: ['admin'],
    run: async ({ services, params, principal }) => {
      const username = params.username ?? '';
      const done = services.access.deactivate(username);
      if (!done.ok) return done;
      const by = principal.kind === 'user' ? principal.username : 'api';
      await services.hall.record([{ type: 'account:changed', username, role: null }], {
        kind: 'user',
        id: by,
      });
      await releaseCounters(services, username, by);
      return answer({ ok: true });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/me/day',
    summary: 'Own figures of today',
    allowed: STAFF,
    run: ({ services, principal }) =>
      principal.kind === 'user'
        ? answer(services.reads.dayOf(principal.username, services.hall.moment().date))
        : refused('forbidden', 'only for people'),
  }),
];
