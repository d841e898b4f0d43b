import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, both as PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Under the 398 days that browsers accept. */
const SERVER_DAYS = 390;
/**
 * Fixed dates: a first start with a dead clock battery must not make an authority that has expired, or is not valid
 * yet, on the day the clock is right again.
 */
const AUTHORITY_FROM = new Date('2020-01-01T00:00:00Z');
const AUTHORITY_UNTIL = new Date('2049-12-31T00:00:00Z');

/** Positive and never with a leading zero, as RFC 5280 wants it. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

async function newKeys(): Promise<CryptoKeyPair> {
  cryptoProvider.set(webcrypto as Crypto);
  return (await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair;
}

async function keyPem(key: CryptoKey): Promise<string> {
  return PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', key as webcrypto.CryptoKey),
    'PRIVATE KEY',
  );
}

/** Makes the hall's own authority. @param label tells one hall's authority from another's in a list of them */
export async function makeAuthority(label: string): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Mot cua ${label}, O=Mot cua`,
    notBefore: AUTHORITY_FROM,
    notAfter: AUTHORITY_UNTIL,
    keys,
    signingAlgorithm: CURVE,
    extensions: [
      // No authority below it.
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: made.toString('pem'), key: await keyPem(keys.privateKey) };
}

/** Makes a server certificate for these addresses and host names, signed by the authority. */
export async function makeServerCertificate(
  authority: KeyedCertificate,
  names: readonly string[],
  nowMs: number,
): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const issuer = new X509Certificate(authority.certificate);
  const signingKey = (await webcrypto.subtle.importKey(
    'pkcs8',
    PemConverter.decodeFirst(authority.key),
    CURVE,
    false,
    ['sign'],
  )) as CryptoKey;
  const made = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Mot cua, O=Mot cua',
    issuer: issuer.subject,
    // A kiosk whose clock is behind by some hours still accepts it.
    notBefore: new Date(nowMs - DAY_MS),
    notAfter: new Date(nowMs + SERVER_DAYS * DAY_MS),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: CURVE,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { certificate: made.toString('pem'), key: await keyPem(keys.privateKey) };
}
