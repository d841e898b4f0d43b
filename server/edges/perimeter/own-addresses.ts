import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ownAddresses } from '../../tls/own-addresses.ts';

/** Asking the system for its addresses costs more than a ticket. */
const CACHED_MS = 10_000;

interface Known {
  readonly addresses: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly subnets: BlockList;
  readonly untilMs: number;
}

let cached: Known | undefined;

function read(): Known {
  const own = ownAddresses();
  const subnets = new BlockList();
  for (const each of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
    const prefix = Number(each.cidr?.split('/')[1]);
    if (Number.isInteger(prefix))
      subnets.addSubnet(each.address, prefix, each.family === 'IPv4' ? 'ipv4' : 'ipv6');
  }
  return {
    addresses: new Set(own.addresses),
    names: new Set(own.names),
    subnets,
    untilMs: Date.now() + CACHED_MS,
  };
}

function known(): Known {
  if (cached === undefined || Date.now() >= cached.untilMs) cached = read();
  return cached;
}

/** Whether an IP address is one of this machine's, loopback included. */
export function isOwnAddress(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d)/, '');
  return plain === '::1' || /^127\./.test(plain) || known().addresses.has(plain);
}

/** Whether this machine may be asked by a name without any setting. */
export function isOwnName(name: string): boolean {
  return known().names.has(name);
}

/** What no router passes on: private, link-local, unique local and loopback networks. */
const PRIVATE_NETWORKS = networksOf([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]);

/** A list of addresses and CIDR networks to look up in. Entries that are neither are left out. */
export function networksOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const version = isIP(address);
    if (version === 0) continue;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** Whether an IP address is in a list; an IPv4 address in IPv6 form counts as IPv4. */
export function isListed(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d)/i, '');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whether an IP address is in a network of the hall: private, or one that an interface of this machine is in. */
export function isHallNetwork(address: string): boolean {
  return isListed(PRIVATE_NETWORKS, address) || isListed(known().subnets, address);
}
