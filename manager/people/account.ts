import type { Role } from '../../common/protocol/primitives.ts';

/** An account as the console is told of it. */
export interface AccountOnPage {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly active: boolean;
  readonly hasSecondFactor: boolean;
  /** Label of the counter that the person holds now; null: none. */
  readonly counterLabel: string | null;
}
