import { randomUUID } from 'node:crypto';
import { judged } from '../../password-rules.ts';
import type { Principal } from '../../principal.ts';
import type { Services } from '../../services.ts';
import { answer, defineRoute } from '../route.ts';
import { signOutPerson } from '../sign-out-person.ts';

const authorOf = (principal: Principal): string => (principal.kind === 'user' ? principal.username : 'api');

/** Frees the counters of somebody whose role no longer holds: whoever is present goes back in line [PRES2]. */
async function releaseCounters(services: Services, username: string, by: string): Promise<void> {
  await services.hall.execute(
    'officer:release',
    { username },
    { commander: { kind: 'user', id: by, role: 'admin' }, commandId: randomUUID() },
  );
}

export const accountRoutes = [
  defineRoute('GET /accounts', {
    summary: 'Accounts',
    allowed: ['admin'],
    run: ({ services }) => {
      const held = new Map(
        [...services.hall.state.counters.values()].map((each) => [each.officer, each.definition.label]),
      );
      return answer({
        accounts: services.access.listAccounts().map(({ username, displayName, role, active }) => ({
          username,
          displayName,
          role,
          active,
          /** Label of the counter that the person holds now. */
          counterLabel: held.get(username) ?? null,
          hasPin: services.keys.hasPin(username),
          hasSecondFactor: services.secondFactor.isOn(username),
        })),
      });
    },
  }),
  defineRoute('POST /accounts', {
    summary: 'Add an account; a name that is taken is refused',
    allowed: ['admin'],
    run: async ({ services, body, principal }) => {
      const weak = judged(body.password, body.username);
      if (weak) return weak;
      const added = await services.access.addAccount(body);
      if (!added.ok) return added;
      const { username, displayName, role, active } = added.value;
      const by = authorOf(principal);
      await services.hall.record([{ type: 'account:changed', username, role }], { kind: 'user', id: by });
      return answer({ account: { username, displayName, role, active } }, 201);
    },
  }),
  defineRoute('PUT /accounts/:username', {
    summary: 'Change an account; another role names the role that it replaces',
    allowed: ['admin'],
    run: async ({ services, params, body, principal }) => {
      const name = (params.username ?? '').toLowerCase();
      const weak = judged(body.password, name);
      if (weak) return weak;
      const before = services.access.listAccounts().find((each) => each.username === name);
      const changed = await services.access.changeAccount(name, body);
      if (!changed.ok) return changed;
      const { username, displayName, role, active } = changed.value;
      const by = authorOf(principal);
      const roleChanged = before?.role !== role;
      await services.hall.record(
        [
          ...(active ? [{ type: 'account:changed', username, role } as const] : []),
          // Whoever gives somebody a password could act under that name: the log says so.
          ...(body.password === undefined ? [] : [{ type: 'account:password-set', username } as const]),
        ],
        { kind: 'user', id: by },
      );
      // A counter whose officer may no longer work there would stay open for ever.
      if (roleChanged) await releaseCounters(services, username, by);
      return answer({ account: { username, displayName, role, active } });
    },
  }),
  defineRoute('POST /accounts/:username/sign-out', {
    summary: 'Sign a person out everywhere; counters that they hold are closed',
    allowed: ['supervisor', 'admin'],
    run: (request) => signOutPerson(request),
  }),
  defineRoute('DELETE /accounts/:username', {
    summary: 'Take an account out of use',
    allowed: ['admin'],
    run: async ({ services, params, principal }) => {
      const username = params.username ?? '';
      const done = services.access.deactivate(username);
      if (!done.ok) return done;
      const by = authorOf(principal);
      await services.hall.record([{ type: 'account:changed', username, role: null }], {
        kind: 'user',
        id: by,
      });
      await releaseCounters(services, username, by);
      return answer({ ok: true });
    },
  }),
];
