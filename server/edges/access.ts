import { randomBytes, randomInt } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { KeyProof } from '../../common/protocol/device-keys.ts';
import type { DeviceKind, Role } from '../../common/protocol/primitives.ts';
import { type Outcome, type Refusal, refused } from '../../common/protocol/refusals.ts';
import type { SignedIn } from '../../common/protocol/rest/session.ts';
import type { AccountRow, AccountStore } from '../storage/accounts.ts';
import type { DeviceRow, DeviceStore } from '../storage/devices.ts';
import type { AccountChange, AccountDetails } from './account-change.ts';
import { type BoundKeys, KeyBinding, type Proven } from './key-binding.ts';
import { PasswordChecks } from './perimeter/password-checks.ts';
import { type RejectionReason, Rejections } from './perimeter/rejections.ts';
import { SignInHolds } from './perimeter/sign-in-holds.ts';
import { addressGroup, laneOf, type SignInPlace } from './perimeter/sign-in-place.ts';
import { NOBODY, type Principal } from './principal.ts';
import type { ProgramTokens } from './program-tokens.ts';
import { Sessions } from './sessions.ts';
import { tokenHash } from './token-hash.ts';

const PAIRING_MS = 10 * 60_000;
/** Principals are looked up again after this long, so that a revocation elsewhere is seen. */
const REMEMBERED_MS = 15_000;
/** Letters that are not mistaken for digits when read aloud. */
const PAIRING_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A token that was shown by a machine that does not hold its key. */
export interface TokenCopy {
  readonly principal: Extract<Principal, { kind: 'user' | 'device' }>;
  readonly address: string;
}

/** Who may come in: accounts and sessions of people, pairing and tokens of devices. */
export class Access {
  private readonly accounts: AccountStore;
  private readonly deviceStore: DeviceStore;
  private readonly programs: Pick<ProgramTokens, 'find' | 'revoke'> | undefined;
  private readonly now: () => number;
  private readonly sessions: Sessions;
  private readonly remembered = new Map<string, { principal: Principal; untilMs: number }>();
  /** The one queue in which passwords and PINs are verified. */
  readonly passwords = new PasswordChecks();
  private readonly holds = new SignInHolds();
  private readonly rejections: Rejections;
  private readonly pairingFailures = new RateLimiterMemory({ points: 10, duration: 300, blockDuration: 120 });
  /** Keys of devices and browsers that tokens are bound to. */
  readonly binding: KeyBinding;
  private readonly keysRequired: () => boolean;
  private readonly copies = new Set<(copy: TokenCopy) => void>();
  private readonly ended = new Set<(hash: string, code: 'revoked' | 'unauthenticated') => void>();
  /** Verified against when a name is unknown, so that the answer takes as long. */
  private decoy: Promise<string> | undefined;

  /**
   * @param options.now real time, epoch ms
   * @param options.idleMs so long nobody may be idle in a role
   * @param options.keysRequired whether devices without a key are kept out
   */
  constructor(options: {
    accounts: AccountStore;
    devices: DeviceStore;
    programs?: Pick<ProgramTokens, 'find' | 'revoke'>;
    now: () => number;
    idleMs: (role: Role) => number;
    rejections?: Rejections;
    keys: BoundKeys;
    keysRequired?: () => boolean;
  }) {
    this.accounts = options.accounts;
    this.deviceStore = options.devices;
    this.programs = options.programs;
    this.now = options.now;
    this.sessions = new Sessions({ ...options, onOver: (key) => this.forget(key) });
    this.rejections = options.rejections ?? new Rejections();
    this.keysRequired = options.keysRequired ?? (() => false);
    this.binding = new KeyBinding({ ...options, onCopy: (key, address) => this.copyFound(key, address) });
  }

  /** Told the hash of each token that stops being valid, and why. @returns a function that ends it. */
  onEnded(listener: (hash: string, code: 'revoked' | 'unauthenticated') => void): () => void {
    this.ended.add(listener);
    return () => this.ended.delete(listener);
  }

