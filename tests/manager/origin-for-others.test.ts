import { describe, expect, test } from 'vitest';
import type { HallEncryption } from '../../common/protocol/encryption.ts';
import { originForOthers } from '../../manager/origin-for-others.ts';

const here = (hostname: string, protocol = 'http:') => ({
  hostname,
  protocol,
  origin: `${protocol}//${hostname}:8080`,
});
const reached = (address: string, https: number | null) =>
  ({ address, httpPort: 8080, https: https === null ? null : { port: https } }) as HallEncryption;

describe('the address that others open', () => {
  test.each(['localhost', '127.0.0.1', '127.8.8.8', '[::1]'])(
    '%s is this machine alone: its network address is shown',
    (name) => {
      expect(originForOthers(here(name), reached('192.168.1.20', null))).toBe('http://192.168.1.20:8080');
    },
  );

  test('a page opened encrypted leads to the encrypted port', () => {
    expect(originForOthers(here('localhost', 'https:'), reached('192.168.1.20', 8443))).toBe(
      'https://192.168.1.20:8443',
    );
    expect(originForOthers(here('localhost', 'https:'), reached('192.168.1.20', null))).toBe(
      'http://192.168.1.20:8080',
    );
  });

  test('an address that others already use stays', () => {
    expect(originForOthers(here('192.168.1.9'), reached('10.0.0.1', null))).toBe('http://192.168.1.9:8080');
    expect(originForOthers(here('mot-cua.local'), null)).toBe('http://mot-cua.local:8080');
  });

  test('a machine in no network has none', () => {
    expect(originForOthers(here('localhost'), reached('localhost', null))).toBeNull();
  });
});
