import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { ConfigError, type TlsConfig } from '../config.ts';
import type { KeyedCertificate } from './make-certificates.ts';

/** What a connection by TLS is opened with. */
export interface TlsMaterial {
  /** The server's certificate and those above it, as PEM. */
  readonly cert: string;
  readonly key: string;
}

/** What pages and agents tell of the encryption. */
export interface CertificateFacts {
  /** `own`: of the hall's own authority, which devices have to come to trust; `given`: TLS_CERT. */
  readonly source: 'own' | 'given';
  /** SHA-256 of the authority's certificate, or of the given one, as 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly expiresAt: string;
}

type GivenFiles = NonNullable<TlsConfig['files']>;

/** A server certificate is renewed when it has less than this left. */
const RENEW_BEFORE_MS = 60 * 86_400_000;

/** SHA-256 of a certificate as 64 lower-case hexadecimal digits. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/**
 * The certificate the hall shows: TLS_CERT where it is given, else one of the hall's own authority under `folder`.
 * `look` is called now and then: it takes up changed files, changed addresses and the time that runs out.
 */
export class HallCertificate {
  private readonly config: TlsConfig;
  private readonly folder: string;
  private readonly names: () => readonly string[];
  private readonly nowMs: () => number;
  private current: { material: TlsMaterial; facts: CertificateFacts; mark: string } | undefined;

  /**
   * @param options.folder of the own authority; made with the keys at mode 0600
   * @param options.names addresses and host names the hall is reached by
   */
  constructor(options: {
    config: TlsConfig;
    folder: string;
    names: () => readonly string[];
    nowMs: () => number;
  }) {
    this.config = options.config;
    this.folder = options.folder;
    this.names = options.names;
    this.nowMs = options.nowMs;
  }

  /** What to open connections with. Throws before the first `look`. */
  get material(): TlsMaterial {
    return this.loaded().material;
  }

  get facts(): CertificateFacts {
    return this.loaded().facts;
  }

  /** The own authority's certificate as PEM, for devices to trust; null where the certificate was given. */
  get authorityPem(): string | null {
    return this.config.files === null ? readFileSync(this.path('ca.crt'), 'utf8') : null;
  }

  /** The host name that a given certificate was made for; undefined: the hall is reached by its address. */
  hostName(): string | undefined {
    if (this.config.files === null) return undefined;
    const names = new X509Certificate(this.material.cert).subjectAltName ?? '';
    return /DNS:([A-Za-z0-9.-]+)(?:,|$)/.exec(names)?.[1];
  }

  private loaded() {
    if (this.current === undefined) throw new Error('no certificate was loaded');
    return this.current;
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  /**
   * Brings the certificate up to date.
   * @returns whether connections from now on need the new material
   * @throws ConfigError with a sentence, when TLS_CERT or TLS_KEY cannot be used
   */
  async look(): Promise<boolean> {
    return this.config.files === null ? await this.lookAtOwn() : this.lookAtGiven(this.config.files);
  }

  private lookAtGiven(files: GivenFiles): boolean {
    const mark = [files.cert, files.key].map(markOf).join(' ');
    if (this.current?.mark === mark) return false;
    const { certificate, material } = readGiven(files);
    this.current = {
      mark,
      material,
      facts: {
        source: 'given',
        fingerprint: fingerprintOf(certificate),
        expiresAt: new Date(certificate.validTo).toISOString(),
      },
    };
    return true;
  }

  private async lookAtOwn(): Promise<boolean> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const names = [...new Set(this.names())].sort();
    let authority = this.readPair('ca');
    if (authority === null) {
      const { makeAuthority } = await import('./make-certificates.ts');
      authority = await makeAuthority(hostname().replace(/[^A-Za-z0-9-]/g, '') || 'hall');
      this.writePair('ca', authority);
    }
    const issuer = new X509Certificate(authority.certificate);
    let server = this.readPair('server');
    const kept = server !== null && this.stillGood(new X509Certificate(server.certificate), issuer, names);
    if (kept && this.current !== undefined) return false;
    if (server === null || !kept) {
      const { makeServerCertificate } = await import('./make-certificates.ts');
      server = await makeServerCertificate(authority, names, this.nowMs());
      this.writePair('server', server);
    }
    const certificate = new X509Certificate(server.certificate);
    this.current = {
      mark: certificate.fingerprint256,
      material: { cert: `${server.certificate.trim()}\n${authority.certificate.trim()}\n`, key: server.key },
      facts: {
        source: 'own',
        fingerprint: fingerprintOf(issuer),
        expiresAt: new Date(certificate.validTo).toISOString(),
      },
    };
    return true;
  }

  private stillGood(
    certificate: X509Certificate,
    issuer: X509Certificate,
    names: readonly string[],
  ): boolean {
    const nowMs = this.nowMs();
    return (
      certificate.verify(issuer.publicKey) &&
      new Date(certificate.validFrom).getTime() <= nowMs &&
      new Date(certificate.validTo).getTime() - nowMs > RENEW_BEFORE_MS &&
      names.every(
        (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined,
      )
    );
  }

  /** A pair of files that belong together; null: there is none, or half of one. */
  private readPair(name: string): KeyedCertificate | null {
    const certificatePath = this.path(`${name}.crt`);
    const keyPath = this.path(`${name}.key`);
    if (!existsSync(certificatePath) || !existsSync(keyPath)) return null;
    const pair = { certificate: readFileSync(certificatePath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
    try {
      const fits = new X509Certificate(pair.certificate).checkPrivateKey(createPrivateKey(pair.key));
      return fits ? pair : null;
    } catch {
      // Cut off by a power failure in the first start: another pair is made.
      return null;
    }
  }

  private writePair(name: string, pair: KeyedCertificate): void {
    // The key first: a certificate never stands without the key it belongs to.
    writeWhole(this.path(`${name}.key`), pair.key, 0o600);
    writeWhole(this.path(`${name}.crt`), pair.certificate, 0o644);
  }
}

function writeWhole(path: string, content: string, mode: number): void {
  writeFileSync(`${path}.part`, `${content.trim()}\n`, { mode, flush: true });
  chmodSync(`${path}.part`, mode);
  renameSync(`${path}.part`, path);
}

function markOf(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs}-${size}-${ino}`;
  } catch {
    return 'missing';
  }
}

function readNamed(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigError(`${setting} is "${path}": the file cannot be read (${why})`);
  }
}

function parsedCertificate(path: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new ConfigError(`TLS_CERT is "${path}": a certificate in PEM form is needed`);
  }
}

function readGiven(files: GivenFiles): { certificate: X509Certificate; material: TlsMaterial } {
  const cert = readNamed('TLS_CERT', files.cert);
  const key = readNamed('TLS_KEY', files.key);
  const certificate = parsedCertificate(files.cert, cert);
  let fits: boolean;
  try {
    fits = certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new ConfigError(
      `TLS_KEY is "${files.key}": a private key in PEM form, without a password, is needed`,
    );
  }
  if (!fits)
    throw new ConfigError(`TLS_KEY is "${files.key}": it is not the key of the certificate in TLS_CERT`);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`TLS_CERT is "${files.cert}": it cannot be used (${why})`);
  }
  return { certificate, material: { cert, key } };
}

/** @throws ConfigError with a sentence, when TLS_CERT or TLS_KEY is given and cannot be used */
export function checkGivenCertificate(config: TlsConfig | null | undefined): void {
  if (config?.files) readGiven(config.files);
}
