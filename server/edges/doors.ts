import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { ownAddress } from '../hall/own-address.ts';
import { type CertificateFacts, HallCertificate } from '../tls/hall-certificate.ts';
import { ownAddresses } from '../tls/own-addresses.ts';

/** What everybody may know of the hall's encryption. */
export interface EncryptionFacts extends CertificateFacts {
  readonly port: number;
}

/** A kept connection outlives the pauses between two citizens. */
const KEEP_ALIVE_MS = 65_000;
/** Half-sent heads are looked for so often. */
const CHECK_MS = 1_000;
/** A half-done TLS handshake is cut after this long. */
const HANDSHAKE_MS = 10_000;
/** What is under way when the hall is asked to end has so long to be answered. */
const LAST_ANSWERS_MS = 500;

/** The ports of the hall: plain http, and https unless it is switched off. */
export class Doors {
  readonly http: HttpServer;
  /** Null: no encryption. */
  readonly https: HttpsServer | null;
  private readonly config: Config;
  private readonly log: Logger;
  private readonly certificate: HallCertificate | null;
  private httpsPort = 0;

  private constructor(config: Config, log: Logger, certificate: HallCertificate | null) {
    this.config = config;
    this.log = log;
    this.certificate = certificate;
    this.http = createServer({ connectionsCheckingInterval: CHECK_MS });
    this.https =
      certificate &&
      createTlsServer({
        ...certificate.material,
        connectionsCheckingInterval: CHECK_MS,
        handshakeTimeout: HANDSHAKE_MS,
      });
    for (const server of this.servers) server.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  /**
   * Makes or loads the certificate and prepares the ports.
   * @param options.names further host names that the hall is reached by
   * @throws ConfigError when the certificate that was given cannot be used
   */
  static async prepare(
    config: Config,
    options: { log: Logger; nowMs: () => number; names: () => readonly string[] },
  ): Promise<Doors> {
    if (!config.tls) return new Doors(config, options.log, null);
    const certificate = new HallCertificate({
      config: config.tls,
      folder: join(config.dataDir, 'tls'),
      names: () => {
        const own = ownAddresses();
        return [...own.addresses, ...own.names, ...options.names()];
      },
      nowMs: options.nowMs,
    });
    await certificate.look();
    return new Doors(config, options.log, certificate);
  }

  get servers(): readonly HttpServer[] {
    return this.https === null ? [this.http] : [this.http, this.https];
  }

  /** Every request of either port goes to this handler. */
  serve(handler: RequestListener): void {
    for (const server of this.servers) server.on('request', handler);
  }

  /** @throws Error when a port that the environment names is taken */
  async open(): Promise<void> {
    await listen(this.http, this.config.port, this.config.host);
    const { tls } = this.config;
    if (this.https === null || !tls) return;
    try {
      await listen(this.https, tls.port, this.config.host);
      this.httpsPort = (this.https.address() as AddressInfo).port;
    } catch (error) {
      if (tls.portNamed) throw error;
      this.log.warn({ err: error, port: tls.port }, 'https is off: its port is taken; set HTTPS_PORT');
    }
  }

  get port(): number {
    const bound = this.http.address();
    return typeof bound === 'object' && bound !== null ? bound.port : this.config.port;
  }

  /** Null: no encryption. */
  get secureUrl(): string | null {
    return this.httpsPort === 0 ? null : `https://localhost:${this.httpsPort}`;
  }

  /** The encryption as pages and agents tell it; null: there is none. */
  encryption(): EncryptionFacts | null {
    if (this.certificate === null || this.httpsPort === 0) return null;
    return { port: this.httpsPort, ...this.certificate.facts };
  }

  /** The own authority's certificate as PEM; null where there is none. */
  authority(): string | null {
    return this.certificate?.authorityPem ?? null;
  }

  /** Takes up a changed certificate or changed addresses; open connections go on with the old one. */
  async look(): Promise<void> {
    if (this.certificate === null || this.https === null) return;
    if (await this.certificate.look()) this.https.setSecureContext(this.certificate.material);
  }

  /**
   * Where a citizen's phone finds the hall. Phones do not know the hall's own authority and would be warned: they are
   * sent to https only with a certificate from outside, or where the hall wants nothing else.
   */
  citizenAddress(everythingByHttps: boolean): string {
    const encryption = this.encryption();
    if (encryption !== null && (encryption.source === 'given' || everythingByHttps))
      return `https://${this.certificate?.hostName() ?? ownAddress()}:${encryption.port}`;
    return `http://${ownAddress()}:${this.port}`;
  }

  /** Ends both ports after `closing` has ended the sockets on them. */
  async stop(closing: () => Promise<void>): Promise<void> {
    const cutAll = () => {
      for (const server of this.servers) server.closeAllConnections();
    };
    const ended = this.servers.map(
      (server) => new Promise<void>((done) => (server.listening ? server.close(() => done()) : done())),
    );
    // Whoever asks again and again over a kept connection would hold the hall open for ever.
    const cut = setTimeout(cutAll, LAST_ANSWERS_MS);
    await closing();
    await Promise.all(ended);
    clearTimeout(cut);
  }
}

function listen(server: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}