  /**
   * Who a token stands for; nobody when it is unknown, expired, idle or revoked.
   * @param works whether its person does something by it, and not a page that reads again by itself
   */
  identify(token: string | null, works = true): Principal {
    if (token === null || token.length < 20 || token.length > 200) return NOBODY;
    const key = tokenHash(token);
    const principal = this.known(key);
    if (principal.kind === 'user' && works) this.sessions.active(key);
    return principal;
  }

  /**
   * Who asks by a request with this token; nobody, when it is bound to a key that was not proved from this address.
   * @param works as for `identify`
   */
  admit(
    token: string,
    works: boolean,
    address: string,
  ): { readonly principal: Principal; readonly keyMissing: boolean } {
    const principal = this.identify(token, false);
    if (principal.kind === 'nobody') return { principal, keyMissing: false };
    const key = tokenHash(token);
    if (this.admitted(principal, this.binding.admits(key, address)) !== null)
      return { principal: NOBODY, keyMissing: true };
    if (principal.kind === 'user' && works) this.sessions.active(key);
    return { principal, keyMissing: false };
  }

  /** The same for a connection, with the proof it brought; it binds a token that is bound to no key yet. */
  proveKey(token: string, address: string, proof: KeyProof | undefined): Proven {
    const key = tokenHash(token);
    const principal = this.known(key);
    // A program keeps no key: its token goes with every call.
    if (principal.kind === 'nobody' || principal.kind === 'program') return 'unbound';
    const proven = this.binding.prove(key, address, proof);
    return this.admitted(principal, proven) ?? proven;
  }

  /** Told each copy of a token that was refused. @returns a function that ends it */
  onCopy(listener: (copy: TokenCopy) => void): () => void {
    this.copies.add(listener);
    return () => this.copies.delete(listener);
  }

  private admitted(principal: Principal, proven: Proven): 'key_required' | null {
    if (proven === 'key_required') return proven;
    return proven === 'unbound' && principal.kind === 'device' && this.keysRequired() ? 'key_required' : null;
  }

  private copyFound(key: string, address: string): void {
    const principal = this.known(key);
    if (principal.kind === 'nobody' || principal.kind === 'program') return;
    for (const listener of this.copies) listener({ principal, address });
  }

  /** Whether the session of a socket still runs, which its person uses now. Ends it when it does not. */
  stillRuns(key: string): boolean {
    if (!this.sessions.runs(key) && this.known(key).kind === 'nobody') return false;
    this.sessions.active(key);
    return true;
  }

  /** A person worked in another way than by a session: at a button. */
  worked(username: string): void {
    this.sessions.activeOf(username);
  }

  /**
   * For how long a person has done nothing by any session, ms; null: no session is known.
   * @param rate of the clock by which it is told
   */
  idleMsOf(username: string, rate: number): number | null {
    const last = this.sessions.lastWorkOf(username);
    return last === null ? null : Math.max(0, this.now() - last) * rate;
  }

  /** Ends the sessions that have expired or are idle. */
  sweep(): void {
    this.sessions.sweep();
    this.binding.sweep();
  }

  private known(key: string): Principal {
    const nowMs = this.now();
    const before = this.remembered.get(key);
    if (before && before.untilMs > nowMs && (before.principal.kind !== 'user' || this.sessions.runs(key)))
      return before.principal;
    const principal = this.lookUp(key);
    if (this.remembered.size > 5_000) this.remembered.clear();
    if (principal.kind === 'nobody') this.remembered.delete(key);
    else this.remembered.set(key, { principal, untilMs: Math.min(nowMs + REMEMBERED_MS, endOf(principal)) });
    return principal;
  }

  /** Why a device's token no longer stands for anybody: it was revoked, or was never ours. */
  whyUnknown(token: string | null): 'revoked' | 'unauthenticated' {
    const device = token === null ? undefined : this.deviceStore.findByToken(tokenHash(token));
    return device === undefined || device.revokedAtMs === null ? 'unauthenticated' : 'revoked';
  }

  private lookUp(key: string): Principal {
    const account = this.sessions.find(key);
    if (account)
      return {
        kind: 'user',
        username: account.username,
        displayName: account.displayName,
        role: account.role,
      };
    const device = this.deviceStore.findByToken(key);
    if (!device) return this.programs?.find(key) ?? NOBODY;
    if (device.revokedAtMs !== null) return NOBODY;
    return {
      kind: 'device',
      deviceId: device.id,
      name: device.name,
      deviceKind: device.kind,
      counter: device.counter,
    };
  }

