import { pino } from 'pino';
import { type RunningHub, startHub } from '../hub/start-hub.ts';
import { DEMO_ZONE, type DemoChoice, type OpenDemoHall, openDemoHall } from './open-demo-hall.ts';
import { DEMO_PASSWORD } from './people.ts';

/** Communes that no register knows. */
const NAMES = ['Xã Hòa Bình', 'Xã Tân Lập', 'Phường Đông Sơn', 'Xã Phú Thịnh', 'Phường Nam Hải'] as const;

export interface DemoProvinceChoice extends Omit<DemoChoice, 'earlierDays'> {
  readonly webFolder: string | null;
  readonly version: string;
  /** A PostgreSQL that exists; null: one of its own. */
  readonly databaseUrl: string | null;
  readonly earlierDays: number;
  /** How many halls, at most five. */
  readonly halls: number;
}

export interface DemoProvince {
  readonly hub: RunningHub;
  readonly halls: readonly { readonly name: string; readonly open: OpenDemoHall }[];
  stop(): Promise<void>;
}

/** A hub and small simulated halls that have joined it. The hub listens on the port, the halls on those after it. */
export async function openDemoProvince(choice: DemoProvinceChoice): Promise<DemoProvince> {
  const { port, host, dataDir, seed, webFolder, version, databaseUrl } = choice;
  const halls: { name: string; open: OpenDemoHall }[] = [];
  const hub = await startHub(
    {
      port,
      host,
      dataDir,
      adminPassword: DEMO_PASSWORD,
      logLevel: 'warn',
      timeZone: DEMO_ZONE,
      databaseUrl,
      basePath: '',
    },
    {
      webFolder,
      version,
      log: pino({ level: 'warn' }),
      // The halls' time is simulated, and the hub tells by it who is silent.
      nowMs: () => halls[0]?.open.clock.nowMs() ?? Date.now(),
    },
  );
  const stop = async () => {
    for (const { open } of halls) await open.running.stop();
    await hub.stop();
  };
  try {
    for (const [at, name] of NAMES.slice(0, choice.halls).entries()) {
      const open = await openDemoHall({ ...choice, port: port === 0 ? 0 : port + 1 + at, seed: seed + at });
      halls.push({ name, open });
      const made = await hub.services.halls.add({ code: `xa-${at + 1}`, name, parent: 'Sở Nội vụ' });
      if (!made.ok) throw new Error(made.refusal.message);
      const code = made.value.enrolmentCode.replaceAll('-', '');
      const joined = await open.running.services.outbox.join(hub.url, code);
      if (!joined.ok) throw new Error(joined.refusal.message);
    }
    return { hub, halls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
