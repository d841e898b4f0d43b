import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderTicket } from '../../../hardware/printers/layout/ticket-layout.ts';
import { SerialTransport } from '../../../hardware/printers/transports/serial.ts';
import { TcpTransport } from '../../../hardware/printers/transports/tcp.ts';
import { type DeviceFile, UsbLpTransport } from '../../../hardware/printers/transports/usb-lp.ts';
import { VirtualTransport } from '../../../hardware/printers/transports/virtual.ts';
import { HandClock, until } from '../../support/hand-clock.ts';
import { plainSlip } from '../../support/sample-slips.ts';
import { TcpPrinterPeer } from '../../support/tcp-printer-peer.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A printer device as the kernel gives it without blocking: short writes, "try again", and then gone. */
class FakeDevice implements DeviceFile {
  readonly got: number[] = [];
  readonly answers: number[] = [];
  gone: string | null = null;
  closed = false;
  private turn = 0;

  async read(into: Buffer): Promise<number> {
    if (this.gone !== null) throw systemError(this.gone);
    const bytes = this.answers.splice(0, 2);
    if (bytes.length === 0) throw systemError('EAGAIN');
    Buffer.from(bytes).copy(into);
    return bytes.length;
  }

  async write(bytes: Buffer): Promise<number> {
    if (this.gone !== null) throw systemError(this.gone);
    this.turn += 1;
    if (this.turn % 3 === 0) throw systemError('EAGAIN');
    const count = Math.min(bytes.length, 7);
    this.got.push(...bytes.subarray(0, count));
    return count;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

describe('the USB transport', () => {
  test('writes all bytes in order over short writes, and hands up what comes back', async () => {
    const device = new FakeDevice();
    const transport = new UsbLpTransport('/dev/usb/lp0', async () => device);
    const heard: number[] = [];
    transport.onData((bytes) => heard.push(...bytes));
    await transport.open();
    device.answers.push(0x12, 0x10, 0, 0, 0);
    const bytes = Buffer.from(Array.from({ length: 100 }, (_, index) => index));
    await Promise.all([transport.write(bytes), transport.write(Buffer.from([200, 201]))]);
    expect(device.got).toEqual([...bytes, 200, 201]);
    await until(() => heard.length === 5, 'answers');
    await transport.close();
    expect(device.closed).toBe(true);
  });

  test('tells when the cable is pulled, and opens again', async () => {
    const devices = [new FakeDevice(), new FakeDevice()];
    let opened = 0;
    const transport = new UsbLpTransport('/dev/usb/lp0', async () => {
      const device = devices[opened];
      opened += 1;
      if (device === undefined) throw systemError('ENOENT');
      return device;
    });
    let closes = 0;
    transport.onClose(() => {
      closes += 1;
    });
    await transport.open();
    const [first] = devices;
    if (first !== undefined) first.gone = 'ENODEV';
    await until(() => closes === 1, 'the loss is noticed');
    await expect(transport.write(Buffer.from([1]))).rejects.toThrow();
    await transport.open();
    await transport.write(Buffer.from([1, 2]));
    expect(devices[1]?.got).toEqual([1, 2]);
    await transport.close();
    expect(closes).toBe(1);
  });

  test('keeps writing to a printer that has no way to answer', async () => {
    const device = new FakeDevice();
    device.read = async () => {
      throw systemError('EINVAL');
    };
    const transport = new UsbLpTransport('/dev/usb/lp0', async () => device);
    await transport.open();
    await transport.write(Buffer.from([1, 2, 3]));
    expect(device.got).toEqual([1, 2, 3]);
    await transport.close();
  });

  test('says so when there is no such device', async () => {
    await expect(new UsbLpTransport('/dev/usb/lp-none').open()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the serial transport', () => {
  test('says so when there is no such port', async () => {
    await expect(new SerialTransport('/dev/tty-none', 9600).open()).rejects.toThrow();
  });
});

describe('the network transport', () => {
  test('refuses at once where nothing listens', async () => {
    const peer = new TcpPrinterPeer();
    await peer.start();
    const { port } = peer;
    await peer.stop();
    await expect(new TcpTransport('127.0.0.1', port).open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('does not tell of a link that it closed itself', async () => {
    const peer = new TcpPrinterPeer();
    await peer.start();
    const transport = new TcpTransport('127.0.0.1', peer.port);
    let closes = 0;
    transport.onClose(() => {
      closes += 1;
    });
    await transport.open();
    await transport.close();
    await expect(transport.write(Buffer.from([0]))).rejects.toMatchObject({ code: 'ENOTCONN' });
    await peer.stop();
    expect(closes).toBe(0);
  });
});

describe('the virtual transport', () => {
  test('keeps a bounded number of pages, the newest ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pages-'));
    const clock = new HandClock('2026-01-02T08:00:00+07:00');
    const raster = renderTicket(plainSlip, 384);
    const transport = new VirtualTransport(folder, clock, 'Asia/Ho_Chi_Minh', 10);
    await transport.open();
    for (let number = 1000; number < 1050; number += 1) {
      await transport.write(Buffer.from([0x1b, 0x40]), { number: String(number), raster });
      clock.advance(1_000);
    }
    const files = readdirSync(folder);
    expect(files.filter((file) => file.endsWith('.png'))).toHaveLength(10);
    expect(files.filter((file) => file.endsWith('.bin'))).toHaveLength(10);
    expect(files.some((file) => file.startsWith('1049-'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test('writes no file outside its folder, whatever the number', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pages-'));
    const transport = new VirtualTransport(join(folder, 'a'), new HandClock(), 'Asia/Ho_Chi_Minh');
    await transport.open();
    await transport.write(Buffer.from([0]), { number: '../../x/é', raster: renderTicket(plainSlip, 384) });
    expect(readdirSync(folder)).toEqual(['a']);
    rmSync(folder, { recursive: true });
  });
});
