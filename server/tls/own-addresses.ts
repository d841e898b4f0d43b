import { hostname, networkInterfaces } from 'node:os';

/** How this machine is reached in its networks. */
export interface OwnAddresses {
  /** IPv4 first, then IPv6; loopback included, link-local left out. */
  readonly addresses: readonly string[];
  /** Host names, lower case. */
  readonly names: readonly string[];
}

/** Reads the addresses and names of this machine; a system call, dearer than issuing a ticket. */
export function ownAddresses(): OwnAddresses {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const usable = all.filter((each) => !each.address.toLowerCase().startsWith('fe80:'));
  const addresses = [
    ...new Set([
      ...usable.filter((each) => each.family === 'IPv4').map((each) => each.address),
      ...usable.filter((each) => each.family !== 'IPv4').map((each) => each.address.toLowerCase()),
      '127.0.0.1',
      '::1',
    ]),
  ];
  const host = hostname().toLowerCase();
  const names = new Set(['localhost']);
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host)) {
    names.add(host);
    if (!host.includes('.')) names.add(`${host}.local`);
  }
  return { addresses, names: [...names] };
}

/** The host of an address such as `https://queue.example.vn:8443`; none where it is empty or no address. */
export function hostNamesOf(url: string): readonly string[] {
  return URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : [];
}
