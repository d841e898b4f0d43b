import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type { Hall } from '../../hall/hall.ts';
import type { SecretStore } from '../../storage/secrets.ts';
import { hostNamesOf } from '../../tls/own-addresses.ts';
import { ConnectionGuard } from './connection-guard.ts';
import { HallPlaces } from './hall-places.ts';
import { KnownBrowsers } from './known-browsers.ts';
import { Perimeter } from './perimeter.ts';
import { Rejections } from './rejections.ts';
import { TicketPace } from './ticket-pace.ts';

/** What stands between the hall and whoever asks. */
export interface OpenPerimeter {
  readonly perimeter: Perimeter;
  readonly rejections: Rejections;
  readonly browsers: KnownBrowsers;
  readonly connections: ConnectionGuard;
  readonly pace: TicketPace;
}

/** Puts the perimeter together. @param ports on which the hall listens */
export function openPerimeter(options: {
  config: Config;
  hall: Hall;
  secrets: SecretStore;
  ports: () => readonly number[];
  onError: (error: unknown, what: string) => void;
}): OpenPerimeter {
  const { config, hall, secrets, ports } = options;
  const rejections = new Rejections();
  const places = new HallPlaces({
    file: join(config.dataDir, 'hall-places.json'),
    now: Date.now,
    onError: options.onError,
  });
  const perimeter = new Perimeter({
    trustedProxies: config.trustedProxies ?? [],
    allowedHosts: () => hostsOf(hall, config),
    ports,
  });
  return {
    perimeter,
    rejections,
    browsers: new KnownBrowsers(secrets.keyOf('known-browsers')),
    connections: new ConnectionGuard({ perimeter, rejections, places }),
    pace: new TicketPace({
      settings: () => hall.state.settings,
      rejections,
      hallNowMs: () => hall.clock.nowMs(),
    }),
  };
}

/** Names beside the machine's own by which the hall may be asked: of the environment and of the settings. */
function hostsOf(hall: Hall, config: Config): string[] {
  const { trackingBaseUrl, allowedHosts } = hall.state.settings;
  return [...(config.allowedHosts ?? []), ...allowedHosts, ...hostNamesOf(trackingBaseUrl)];
}
