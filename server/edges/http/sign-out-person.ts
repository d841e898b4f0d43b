import { randomUUID } from 'node:crypto';
import type { Payload } from '../../../common/protocol/commands.ts';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { Principal } from '../principal.ts';
import type { Services } from '../services.ts';
import { answer, type HttpReply } from './route.ts';

type Leaving = Pick<Payload<'counter:close'>, 'present' | 'withTicket'>;

/**
 * Ends all sessions of a person, on the word of a leader. The counters that they hold are closed first, by the same rule as
 * when a leader closes one [CTR8]: where that is refused, nobody is signed out.
 */
export async function signOutPerson({
  services,
  principal,
  params,
  body,
}: {
  readonly services: Services;
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Leaving;
}): Promise<Outcome<HttpReply<{ ok: true }>>> {
  const { access, hall } = services;
  const username = (params.username ?? '').toLowerCase();
  const account = access.listAccounts().find((each) => each.username === username && each.active);
  if (!account || principal.kind !== 'user') return refused('not_found', 'no such account');
  if (username === principal.username)
    return refused('conflict', 'whoever is signed in signs out by the menu');
  // A supervisor directs the clerks; who administers the hall is not shut out by one.
  if (principal.role !== 'admin' && account.role !== 'clerk')
    return refused('forbidden', 'only an administrator signs leaders out');
  const commander = { kind: 'user', id: principal.username, role: principal.role } as const;
  for (const counter of hall.state.counters.values()) {
    if (counter.state === 'closed' || counter.officer !== username) continue;
    const { refusal } = await hall.execute(
      'counter:close',
      { counter: counter.definition.code, ...body },
      { commander, commandId: randomUUID() },
    );
    if (refusal) return { ok: false, refusal };
  }
  access.endSessionsOf(username);
  await hall.record([{ type: 'account:signed-out', username }], { kind: 'user', id: principal.username });
  return answer({ ok: true });
}
