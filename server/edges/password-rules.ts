import { type Refusal, refused } from '../../common/protocol/refusals.ts';
import { commonPasswords } from '../hall/common-passwords.ts';

/** One character, or two in turn, or a run such as 23456789: whoever looks over a shoulder knows it. */
function isPattern(password: string): boolean {
  if (/^(.{1,2})\1+$/u.test(password)) return true;
  const codes = [...password].map((each) => each.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  return steps.size === 1 && Math.abs([...steps][0] ?? 2) <= 1;
}

/** The name itself, twice, backwards, or with digits and marks around it. */
function isLikeName(password: string, username: string): boolean {
  const bare = (text: string) => text.replace(/[^\p{L}]/gu, '');
  const name = bare(username.toLowerCase());
  const given = bare(password);
  if (password === username.toLowerCase()) return true;
  if (name.length < 3) return false;
  return given === name || given === name + name || given === [...name].reverse().join('');
}

/**
 * Why nobody may choose this password for an account: it is among the first that are tried. Null: it may be chosen. The
 * length is the schema's.
 */
export function passwordRefusal(password: string, username: string): Refusal | null {
  const plain = password.normalize('NFC').toLowerCase();
  if (commonPasswords().has(plain) || isPattern(plain))
    return { code: 'password_common', message: 'this password is among the first that are tried' };
  if (isLikeName(plain, username))
    return { code: 'password_like_name', message: 'this password is the name of the account, or nearly' };
  return null;
}

/** The same as an outcome; a password that is not given is not judged. */
export function judged(password: string | undefined, username: string) {
  const refusal = password === undefined ? null : passwordRefusal(password, username);
  return refusal === null ? null : refused(refusal.code, refusal.message);
}
