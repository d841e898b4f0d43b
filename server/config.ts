import { resolve } from 'node:path';

/** What the environment says. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly adminPassword: string | null;
  readonly logLevel: string;
  readonly timeZone: string;
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

/** Reads the environment. Throws ConfigError with all that is wrong, so that one look mends it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const wrong: string[] = [];
  const portText = env.PORT ?? '8080';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535)
    wrong.push(`PORT is "${portText}": a number from 0 to 65535 is needed`);
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
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return {
    port,
    host,
    dataDir: resolve(env.DATA_DIR ?? './data'),
    adminPassword: password ?? null,
    logLevel,
    timeZone,
  };
}