  /** Signs a person in. The same refusal for a wrong name and a wrong password. */
  async signIn(username: string, password: string, place: SignInPlace): Promise<Outcome<SignedIn>> {
    const proven = await this.prove(username, password, place);
    return proven.ok ? { ok: true, value: this.openSession(proven.value) } : proven;
  }

  /** The account of whoever knows its password; attempts are counted by name and place before anything is verified. */
  async prove(username: string, password: string, place: SignInPlace): Promise<Outcome<AccountRow>> {
    const name = username.trim().toLowerCase();
    const taken = await this.holds.take(name, place);
    if (!taken.ok) return this.reject('sign_in_held', taken.refusal, place);
    const account = this.accounts.find(name);
    this.decoy ??= this.passwords.hash(randomBytes(16).toString('hex'));
    const stored = account?.active ? account.passwordHash : await this.decoy;
    const checked = await this.passwords.verify(stored, password, laneOf(place));
    if (!checked.ok) {
      await this.holds.giveBack(name, place);
      return this.reject('sign_in_queue_full', checked.refusal, place);
    }
    if (!account?.active || !checked.value) {
      this.rejections.count('sign_in_wrong');
      return refused('unauthenticated', 'name or password is not right');
    }
    await this.holds.forgive(name, place);
    return { ok: true, value: account };
  }

  private reject(reason: RejectionReason, refusal: Refusal, place: SignInPlace): Outcome<never> {
    this.rejections.count(reason, place.kind === 'address' ? addressGroup(place.address) : undefined);
    return { ok: false, refusal };
  }

  /** A session for an account, without a password: after set-up only. */
  openSession(account: AccountRow): SignedIn {
    const { token, expiresAtMs } = this.sessions.open(account);
    const { username, displayName, role } = account;
    return { token, expiresAt: new Date(expiresAtMs).toISOString(), user: { username, displayName, role } };
  }

  signOut(token: string): void {
    const key = tokenHash(token);
    this.sessions.end(key);
    this.forget(key);
  }

  /** Adds an account. A name that is taken, also by an account out of use, is refused: adding changes nobody. */
  async addAccount(
    account: AccountDetails & { username: string; password: string },
  ): Promise<Outcome<AccountRow>> {
    const { username, displayName, role, password } = account;
    const passwordHash = await this.passwords.hash(password);
    const row: AccountRow = { username, displayName, role, passwordHash, active: true };
    return this.accounts.add(row) ? { ok: true, value: row } : refused('username_taken', 'the name is taken');
  }

  /**
   * Changes an account. A changed password or role, and a return into use, end its sessions; a changed name does not.
   * @param change.insteadOf the role that the change replaces, as its author saw it: another role is a change
   * only where it is named
   */
  async changeAccount(username: string, change: AccountChange): Promise<Outcome<AccountRow>> {
    const known = this.accounts.find(username);
    if (!known) return refused('not_found', 'no such account');
    if (change.role !== known.role && change.insteadOf !== known.role)
      return refused('role_unconfirmed', `this would make the ${known.role} a ${change.role}`, {
        role: known.role,
      });
    const active = known.active || change.reopen === true;
    if (change.role !== 'admin' && this.isLastAdmin(known))
      return refused('last_admin', 'the last administrator keeps the role');
    const passwordHash =
      change.password === undefined ? known.passwordHash : await this.passwords.hash(change.password);
    const row: AccountRow = {
      username,
      displayName: change.displayName,
      role: change.role,
      passwordHash,
      active,
    };
    this.accounts.put(row);
    if (row.role !== known.role || row.active !== known.active || change.password !== undefined)
      this.endSessionsOf(username);
    return { ok: true, value: row };
  }

  /** Takes an account out of use. The last administrator stays. */
  deactivate(username: string): Outcome<null> {
    const account = this.accounts.find(username);
    if (!account?.active) return refused('not_found', 'no such account');
    if (this.isLastAdmin(account)) return refused('last_admin', 'the last administrator cannot be removed');
    this.accounts.put({ ...account, active: false });
    this.accounts.removePin(username);
    this.endSessionsOf(username);
    return { ok: true, value: null };
  }

