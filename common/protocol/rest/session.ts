import { z } from 'zod';
import { WithTicket } from '../commands.ts';
import { KeyProof } from '../device-keys.ts';
import type { Immutable } from '../immutable.ts';
import { NewPassword, Pin, Username } from '../people.ts';
import { FinishOutcome, Role, saidLine, TicketId } from '../primitives.ts';
import { Transaction } from '../ticket.ts';
import { type CallTable, Done } from './call.ts';

const Password = z.string().min(1).max(200);
const FactorCode = z.string().min(6).max(40);

const SessionUser = z.object({ username: z.string(), displayName: z.string(), role: Role });
/** Who is signed in. */
export type SessionUser = Immutable<typeof SessionUser>;

const CounterPerson = SessionUser.omit({ role: true });
/** Somebody who may sign in by PIN at a counter. */
export type CounterPerson = Immutable<typeof CounterPerson>;

export const SignedIn = z.object({ token: z.string(), expiresAt: z.string(), user: SessionUser });
/** A session that was opened. */
export type SignedIn = Immutable<typeof SignedIn>;

const RecentVisit = z.object({
  ticketId: z.string(),
  number: z.string(),
  field: z.string(),
  outcome: FinishOutcome.nullable(),
  finishedAt: z.string().nullable(),
  transactions: z.array(Transaction),
});
/** One finished visit of today, for a correction. */
export type RecentVisit = Immutable<typeof RecentVisit>;

export const OfficerDay = z.object({
  served: z.number().int(),
  calledCount: z.number().int(),
  noShow: z.number().int(),
  transactions: z.number().int(),
  /** Visits finished as served of which no procedure was recorded. */
  withoutWork: z.number().int(),
  serviceMeanMinutes: z.number().nullable(),
  recent: z.array(RecentVisit),
});
/** Figures of one officer's day. */
export type OfficerDay = Immutable<typeof OfficerDay>;

const Account = z.object({ username: z.string(), displayName: z.string(), role: Role, active: z.boolean() });
const ListedAccount = Account.extend({
  /** Label of the counter that the person holds now. */
  counterLabel: z.string().nullable(),
  hasPin: z.boolean(),
  hasSecondFactor: z.boolean(),
});
/** An account as the console lists it. */
export type ListedAccount = Immutable<typeof ListedAccount>;

/** Sessions, accounts and what people prove themselves by. */
export const sessionCalls = {
  'POST /session': {
    operationId: 'signIn',
    body: z.strictObject({
      username: z.string().min(1).max(64),
      password: z.string().min(1).max(200),
      /** Of the authenticator, where the account has one; or a recovery code. */
      code: z.string().max(40).optional(),
    }),
    response: SignedIn,
  },
  'GET /session': { operationId: 'readSession', response: z.object({ user: SessionUser }) },
  'DELETE /session': { operationId: 'signOut', response: Done },
  'GET /session/pin': {
    operationId: 'listPeopleWithPin',
    response: z.object({ people: z.array(CounterPerson) }),
  },
  'POST /session/pin': {
    operationId: 'signInByPin',
    body: z.strictObject({ username: z.string().min(1).max(64), pin: z.string().min(1).max(20) }),
    response: SignedIn,
  },
  'GET /proof': { operationId: 'readNonce', response: z.object({ nonce: z.string() }) },
  'POST /proof': { operationId: 'proveKey', body: KeyProof, response: Done },
  'GET /me/day': { operationId: 'readOwnDay', response: OfficerDay },
  'PUT /me/password': {
    operationId: 'changeOwnPassword',
    body: z.strictObject({ password: Password, newPassword: NewPassword }),
    response: Done,
  },
  'PUT /me/pin': {
    operationId: 'setOwnPin',
    body: z.strictObject({ password: Password, pin: Pin }),
    response: Done,
  },
  'DELETE /me/pin': { operationId: 'removeOwnPin', response: Done },
  'GET /me/second-factor': { operationId: 'readOwnSecondFactor', response: z.object({ on: z.boolean() }) },
  'POST /me/second-factor': {
    operationId: 'beginOwnSecondFactor',
    body: z.strictObject({ password: Password }),
    response: z.object({ secret: z.string(), uri: z.string() }),
    status: 201,
  },
  'PUT /me/second-factor': {
    operationId: 'confirmOwnSecondFactor',
    body: z.strictObject({ code: FactorCode }),
    response: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  'DELETE /me/second-factor': {
    operationId: 'removeOwnSecondFactor',
    body: z.strictObject({ password: Password, code: FactorCode }),
    response: Done,
  },
  'GET /accounts': {
    operationId: 'listAccounts',
    response: z.object({ accounts: z.array(ListedAccount) }),
  },
  'POST /accounts': {
    operationId: 'addAccount',
    body: z.strictObject({
      username: Username,
      displayName: saidLine(120),
      role: Role,
      password: NewPassword,
    }),
    response: z.object({ account: Account }),
    status: 201,
  },
  'PUT /accounts/:username': {
    operationId: 'changeAccount',
    body: z.strictObject({
      displayName: saidLine(120),
      role: Role,
      insteadOf: Role.optional(),
      password: NewPassword.optional(),
      reopen: z.boolean().optional(),
    }),
    response: z.object({ account: Account }),
  },
  'DELETE /accounts/:username': { operationId: 'closeAccount', response: Done },
  /** Ends all sessions of a person; counters that they hold are closed, and what becomes of a ticket there is said. */
  'POST /accounts/:username/sign-out': {
    operationId: 'signOutPerson',
    body: z.strictObject({
      /** The ticket that the sender sees at the counter of the person; null: none. */
      present: TicketId.nullable().optional(),
      withTicket: WithTicket.exclude(['keep']).optional(),
    }),
    response: Done,
  },
  'DELETE /accounts/:username/pin': { operationId: 'removePin', response: Done },
  'DELETE /accounts/:username/second-factor': { operationId: 'removeSecondFactor', response: Done },
} as const satisfies CallTable;
