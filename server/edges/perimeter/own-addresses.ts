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
function networksOf(entries: readonly string[]): BlockList {
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
function isListed(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d)/i, '');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Names that no public name server answers for. */
const LOCAL_NAME = /^([a-z][a-z0-9_-]*|[a-z][a-z0-9._-]*\.(local|lan|internal|home\.arpa))$/i;

/**
 * Whether a host stands in a network of the hall: a private address, one in the network of an interface of this
 * machine, one in the networks that the settings add, or a name that only the hall's own network knows.
 */
export function isInHallNetwork(host: string, further: readonly string[]): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  if (isIP(plain) === 0) return LOCAL_NAME.test(plain);
  return (
    isListed(PRIVATE_NETWORKS, plain) ||
    isListed(known().subnets, plain) ||
    isListed(networksOf(further), plain)
  );
}
