import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';
import { isOwnAddress, isOwnName } from './own-addresses.ts';

/** The parts of a request by which a visitor is told apart. */
export type VisitorRequest = Pick<IncomingMessage, 'headers' | 'socket'> &
  Partial<Pick<IncomingMessage, 'url' | 'httpVersion' | 'rawHeaders'>>;

export interface PerimeterOptions {
  /** Addresses and networks of proxies whose forwarding headers count. */
  readonly trustedProxies: readonly string[];
  /** Names by which the hall may be asked beside its own. */
  readonly allowedHosts: () => readonly string[];
  /** Ports on which the hall listens. */
  readonly ports: () => readonly number[];
}

/** Any of these shows that somebody else's request was passed on. */
const FORWARDING_HEADERS = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-host',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
];

/** The authority of a request target that is a whole address, as a proxy is asked. */
const ABSOLUTE_TARGET = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/** How long a verdict on a name holds: a changed setting is felt as soon. */
const VERDICT_MS = 2_000;
const MOST_VERDICTS = 500;

/** Name and port of a Host header or an origin's authority, in lower case; null when it is none. */
export function readAuthority(text: string): { name: string; port: number | null } | null {
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(text);
  if (found?.[1] === undefined) return null;
  const name = found[1].toLowerCase().replace(/^\[|\]$/g, '');
  return { name: name.replace(/\.$/, ''), port: found[2] === undefined ? null : Number(found[2]) };
}

/**
 * Tells visitors apart: from which address, by which name of the hall, through which proxy, and whether it is a browser
 * on the hall's own machine. Forwarding headers count only from proxies named in the settings (decision 0006).
 */
export class Perimeter {
  private readonly options: PerimeterOptions;
  private readonly verdicts = new Map<string, { allowed: boolean; untilMs: number }>();
  private readonly trusted: (address: string, hop: number) => boolean;

  /** Throws TypeError when a trusted proxy is neither an address nor a network. */
  constructor(options: PerimeterOptions) {
    this.options = options;
    this.trusted = proxyAddr.compile([...options.trustedProxies]);
  }

  isTrustedProxy(address: string | undefined): boolean {
    return address !== undefined && this.trusted(address, 0);
  }

  /** The visitor's address: the peer's, or what trusted proxies say it is. */
  addressOf(request: VisitorRequest): string {
    const peer = request.socket.remoteAddress ?? '';
    if (!this.isTrustedProxy(peer)) return peer;
    return proxyAddr(request as IncomingMessage, this.trusted);
  }

  /** The authority under which the visitor asked, as a trusted proxy tells it or as it stands in Host. */
  authorityOf(request: VisitorRequest): string {
    const { headers, socket } = request;
    const forwarded = headers['x-forwarded-host'];
    if (typeof forwarded === 'string' && this.isTrustedProxy(socket.remoteAddress))
      return forwarded.split(',')[0]?.trim() ?? '';
    return headers.host ?? '';
  }

  /** Whether the visitor sits at this very machine, whatever the program. */
  isOwnMachine(request: VisitorRequest): boolean {
    return isOwnAddress(this.addressOf(request));
  }

  /** Whether the request names this hall: a page of another name that was pointed at us by DNS does not. */
  isAllowedHost(request: VisitorRequest): boolean {
    if (namesOfHost(request.rawHeaders) > 1) return false;
    // A request target with a name of its own stands above Host.
    const target = ABSOLUTE_TARGET.exec(request.url ?? '')?.[1];
    return this.isAllowed(this.authorityOf(request)) && (target === undefined || this.isAllowed(target));
  }

  private isAllowed(authority: string): boolean {
    const known = this.verdicts.get(authority);
    if (known !== undefined && known.untilMs > Date.now()) return known.allowed;
    const allowed = this.isOurs(authority);
    if (this.verdicts.size >= MOST_VERDICTS) this.verdicts.clear();
    this.verdicts.set(authority, { allowed, untilMs: Date.now() + VERDICT_MS });
    return allowed;
  }

  private isOurs(authority: string): boolean {
    const host = readAuthority(authority);
    if (host === null) return false;
    if (isIP(host.name) !== 0 && isOwnAddress(host.name)) return true;
    return isOwnName(host.name) || this.options.allowedHosts().includes(host.name);
  }

  /** True unless a browser says that another site's page is asking. */
  isSameOrigin(request: VisitorRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    try {
      return new URL(origin).host === this.authorityOf(request).toLowerCase();
    } catch {
      return false;
    }
  }

  /** Whether the visitor's own connection is encrypted, here or at a trusted proxy. */
  isSecure(request: VisitorRequest): boolean {
    if ('encrypted' in request.socket && request.socket.encrypted === true) return true;
    return (
      request.headers['x-forwarded-proto'] === 'https' && this.isTrustedProxy(request.socket.remoteAddress)
    );
  }

  /**
   * Whether a browser on this very machine asks: a loopback peer that asks for a loopback name and our own port, whose
   * page came from there too, and that nothing passed on. A browser always tells its origin on a socket and with a
   * form; behind a proxy that is the proxy's name, even where the proxy adds no header of its own.
   */
  isLocalBrowser(request: VisitorRequest): boolean {
    const { headers, socket } = request;
    const peer = socket.remoteAddress;
    if (peer !== '127.0.0.1' && peer !== '::1' && peer !== '::ffff:127.0.0.1') return false;
    if (this.isTrustedProxy(peer) || wasForwarded(headers)) return false;
    // No browser speaks it any more; proxies do to what is behind them, nginx unless it is told otherwise.
    if (request.httpVersion === '1.0') return false;
    const host = readAuthority(headers.host ?? '');
    if (host === null || !['localhost', '127.0.0.1', '::1'].includes(host.name)) return false;
    const secure = 'encrypted' in socket && socket.encrypted === true;
    if (!this.options.ports().includes(host.port ?? (secure ? 443 : 80))) return false;
    return headers.origin !== undefined && this.isSameOrigin(request);
  }
}

/** How many Host headers came: of two each reader takes another. */
function namesOfHost(rawHeaders: readonly string[] = []): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') count += 1;
  return count;
}

function wasForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some(
    (name) => name.startsWith('x-forwarded') || FORWARDING_HEADERS.includes(name),
  );
}
