import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from './agent.ts';
import { type ClaimAnswer, obtainIdentity } from './agent-device.ts';
import { agentKey } from './agent-key.ts';
import { ButtonHost } from './buttons/button-host.ts';
import type { HidSource } from './buttons/hid-source.ts';
import { openHidSource } from './buttons/node-hid-source.ts';
import { type Clock, systemClock } from './clock.ts';
import { type HardwareLog, silentLog } from './log.ts';
import { packageFolder } from './package-folder.ts';
import { checkPrinterSpec, PrinterHost } from './printers/printer-host.ts';
import { authoritySentence } from './refusal-sentence.ts';
import { SocketAgentLink } from './socket-agent-link.ts';

/** One printer of the command line; without a name it takes the device's own. */
export interface AgentPrinter {
  readonly name?: string | undefined;
  readonly transport: string;
  readonly model: string;
}

export interface AgentOptions {
  /** "http://192.168.1.10:8080" or, with encryption, "https://192.168.1.10:8443" */
  readonly server: string;
  /** The short code of the devices page, over https with "@" and the hall's fingerprint behind it; needed once. */
  readonly pair?: string | undefined;
  readonly printers: readonly AgentPrinter[];
  /** Token, spools and untold results lie here. */
  readonly dataFolder: string;
  readonly timeZone: string;
  readonly readButtons?: boolean;
  /** Also read ordinary keyboards; for a machine that is nothing but a button box. */
  readonly readAnyKeyboard?: boolean;
  readonly log?: HardwareLog;
  readonly clock?: Clock;
  /** For tests: devices that are not this machine's. */
  readonly hidSource?: HidSource;
  /** The server has refused this device for good: the agent has stopped trying. */
  onRefused?(code: string): void;
  /** The server shows a certificate that this agent does not accept; it goes on trying. */
  onUntrusted?(sentence: string): void;
}

export type AgentStart =
  | { readonly ok: true; readonly deviceName: string; stop(): Promise<void> }
  | Extract<ClaimAnswer, { ok: false }>
  | { readonly ok: false; readonly code: 'bad_printer' | 'bad_server'; readonly message: string };

function packageVersion(): string {
  const text = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Each printer its own name: unnamed ones are called after the device, and numbered from the second on. */
function namePrinters(printers: readonly AgentPrinter[], deviceName: string) {
  const used = new Set<string>();
  return printers.map(({ name, transport, model }) => {
    const wanted = name ?? deviceName;
    let unique = wanted;
    for (let count = 2; used.has(unique); count += 1) unique = `${wanted} ${count}`;
    used.add(unique);
    return { name: unique, transport, model };
  });
}

async function hidSourceOf(options: AgentOptions, log: HardwareLog): Promise<HidSource | null> {
  if (options.readButtons === false) return null;
  if (options.hidSource !== undefined) return options.hidSource;
  try {
    return await openHidSource(log);
  } catch (error) {
    log.warn({ err: error }, 'buttons cannot be read on this machine');
    return null;
  }
}

/** Pairs if need be, then runs until stopped. Wrong options are answered, not thrown. */
export async function runAgent(options: AgentOptions): Promise<AgentStart> {
  const { dataFolder, timeZone, log = silentLog, clock = systemClock } = options;
  if (!URL.canParse(options.server) || !/^https?:$/.test(new URL(options.server).protocol)) {
    return { ok: false, code: 'bad_server', message: `"${options.server}" is not an http address.` };
  }
  const server = new URL(options.server).origin;
  for (const printer of options.printers) {
    const refusal = checkPrinterSpec({ ...printer, name: '' });
    if (refusal === null) continue;
    const what = refusal === 'unknown_model' ? `model "${printer.model}"` : `printer "${printer.transport}"`;
    return { ok: false, code: 'bad_printer', message: `The ${what} is not known.` };
  }
  const claim = await obtainIdentity(dataFolder, server, options.pair);
  if (!claim.ok) return claim;
  const { device, token, authority } = claim.identity;
  const source = await hidSourceOf(options, log);
  const agent = new Agent({
    link: new SocketAgentLink({
      server,
      token,
      version: packageVersion(),
      key: await agentKey(dataFolder),
      log,
      authority,
      onUntrusted: () => options.onUntrusted?.(authoritySentence('')),
    }),
    printers: new PrinterHost({
      printers: namePrinters(options.printers, device.name),
      dataFolder,
      timeZone,
      clock,
      log,
    }),
    buttons:
      source === null
        ? null
        : new ButtonHost({ source, readAnyKeyboard: options.readAnyKeyboard ?? false, clock, log }),
    dataFolder,
    clock,
    log,
    onRefused: (code) => options.onRefused?.(code),
  });
  await agent.start();
  return { ok: true, deviceName: device.name, stop: () => agent.stop() };
}
