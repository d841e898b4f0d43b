import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, readConfig, type TlsConfig } from '../../server/config.ts';
import { checkGivenCertificate, fingerprintOf, HallCertificate } from '../../server/tls/hall-certificate.ts';
import { makeAuthority, makeServerCertificate } from '../../server/tls/make-certificates.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 24);
const OWN: TlsConfig = { port: 0, portNamed: true, files: null };

let folder: string;
let nowMs: number;
let names: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-tls-'));
  nowMs = START_MS;
  names = ['192.168.1.10', 'fd00::7', 'may-chu.local', 'localhost', '127.0.0.1'];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (config: TlsConfig = OWN) =>
  new HallCertificate({ config, folder: join(folder, 'tls'), names: () => names, nowMs: () => nowMs });

const shown = (certificate: HallCertificate) => new X509Certificate(certificate.material.cert);
const authorityOf = (certificate: HallCertificate) => new X509Certificate(certificate.authorityPem ?? '');

describe('the hall’s own authority', () => {
  test('signs a certificate for every address and name of the machine', async () => {
    const certificate = open();
    expect(await certificate.look()).toBe(true);
    const server = shown(certificate);
    const authority = authorityOf(certificate);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIssued(authority)).toBe(true);
    for (const name of ['192.168.1.10', 'fd00::7', '127.0.0.1']) expect(server.checkIP(name)).toBe(name);
    for (const name of ['may-chu.local', 'localhost']) expect(server.checkHost(name)).toBe(name);
    expect(server.checkIP('192.168.1.11')).toBeUndefined();
    expect([authority.ca, server.ca]).toEqual([true, false]);
    expect(certificate.facts).toMatchObject({ source: 'own', fingerprint: fingerprintOf(authority) });
    // Both are sent, so that an agent can keep the authority.
    expect(certificate.material.cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  test('keeps its keys from everybody but the account of the hall', async () => {
    await open().look();
    for (const name of ['ca.key', 'server.key'])
      expect(statSync(join(folder, 'tls', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, 'tls', 'ca.crt'), 'utf8')).not.toContain('PRIVATE');
  });

  test('stays the same over a restart, and so does the certificate', async () => {
    const first = open();
    await first.look();
    const second = open();
    await second.look();
    expect(shown(second).fingerprint256).toBe(shown(first).fingerprint256);
    expect(second.facts).toEqual(first.facts);
    expect(await second.look()).toBe(false);
  });

  test('renews the certificate when the machine gets another address', async () => {
    const certificate = open();
    await certificate.look();
    const before = shown(certificate);
    names.push('10.0.0.5');
    expect(await certificate.look()).toBe(true);
    expect(shown(certificate).checkIP('10.0.0.5')).toBe('10.0.0.5');
    expect(shown(certificate).serialNumber).not.toBe(before.serialNumber);
    expect(certificate.facts.fingerprint).toBe(fingerprintOf(authorityOf(certificate)));
    // An address that is gone is no reason: a cable that comes loose would renew it twice.
    names.pop();
    expect(await certificate.look()).toBe(false);
  });

  test('renews the certificate sixty days before it expires, under the same authority', async () => {
    const certificate = open();
    await certificate.look();
    const { fingerprint, expiresAt } = certificate.facts;
    const endsMs = new Date(expiresAt).getTime();
    expect(endsMs - START_MS).toBe(390 * DAY_MS);
    nowMs = endsMs - 61 * DAY_MS;
    expect(await certificate.look()).toBe(false);
    nowMs = endsMs - 59 * DAY_MS;
    expect(await certificate.look()).toBe(true);
    expect(new Date(certificate.facts.expiresAt).getTime()).toBeGreaterThan(endsMs);
    expect(certificate.facts.fingerprint).toBe(fingerprint);
  });

  test('made under a dead clock battery is good on the day the clock is right again', async () => {
    nowMs = Date.UTC(2021, 0, 1);
    const certificate = open();
    await certificate.look();
    const { fingerprint } = certificate.facts;
    nowMs = START_MS;
    expect(await certificate.look()).toBe(true);
    expect(certificate.facts.fingerprint).toBe(fingerprint);
    const validFrom = new Date(shown(certificate).validFrom).getTime();
    expect(validFrom).toBeGreaterThan(START_MS - 2 * DAY_MS);
    nowMs = Date.UTC(2023, 0, 1);
    expect(await certificate.look()).toBe(true);
  });

  test('makes what a power failure in the first start has left half written', async () => {
    await open().look();
    writeFileSync(join(folder, 'tls', 'server.crt'), '-----BEGIN CERTIFICATE-----\nMIIB');
    const second = open();
    await second.look();
    expect(shown(second).verify(authorityOf(second).publicKey)).toBe(true);
    unlinkSync(join(folder, 'tls', 'ca.crt'));
    const third = open();
    await third.look();
    expect(shown(third).verify(authorityOf(third).publicKey)).toBe(true);
    expect(third.facts.fingerprint).not.toBe(second.facts.fingerprint);
  });
});

describe('a certificate that was given', () => {
  const files = () => ({ cert: join(folder, 'given.crt'), key: join(folder, 'given.key') });
  const given = (): TlsConfig => ({ port: 0, portNamed: true, files: files() });
  const write = async (label: string) => {
    const authority = await makeAuthority(label);
    const pair = await makeServerCertificate(authority, ['motcua.example.vn'], START_MS);
    writeFileSync(files().cert, pair.certificate);
    writeFileSync(files().key, pair.key);
    return pair;
  };

  test('is used as it is, and the hall makes no authority', async () => {
    const pair = await write('a');
    const certificate = open(given());
    await certificate.look();
    expect(certificate.material).toEqual({ cert: pair.certificate, key: pair.key });
    expect(certificate.facts.source).toBe('given');
    expect(certificate.authorityPem).toBeNull();
    expect(certificate.hostName()).toBe('motcua.example.vn');
    expect(() => statSync(join(folder, 'tls'))).toThrow();
  });

  test('is taken up again when its files change, and the old one stays while they do not fit', async () => {
    await write('a');
    const certificate = open(given());
    await certificate.look();
    const before = certificate.material;
    writeFileSync(files().cert, (await makeAuthority('b')).certificate);
    await expect(certificate.look()).rejects.toThrow(/TLS_KEY is ".*given.key": it is not the key/);
    expect(certificate.material).toEqual(before);
    const fresh = await write('c');
    expect(await certificate.look()).toBe(true);
    expect(certificate.material.cert).toBe(fresh.certificate);
    expect(await certificate.look()).toBe(false);
  });

  test('stops the start with a sentence that names what is wrong', async () => {
    await write('a');
    const wrong = (change: () => void): string => {
      change();
      try {
        checkGivenCertificate(given());
        return 'accepted';
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        return (error as Error).message;
      }
    };
    expect(wrong(() => undefined)).toBe('accepted');
    expect(wrong(() => writeFileSync(files().key, 'nonsense'))).toMatch(/^TLS_KEY is ".*": a private key/);
    expect(wrong(() => writeFileSync(files().cert, 'nonsense'))).toMatch(/^TLS_CERT is ".*": a certificate/);
    expect(wrong(() => unlinkSync(files().cert))).toMatch(
      /^TLS_CERT is ".*": the file cannot be read \(ENOENT\)/,
    );
  });
});

describe('the environment', () => {
  const tlsOf = (env: Record<string, string>) => readConfig(env).tls;

  test('encrypts on 8443 unless it says otherwise', () => {
    expect(tlsOf({})).toEqual({ port: 8443, portNamed: false, files: null });
    expect(tlsOf({ HTTPS_PORT: '9443' })).toEqual({ port: 9443, portNamed: true, files: null });
    expect(tlsOf({ HTTPS_PORT: '0' })).toBeNull();
    expect(tlsOf({ TLS_CERT: '/a.crt', TLS_KEY: '/a.key' })?.files).toEqual({
      cert: '/a.crt',
      key: '/a.key',
    });
  });

  test('names each wrong value', () => {
    expect(() => readConfig({ HTTPS_PORT: 'x' })).toThrow('HTTPS_PORT is "x"');
    expect(() => readConfig({ HTTPS_PORT: '' })).toThrow('HTTPS_PORT is ""');
    expect(() => readConfig({ PORT: '8443', HTTPS_PORT: '8443' })).toThrow('another port than PORT');
    expect(() => readConfig({ TLS_CERT: '/a.crt' })).toThrow('TLS_KEY is missing');
    expect(() => readConfig({ TLS_KEY: '/a.key' })).toThrow('TLS_CERT is missing');
  });
});
