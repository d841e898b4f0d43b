import type { HallEncryption } from '../common/protocol/encryption.ts';

const ONLY_HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The address by which other machines open the hall: the page's own unless that is this machine's alone.
 * @returns null where this machine is in no network that others could reach it by
 */
export function originForOthers(
  { hostname, origin, protocol }: Pick<Location, 'hostname' | 'origin' | 'protocol'>,
  reached: HallEncryption | null,
): string | null {
  if (!ONLY_HERE.test(hostname)) return origin;
  if (reached === null) return origin;
  const { address, httpPort, https } = reached;
  if (ONLY_HERE.test(address)) return null;
  return protocol === 'https:' && https !== null
    ? `https://${address}:${https.port}`
    : `http://${address}:${httpPort}`;
}
