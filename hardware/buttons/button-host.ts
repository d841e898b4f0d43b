import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ButtonPress, HidDeviceInfo } from '../../common/protocol/hardware.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type HardwareLog, silentLog } from '../log.ts';
import { type ButtonProfile, loadButtonProfiles, profileFor } from './button-profile.ts';
import { type DebounceState, debounce, initialDebounce } from './debounce.ts';
import { decodeReport, type HeldButtons } from './decode.ts';
import type { HidHandle, HidInterface, HidSource } from './hid-source.ts';
import { initialKeypad, type KeypadState, pressKey } from './keypad.ts';

const lookForDevicesMs = 2_000;

export interface ButtonHostOptions {
  readonly source: HidSource;
  /**
   * Whether ordinary keyboards are read too. A machine that serves only as a button box wants it; on a
   * clerk's computer it would read everything that is typed, so it is off unless asked for.
   */
  readonly readAnyKeyboard: boolean;
  readonly clock?: Clock;
  readonly log?: HardwareLog;
  readonly profiles?: readonly ButtonProfile[];
  readonly newPressId?: () => string;
}

export interface ButtonHostEvents {
  press: [ButtonPress];
  /** A device came, went, or began to be read. */
  devices: [readonly HidDeviceInfo[]];
}

interface Known {
  readonly device: HidInterface;
  readonly info: HidDeviceInfo;
  readonly profile: ButtonProfile;
  readonly wanted: boolean;
}

interface Reading {
  readonly handle: HidHandle;
  readonly path: string;
}