  private isLastAdmin(account: AccountRow): boolean {
    if (!account.active || account.role !== 'admin') return false;
    return this.accounts.list().filter((each) => each.active && each.role === 'admin').length === 1;
  }

  /** Whether there is such an account, in use or not. */
  hasAccount(username: string): boolean {
    return this.accounts.find(username) !== undefined;
  }

  listAccounts(): AccountRow[] {
    return this.accounts.list();
  }

  displayName(username: string): string {
    return this.accounts.find(username)?.displayName ?? username;
  }

  /** A short code that pairs one device once. */
  makePairingCode(
    kind: DeviceKind,
    name: string,
    counter: string | null,
  ): { code: string; expiresAt: string } {
    let code = '';
    for (let i = 0; i < 8; i++) code += PAIRING_LETTERS[randomInt(PAIRING_LETTERS.length)] ?? 'A';
    const expiresAtMs = this.now() + PAIRING_MS;
    this.deviceStore.addPairing({ codeHash: tokenHash(code), kind, name, counter, expiresAtMs });
    return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt: new Date(expiresAtMs).toISOString() };
  }

  /** Turns a pairing code into a device and its token; each code works once. */
  async claim(code: string, address: string): Promise<Outcome<{ token: string; device: DeviceRow }>> {
    const group = addressGroup(address);
    // Taken before the look-up, so that no number of guesses at once gets past it.
    const held = await this.pairingFailures.consume(group).then(
      () => false,
      () => true,
    );
    if (held) {
      this.rejections.count('pairing_held', group);
      return refused('throttled', 'too many wrong codes; wait two minutes', { retryAfterSeconds: 120 });
    }
    const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
    const pairing = this.deviceStore.takePairing(tokenHash(plain), this.now());
    if (!pairing) return refused('pairing_code_invalid', 'this code is wrong, used or too old');
    await this.pairingFailures.reward(group);
    return { ok: true, value: this.addDevice(pairing.kind, pairing.name, pairing.counter) };
  }

  /** A device with a fresh token. */
  addDevice(kind: DeviceKind, name: string, counter: string | null): { token: string; device: DeviceRow } {
    const token = randomBytes(32).toString('base64url');
    const device: DeviceRow = {
      id: `${kind}-${randomBytes(5).toString('hex')}`,
      kind,
      name,
      counter,
      createdAtMs: this.now(),
      revokedAtMs: null,
      lastSeenAtMs: null,
    };
    this.deviceStore.add(device, tokenHash(token));
    return { token, device };
  }

  listDevices(): DeviceRow[] {
    return this.deviceStore.list();
  }

  seen(deviceId: string): void {
    this.deviceStore.touch(deviceId, this.now());
  }

  /** These devices are connected just now. */
  seenAll(deviceIds: readonly string[]): void {
    this.deviceStore.touchAll(deviceIds, this.now());
  }

  /** Ends a device's token at once. @returns false when there is none. */
  revoke(deviceId: string): boolean {
    const key = this.deviceStore.revoke(deviceId, this.now());
    if (key === undefined) return false;
    this.forget(key, 'revoked');
    return true;
  }

  /** Ends a program's token at once. @returns its name; null when there is none in use. */
  revokeProgram(tokenId: string): string | null {
    const ended = this.programs?.revoke(tokenId);
    if (ended === undefined) return null;
    this.forget(ended.tokenHash, 'revoked');
    return ended.name;
  }

  /** Ends every session of a person. @param exceptToken the one that goes on */
  endSessionsOf(username: string, exceptToken: string | null = null): void {
    const except = exceptToken === null ? '' : tokenHash(exceptToken);
    for (const key of this.sessions.endAllOf(username, except)) this.forget(key);
  }

  private forget(key: string, code: 'revoked' | 'unauthenticated' = 'unauthenticated'): void {
    this.remembered.delete(key);
    for (const listener of this.ended) listener(key, code);
  }
}

/** When a principal stops standing for anybody without being revoked, epoch ms. */
function endOf(principal: Principal): number {
  return principal.kind === 'program'
    ? (principal.expiresAtMs ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;
}
