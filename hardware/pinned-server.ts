import { X509Certificate } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { connect, type PeerCertificate } from 'node:tls';

/** What a server shows to whoever connects by TLS. */
export interface ShownAuthority {
  /** The machine's own list of authorities vouches for it: nothing has to be pinned. */
  readonly known: boolean;
  /** The topmost certificate that was sent, as PEM. */
  readonly pem: string;
  /** SHA-256 of it, as 64 lower-case hexadecimal digits. */
  readonly fingerprint: string;
}

const connectWithinMs = 10_000;

function topOf(shown: ReturnType<typeof connect>): PeerCertificate {
  let top = shown.getPeerCertificate(true);
  while (top.issuerCertificate && top.issuerCertificate.fingerprint256 !== top.fingerprint256)
    top = top.issuerCertificate;
  return top;
}

/** Looks at what a server shows, without believing or telling it anything. Rejects when it cannot be reached. */
export function lookAtServer(server: string): Promise<ShownAuthority> {
  const { hostname, port } = new URL(server);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((done, fail) => {
    const socket = connect({
      host,
      port: Number(port === '' ? 443 : port),
      rejectUnauthorized: false,
      // A name is sent, an address must not be.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    socket.setTimeout(connectWithinMs, () => socket.destroy(new Error('no answer')));
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      const certificate = new X509Certificate(topOf(socket).raw);
      done({
        known: socket.authorized,
        pem: certificate.toString(),
        fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      });
      socket.destroy();
    });
  });
}

/**
 * How to connect to the server whose authority was pinned: to it and no other. The address is not compared, since the
 * authority signs for one hall alone, and the hall's address may change.
 * @param authority PEM; null: as the machine itself trusts
 */
export function pinnedTo(authority: string | null): {
  readonly ca?: string;
  readonly checkServerIdentity?: () => undefined;
} {
  return authority === null ? {} : { ca: authority, checkServerIdentity: () => undefined };
}

/** What a server answered; the body is null where it is no JSON. */
export interface ServerAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Reads an address. Rejects when the server cannot be reached. */
export function readServer(url: URL, authority: string | null): Promise<ServerAnswer> {
  return ask(url, 'GET', '', authority);
}

/** Sends JSON. Rejects when the server cannot be reached. */
export function postJson(url: URL, body: unknown, authority: string | null): Promise<ServerAnswer> {
  return ask(url, 'POST', JSON.stringify(body), authority);
}

function ask(
  url: URL,
  method: 'GET' | 'POST',
  text: string,
  authority: string | null,
): Promise<ServerAnswer> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  return new Promise((done, fail) => {
    const sent = request(
      url,
      {
        method,
        agent: false,
        timeout: connectWithinMs,
        ...(text === '' ? {} : { headers }),
        ...(url.protocol === 'https:' ? pinnedTo(authority) : {}),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', fail);
        answer.once('end', () =>
          done({ status: answer.statusCode ?? 0, body: readJson(Buffer.concat(chunks).toString('utf8')) }),
        );
      },
    );
    sent.once('timeout', () => sent.destroy(new Error('no answer')));
    sent.once('error', fail);
    sent.end(text);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
