import type { Actor } from '../../common/protocol/commands.ts';
import type { Scope } from '../../common/protocol/links.ts';
import type { DeviceKind, Role } from '../../common/protocol/primitives.ts';
import type { Commander } from '../domain/decision.ts';

/** Who stands behind a request or a socket. */
export type Principal =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'user'; readonly username: string; readonly displayName: string; readonly role: Role }
  | {
      readonly kind: 'device';
      readonly deviceId: string;
      readonly name: string;
      readonly deviceKind: DeviceKind;
      readonly counter: string | null;
    }
  | {
      readonly kind: 'program';
      readonly tokenId: string;
      readonly name: string;
      readonly scopes: readonly Scope[];
      /** Epoch ms; null: good until revoked. */
      readonly expiresAtMs: number | null;
    };

/** Who may stand behind a socket: programs use REST and webhooks alone. */
export type SocketPrincipal = Exclude<Principal, { kind: 'program' }>;

export const NOBODY: Extract<Principal, { kind: 'nobody' }> = { kind: 'nobody' };

/** The one word under which permissions are written; null for nobody, and for programs, which have scopes. */
export function actorOf(principal: Principal): Actor | null {
  if (principal.kind === 'user') return principal.role;
  return principal.kind === 'device' ? principal.deviceKind : null;
}

/** The principal as the core knows it; null for nobody. */
export function commanderOf(principal: Principal): Commander | null {
  if (principal.kind === 'user') return { kind: 'user', id: principal.username, role: principal.role };
  if (principal.kind === 'device')
    return {
      kind: 'device',
      id: principal.deviceId,
      device: principal.deviceKind,
      counter: principal.counter,
    };
  if (principal.kind === 'program') return { kind: 'program', id: principal.tokenId };
  return null;
}
