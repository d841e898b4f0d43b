import type { Role } from './primitives.ts';

/** What a user name is made of, as a form's `pattern` takes it. */
export const USERNAME_PATTERN = '[A-Za-z0-9._\\-]+';

/** The longest user name. */
export const USERNAME_LENGTH = 64;

/** Roles that may sign in by PIN: whoever may change the hall itself types a password. */
export const PIN_ROLES: readonly Role[] = ['clerk', 'supervisor'];

/** The shortest password that a person may choose. */
export const PASSWORD_LENGTH = 10;
