import { resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from '../config.ts';

/** What the environment says to a hub. */
export interface HubConfig
  extends Pick<Config, 'port' | 'host' | 'dataDir' | 'adminPassword' | 'logLevel' | 'timeZone'> {
  /** A PostgreSQL that exists; null: the hub runs one of its own under `dataDir`. */
  readonly databaseUrl: string | null;
}

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
  const { port, host, adminPassword, logLevel, timeZone } = config;
  return {
    port,
    host,
    adminPassword,
    logLevel,
    timeZone,
    dataDir: resolve(env.DATA_DIR ?? './data'),
    databaseUrl: databaseUrl === '' ? null : databaseUrl,
  };
}
