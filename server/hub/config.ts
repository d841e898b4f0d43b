import { resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from '../config.ts';

/** What the environment says to a hub. */
export interface HubConfig
  extends Pick<Config, 'port' | 'host' | 'dataDir' | 'adminPassword' | 'logLevel' | 'timeZone'> {
  /** A PostgreSQL that exists; null: the hub runs one of its own under `dataDir`. */
  readonly databaseUrl: string | null;
  /** Where a proxy has the hub under its name: '/tinh'; '': at its root. */
  readonly basePath: string;
}

const BASE_PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/;

/** Reads the environment. Throws ConfigError with all that is wrong. */
export function readHubConfig(env: Readonly<Record<string, string | undefined>>): HubConfig {
  const databaseUrl = env.DATABASE_URL?.trim() ?? '';
  const config = readConfig({
    ...env,
    PORT: env.PORT ?? '8090',
    HTTPS_PORT: '0',
    TLS_CERT: undefined,
    TLS_KEY: undefined,
  });
  if (databaseUrl !== '' && !/^postgres(ql)?:\/\/\S+$/.test(databaseUrl))
    throw new ConfigError('DATABASE_URL is no address such as postgres://user:password@server/database');
  const basePath = (env.BASE_PATH?.trim() ?? '').replace(/\/+$/, '');
  if (basePath !== '' && !BASE_PATH.test(basePath))
    throw new ConfigError('BASE_PATH is no path such as /tinh');
  const { port, host, adminPassword, logLevel, timeZone } = config;
  return {
    port,
    host,
    adminPassword,
    logLevel,
    timeZone,
    dataDir: resolve(env.DATA_DIR ?? './data'),
    databaseUrl: databaseUrl === '' ? null : databaseUrl,
    basePath,
  };
}
