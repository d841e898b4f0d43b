import type { PasswordLane } from './password-checks.ts';

/**
 * Where a sign-in comes from. Failed attempts are held back by name and place, so that wrong guesses from one place
 * close no other: `device` is paired with the hall, `server` is a browser on the hall's own machine, `browser` signed in
 * under that name before, `address` is anybody else.
 */
export type SignInPlace =
  | { readonly kind: 'device'; readonly id: string }
  | { readonly kind: 'server' }
  | { readonly kind: 'browser'; readonly id: string }
  | { readonly kind: 'address'; readonly address: string };

/** The key under which attempts of a place are counted. */
export function placeKey(place: SignInPlace): string {
  if (place.kind === 'address') return `address ${addressGroup(place.address)}`;
  return place.kind === 'server' ? 'server' : `${place.kind} ${place.id}`;
}

export function laneOf(place: SignInPlace): PasswordLane {
  return place.kind === 'address' ? 'stranger' : 'known';
}

/** One machine as an attacker counts: an IPv4 address, or the /64 that any IPv6 machine can choose from freely. */
export function addressGroup(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - last.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