function keyOf(device: HidInterface, ordinal: number): string {
  const ids = [device.vendorId, device.productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
  return device.serialNumber === '' ? `${ids}#${ordinal}` : `${ids}:${device.serialNumber}`;
}

/** Reads every button device of this machine, finds new ones, and survives those that are pulled out. */
export class ButtonHost extends EventEmitter<ButtonHostEvents> {
  private readonly options: ButtonHostOptions;
  private readonly clock: Clock;
  private readonly log: HardwareLog;
  private profiles: readonly ButtonProfile[] = [];
  private readonly known = new Map<string, Known>();
  private readonly reading = new Map<string, Reading>();
  private readonly refused = new Set<string>();
  private cancelLook: (() => void) | null = null;
  private running = false;
  private listeningToAllUntil = 0;
  private bound: ReadonlySet<string> = new Set();
  private published = '[]';
  private looking: Promise<void> = Promise.resolve();

  constructor(options: ButtonHostOptions) {
    super();
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.log = options.log ?? silentLog;
  }

  /** Looks for devices once, then every two seconds. */
  async start(): Promise<void> {
    this.profiles = this.options.profiles ?? loadButtonProfiles();
    this.running = true;
    await this.look();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.cancelLook?.();
    this.cancelLook = null;
    await this.looking;
    const handles = [...this.reading.values()];
    this.reading.clear();
    await Promise.allSettled(handles.map(({ handle }) => handle.close()));
  }

  /** For "press the button you want": also reads ordinary keyboards until the time is over. */
  async listenToAll(forMs: number): Promise<void> {
    this.listeningToAllUntil = this.clock.now() + forMs;
    await this.look();
  }

  /** Reads these devices too, whatever they are: somebody has bound one of their buttons. */
  async readBound(deviceKeys: readonly string[]): Promise<void> {
    this.bound = new Set(deviceKeys);
    await this.look();
  }

  devices(): readonly HidDeviceInfo[] {
    return [...this.known.values()].map(({ info }) => ({
      ...info,
      listening: this.reading.has(info.deviceKey),
    }));
  }

  private look(): Promise<void> {
    this.cancelLook?.();
    this.cancelLook = null;
    this.looking = this.looking.then(async () => {
      if (!this.running) return;
      try {
        await this.takeStock(await this.options.source.list());
      } catch (error) {
        // No HID at all on this machine: buttons are missing, the rest goes on.
        if (!this.refused.has('list')) this.log.warn({ err: error }, 'button devices cannot be listed');
        this.refused.add('list');
      }
      this.publish();
      if (!this.running) return;
      this.cancelLook?.();
      this.cancelLook = this.clock.setTimer(lookForDevicesMs, () => void this.look());
    });
    return this.looking;
  }

  private async takeStock(devices: readonly HidInterface[]): Promise<void> {
    const ordinals = new Map<string, number>();
    const paths = new Set<string>();
    const all = this.options.readAnyKeyboard || this.clock.now() < this.listeningToAllUntil;
    this.known.clear();
    for (const device of [...devices].sort((a, b) => a.path.localeCompare(b.path))) {
      const found = profileFor(device, this.profiles);
      // One interface may be listed once for each of its usages.
      if (found === null || paths.has(device.path)) continue;
      paths.add(device.path);
      const base = keyOf(device, 0);
      const ordinal = (ordinals.get(base) ?? 0) + 1;
      ordinals.set(base, ordinal);
      const plain = device.serialNumber === '' ? keyOf(device, ordinal) : base;
      // Two devices that share one serial number, as cheap ones do, still need two keys.
      const deviceKey = device.serialNumber !== '' && ordinal > 1 ? `${plain}#${ordinal}` : plain;
      this.known.set(deviceKey, {
        device,
        profile: found.profile,
        wanted: all || found.how === 'listed' || this.bound.has(deviceKey),
        info: {
          deviceKey,
          vendorId: device.vendorId,
          productId: device.productId,
          name: (device.productName === '' ? found.profile.title : device.productName).slice(0, 200),
          profile: found.profile.name,
          listening: false,
        },
      });
    }
    for (const [deviceKey, reading] of [...this.reading]) {
      const known = this.known.get(deviceKey);
      if (known?.wanted === true && known.device.path === reading.path) continue;
      this.reading.delete(deviceKey);
      await reading.handle.close().catch(() => undefined);
    }
    for (const [deviceKey, known] of this.known) {
      if (known.wanted && !this.reading.has(deviceKey)) await this.read(deviceKey, known);
    }
  }

  private async read(deviceKey: string, known: Known): Promise<void> {
    let handle: HidHandle;
    try {
      handle = await this.options.source.open(known.device.path);
    } catch (error) {
      if (!this.refused.has(deviceKey)) {
        this.log.warn({ deviceKey, path: known.device.path, err: error }, 'button device cannot be opened');
      }
      this.refused.add(deviceKey);
      return;
    }
    this.refused.delete(deviceKey);
    const reading: Reading = { handle, path: known.device.path };
    this.reading.set(deviceKey, reading);
    let held: HeldButtons = [];
    let bounce: DebounceState = initialDebounce;
    let keypad: KeypadState = initialKeypad;
    handle.onReport((report) => {
      if (this.reading.get(deviceKey) !== reading) return;
      const decoded = decodeReport(known.profile.protocol, held, report);
      held = decoded.held;
      for (const button of decoded.down) {
        const now = this.clock.now();
        const composing = known.profile.composesNumbers && button.startsWith('digit-');
        // The same digit typed twice quickly is two digits: 1001 is typed in half a second.
        const judged = composing ? { state: bounce, counts: true } : debounce(bounce, button, now);
        bounce = judged.state;
        if (!judged.counts) continue;
        const result = known.profile.composesNumbers
          ? pressKey(keypad, button, now)
          : { state: keypad, press: { button } };
        keypad = result.state;
        if (result.press === null) continue;
        this.emit('press', {
          pressId: (this.options.newPressId ?? randomUUID)(),
          deviceKey,
          deviceName: known.info.name,
          ...result.press,
        });
      }
    });
    handle.onLost(() => {
      if (this.reading.get(deviceKey) !== reading) return;
      this.reading.delete(deviceKey);
      void handle.close().catch(() => undefined);
      this.log.info({ deviceKey }, 'button device was unplugged');
      this.publish();
    });
  }

  private publish(): void {
    const devices = this.devices();
    const text = JSON.stringify(devices);
    if (text === this.published) return;
    this.published = text;
    this.emit('devices', devices);
  }
}
