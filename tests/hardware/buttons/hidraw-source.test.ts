import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HidrawSource, topLevelUsage } from '../../../hardware/buttons/hidraw-source.ts';
import { until } from '../../support/hand-clock.ts';

describe.skipIf(process.platform !== 'linux')('HID devices straight from the kernel', () => {
  test('are listed with ids, serial number and usage, and their reports are read', async () => {
    const root = mkdtempSync(join(tmpdir(), 'hidraw-'));
    const device = join(root, 'class', 'hidraw0', 'device');
    mkdirSync(device, { recursive: true });
    mkdirSync(join(root, 'class', 'hidraw1'), { recursive: true });
    mkdirSync(join(root, 'dev'));
    writeFileSync(
      join(device, 'uevent'),
      'DRIVER=hid-generic\nHID_ID=0003:00000C45:00007403\nHID_NAME=RDing FootSwitch1F1.\nHID_PHYS=usb-1/input0\nHID_UNIQ=\n',
    );
    writeFileSync(join(device, 'report_descriptor'), Buffer.from([0x05, 0x01, 0x09, 0x06, 0xa1, 0x01]));
    // A named pipe gives bytes, and "try again" while there are none, as the device file does.
    const path = join(root, 'dev', 'hidraw0');
    execFileSync('mkfifo', [path]);
    const source = new HidrawSource(join(root, 'class'), join(root, 'dev'));
    expect(await source.list()).toEqual([
      {
        path,
        vendorId: 0x0c45,
        productId: 0x7403,
        serialNumber: '',
        productName: 'RDing FootSwitch1F1.',
        interfaceNumber: 0,
        usagePage: 1,
        usage: 6,
      },
    ]);
    const handle = await source.open(path);
    const heard: number[] = [];
    handle.onReport((report) => heard.push(...report));
    const writer = openSync(path, 'w');
    writeSync(writer, Buffer.from([0, 0, 5, 0, 0, 0, 0, 0]));
    await until(() => heard.length === 8, 'a report');
    expect(heard[2]).toBe(5);
    await handle.close();
    rmSync(root, { recursive: true });
  });

  test('are none where the kernel has seen none', async () => {
    expect(await new HidrawSource('/nowhere/at/all').list()).toEqual([]);
  });

  test('have their usage read from descriptors with longer items', () => {
    expect(topLevelUsage(Uint8Array.from([0x06, 0x00, 0xff, 0x0a, 0x01, 0x02]))).toEqual({
      usagePage: 0xff00,
      usage: 0x0201,
    });
    expect(topLevelUsage(new Uint8Array())).toEqual({});
  });
});
