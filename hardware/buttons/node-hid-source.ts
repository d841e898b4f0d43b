import type { HardwareLog } from '../log.ts';
import type { HidHandle, HidInterface, HidSource } from './hid-source.ts';
import { HidrawSource } from './hidraw-source.ts';

type NodeHid = typeof import('node-hid');

/** The devices of this machine, through node-hid. */
class NodeHidSource implements HidSource {
  private library: Promise<NodeHid> | null = null;

  async list(): Promise<readonly HidInterface[]> {
    const library = await this.load();
    const devices = await library.devicesAsync();
    return devices.flatMap((device) =>
      device.path === undefined || device.path === ''
        ? []
        : [
            {
              path: device.path,
              vendorId: device.vendorId,
              productId: device.productId,
              usagePage: device.usagePage,
              usage: device.usage,
              serialNumber: device.serialNumber ?? '',
              productName: device.product ?? '',
              interfaceNumber: device.interface,
            },
          ],
    );
  }

  async open(path: string): Promise<HidHandle> {
    const library = await this.load();
    const device = await library.HIDAsync.open(path);
    // Without a listener an error of an unplugged device would end the process.
    device.on('error', () => undefined);
    return {
      onReport: (listener) => {
        device.on('data', (report: Uint8Array) => listener(report));
      },
      onLost: (listener) => {
        device.on('error', (error: Error) => listener(error));
      },
      close: () => device.close(),
    };
  }

  private load(): Promise<NodeHid> {
    // Loaded late: a machine without buttons needs no native library. The usual driver of the package wants
    // libusb to reach the devices; hidraw leaves them to the kernel.
    this.library ??= import('node-hid').then((module) => {
      const library = 'default' in module ? (module.default as NodeHid) : module;
      if (process.platform === 'linux') library.setDriverType('hidraw');
      return library;
    });
    return this.library;
  }
}

/**
 * The way to the HID devices that works on this machine.
 * @throws the loader's error where there is none (not on Linux).
 */
export async function openHidSource(log: HardwareLog): Promise<HidSource> {
  const source = new NodeHidSource();
  try {
    await source.list();
    return source;
  } catch (error) {
    if (process.platform !== 'linux') throw error;
    log.info({ err: error }, 'node-hid cannot be loaded; buttons are read from the kernel directly');
    return new HidrawSource();
  }
}
