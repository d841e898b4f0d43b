import type { Role } from '../../common/protocol/primitives.ts';

/** What an account says of its person. */
export interface AccountDetails {
  readonly displayName: string;
  readonly role: Role;
}

/** What an administrator changes about an account; absent: it stays. */
export interface AccountChange extends AccountDetails {
  readonly insteadOf?: Role | undefined;
  readonly password?: string | undefined;
  /** An account out of use comes back into use. */
  readonly reopen?: boolean | undefined;
}
