import type { Database } from 'better-sqlite3';
import { AccountStore } from '../storage/accounts.ts';
import type { NamedOfficer } from './officer-names.ts';

/** Everybody who has or had an account: an earlier record names people who have left. */
export const namedOfficers = (db: Database): NamedOfficer[] =>
  new AccountStore(db).list().map(({ username, displayName }) => ({ code: username, name: displayName }));
