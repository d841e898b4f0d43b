import { type ApiResult, api } from '../common/client/api.ts';
import { claimDevice, createTokenStore, takePairingCode } from '../common/client/device-token.ts';
import type { CounterPerson } from '../common/protocol/rest/session.ts';

const machine = createTokenStore('motcua.counter');
let failed = false;

/** Trades a code in the page's address for this machine's own token, kept on the machine. */
export async function pairThisCounter(): Promise<void> {
  const code = takePairingCode();
  if (code === null) return;
  const claimed = await claimDevice(code);
  failed = !claimed.ok;
  if (claimed.ok) machine.write(claimed.value.token);
}

/** Whether the code in the address was refused. */
export const pairingFailed = (): boolean => failed;

/** Whom this counter offers for the quick sign-in; null where the machine is not paired (any more). */
export async function peopleOfThisCounter(): Promise<readonly CounterPerson[] | null> {
  const token = machine.read();
  if (token === null) return null;
  const answer = await api('GET /session/pin', { headers: bearer(token) });
  if (answer.ok) return answer.value.people;
  // A revoked machine is an ordinary one again; a lost line says nothing about it.
  if (answer.code === 'unauthenticated') machine.write(null);
  return null;
}

/** Signs a person in by PIN: the session comes as a cookie, like that of a password. */
export function signInByPin(username: string, pin: string): Promise<ApiResult<unknown>> {
  return api('POST /session/pin', { body: { username, pin }, headers: bearer(machine.read() ?? '') });
}

/** By what this machine is known at a sign-in; nothing where it is not paired. */
export function machineHeaders(): Readonly<Record<string, string>> {
  const token = machine.read();
  return token === null ? {} : bearer(token);
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
