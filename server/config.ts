import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { readAuthority } from './edges/perimeter/perimeter.ts';

/** What the environment says. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly adminPassword: string | null;
  readonly logLevel: string;
  readonly timeZone: string;
  /** Encryption; undefined or null: none. */
  readonly tls?: TlsConfig | null;
  /** Addresses and networks of proxies whose forwarding headers count. */
  readonly trustedProxies?: readonly string[];
  /** Further names by which the hall may be asked. */
  readonly allowedHosts?: readonly string[];
  /** The hub to join at the first start, with the code it gave. */
  readonly hub?: { readonly url: string; readonly code: string } | null;
}

export interface TlsConfig {
  /** 0: any free port. */
  readonly port: number;
  /** Named by the environment: a port that is taken stops the start then; otherwise the hall runs without encryption. */
  readonly portNamed: boolean;
  /** Paths of TLS_CERT and TLS_KEY; null: the hall's own authority. */
  readonly files: { readonly cert: string; readonly key: string } | null;
}

/** A wrong environment: the sentence names every wrong value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function zoneExists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const isPort = (text: string) => /^\d+$/.test(text) && Number(text) <= 65_535;

function readTls(env: Readonly<Record<string, string | undefined>>, wrong: string[]): TlsConfig | null {
  const portText = env.HTTPS_PORT ?? '8443';
  if (!isPort(portText)) wrong.push(`HTTPS_PORT is "${portText}": a number from 0 to 65535 is needed`);
  else if (portText !== '0' && Number(portText) === Number(env.PORT ?? '8080'))
    wrong.push(`HTTPS_PORT is "${portText}": another port than PORT is needed`);
  const cert = env.TLS_CERT ?? '';
  const key = env.TLS_KEY ?? '';
  if ((cert === '') !== (key === ''))
    wrong.push(`${cert === '' ? 'TLS_CERT' : 'TLS_KEY'} is missing: TLS_CERT and TLS_KEY are given together`);
  if (Number(portText) === 0) return null;
  return {
    port: Number(portText),
    portNamed: env.HTTPS_PORT !== undefined,
    files: cert === '' || key === '' ? null : { cert: resolve(cert), key: resolve(key) },
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isNetwork(entry: string): boolean {
  const [address = '', prefix, more] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function readHub(env: Readonly<Record<string, string | undefined>>, wrong: string[]): Config['hub'] {
  const url = env.HUB_URL?.trim() ?? '';
  const code = env.HUB_CODE?.trim() ?? '';
  if (url === '' && code === '') return null;
  if (url === '' || code === '')
    wrong.push(`${url === '' ? 'HUB_URL' : 'HUB_CODE'} is missing: HUB_URL and HUB_CODE are given together`);
  else if (!/^https?:\/\/[^\s/]+/.test(url))
    wrong.push(`HUB_URL is "${url}": an address such as https://hub.example.vn is needed`);
  return { url, code };
}

/** Reads the environment. Throws ConfigError with all that is wrong, so that one look mends it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const wrong: string[] = [];
  const portText = env.PORT ?? '8080';
  const port = Number(portText);
  if (!isPort(portText)) wrong.push(`PORT is "${portText}": a number from 0 to 65535 is needed`);
  const logLevel = env.LOG_LEVEL ?? 'info';
  if (!LEVELS.includes(logLevel))
    wrong.push(`LOG_LEVEL is "${logLevel}": one of ${LEVELS.join(', ')} is needed`);
  const timeZone = env.TZ_HALL ?? 'Asia/Ho_Chi_Minh';
  if (!zoneExists(timeZone))
    wrong.push(`TZ_HALL is "${timeZone}": a zone such as Asia/Ho_Chi_Minh is needed`);
  const host = env.HOST ?? '0.0.0.0';
  if (host.trim() === '') wrong.push('HOST is empty: an address such as 0.0.0.0 is needed');
  const password = env.ADMIN_PASSWORD;
  if (password !== undefined && (password.length < 8 || password.length > 200))
    wrong.push('ADMIN_PASSWORD must have 8 to 200 characters');
  const tls = readTls(env, wrong);
  const trustedProxies = listOf(env.TRUSTED_PROXIES);
  for (const entry of trustedProxies)
    if (!isNetwork(entry))
      wrong.push(`TRUSTED_PROXIES has "${entry}": addresses or networks such as 10.0.0.0/8 are needed`);
  const allowedHosts = listOf(env.ALLOWED_HOSTS).map((name) => name.toLowerCase());
  for (const name of allowedHosts)
    if (readAuthority(name)?.port !== null)
      wrong.push(`ALLOWED_HOSTS has "${name}": host names without scheme and port are needed`);
  const hub = readHub(env, wrong);
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return {
    port,
    host,
    dataDir: resolve(env.DATA_DIR ?? './data'),
    adminPassword: password ?? null,
    logLevel,
    timeZone,
    tls,
    trustedProxies,
    allowedHosts,
    hub: hub ?? null,
  };
}
