import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeviceFile, UsbLpTransport } from '../../../hardware/printers/transports/usb-lp.ts';
import {
  listUsbPrinters,
  parseUsbName,
  placeOf,
} from '../../../hardware/printers/transports/usb-printers.ts';

const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENODEV' }));
const file: DeviceFile = { read: gone, write: gone, close: async () => undefined };

describe('USB printers by what they are', () => {
  let root: string;
  let opened: string[];

  /** As the kernel shows a printer: the class entry points to the interface below the device. */
  const plug = (name: string, at: string, vendor: string, product: string, serial?: string) => {
    const place = join(root, 'devices', at, `${at}:1.0`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(root, 'devices', at, 'idVendor'), `${vendor}\n`);
    writeFileSync(join(root, 'devices', at, 'idProduct'), `${product}\n`);
    if (serial !== undefined) writeFileSync(join(root, 'devices', at, 'serial'), `${serial}\n`);
    mkdirSync(join(root, 'class', name), { recursive: true });
    symlinkSync(place, join(root, 'class', name, 'device'));
  };
  const unplug = (name: string) => rmSync(join(root, 'class', name), { recursive: true });
  const list = () => listUsbPrinters(join(root, 'class'));
  const printer = (name: string) =>
    new UsbLpTransport(
      name,
      async (path) => {
        opened.push(path);
        return file;
      },
      list,
    );

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'usb-'));
    mkdirSync(join(root, 'class'));
    opened = [];
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('a printer that comes back as lp1 is found again, also when it was named by its path', async () => {
    plug('lp0', '1-1', '04b8', '0e15', 'A7');
    const transports = [printer('/dev/usb/lp0'), printer('04b8:0e15:A7'), printer('04B8:0E15')];
    for (const each of transports) await each.open();
    unplug('lp0');
    plug('lp1', '1-2', '04b8', '0e15', 'A7');
    // Another one has taken its place.
    plug('lp0', '1-3', '0483', '5743', 'B1');
    for (const each of transports) {
      await each.close();
      await each.open();
      await each.close();
    }
    expect(opened).toEqual([...Array(3).fill('/dev/usb/lp0'), ...Array(3).fill('/dev/usb/lp1')]);
  });

  test('a printer that is not plugged in is not taken for another, and what is there is named', async () => {
    plug('lp0', '1-1', '0483', '5743');
    await expect(printer('04b8:0e15').open()).rejects.toMatchObject({
      code: 'ENODEV',
      message: expect.stringContaining('usb:0483:5743 (/dev/usb/lp0)'),
    });
    const first = printer('/dev/usb/lp0');
    await first.open();
    await first.close();
    unplug('lp0');
    plug('lp0', '1-2', '04b8', '0e15', 'A7');
    await expect(first.open()).rejects.toMatchObject({ code: 'ENODEV' });
    expect(opened).toEqual(['/dev/usb/lp0']);
  });

  test('two of a kind without serial numbers: the one that has not moved, else neither', () => {
    const kind = { vendorId: '0483', productId: '5743', serial: null };
    const two = [
      { ...kind, path: '/dev/usb/lp0' },
      { ...kind, path: '/dev/usb/lp1' },
    ];
    expect(placeOf(kind, two, '/dev/usb/lp1')).toBe('/dev/usb/lp1');
    expect(() => placeOf(kind, two, '/dev/usb/lp7')).toThrow('cannot be told from another');
  });

  test('where the kernel tells nothing, the path alone is tried', async () => {
    const transport = printer('/dev/usb/lp0');
    await transport.open();
    await transport.close();
    await transport.open();
    await transport.close();
    expect(opened).toEqual(['/dev/usb/lp0', '/dev/usb/lp0']);
  });

  test.each([
    ['04B8:0e15', { vendorId: '04b8', productId: '0e15', serial: null }],
    ['04b8:0e15:A:7', { vendorId: '04b8', productId: '0e15', serial: 'A:7' }],
    ['/dev/usb/lp0', null],
    ['4b8:e15', null],
  ])('reads the name %s', (text, expected) => expect(parseUsbName(text)).toEqual(expected));
});
