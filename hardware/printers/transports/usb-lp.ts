import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Transport, writeStallMs } from './transport.ts';
import { listUsbPrinters, parseUsbName, placeOf, type UsbIdentity, type UsbPrinter } from './usb-printers.ts';

/** The part of a device file that is used, so that tests can stand in for the kernel. */
export interface DeviceFile {
  read(into: Buffer): Promise<number>;
  write(bytes: Buffer): Promise<number>;
  close(): Promise<void>;
}

async function openDeviceFile(path: string): Promise<DeviceFile> {
  // Blocking reads would each hold a thread of the pool for ever and keep the process from ending.
  const handle: FileHandle = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
  return {
    read: async (into) => (await handle.read(into, 0, into.length, null)).bytesRead,
    write: async (bytes) => (await handle.write(bytes, 0, bytes.length, null)).bytesWritten,
    close: () => handle.close(),
  };
}

const readWhileActiveMs = 8;
const readWhileIdleMs = 100;
const activeAfterWriteMs = 3_000;
const retryWriteMs = 4;

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/**
 * A USB printer through the kernel's usblp driver: /dev/usb/lp0 is read and written like a file. The kernel's numbers
 * change when a printer is plugged in again or two start in another order: it is known by vendor, product and serial
 * number, named so or learnt at the first opening, and looked for at each one.
 */
export class UsbLpTransport implements Transport {
  readonly writesConfirm = false;
  private path: string;
  private identity: UsbIdentity | null;
  private readonly list: () => Promise<readonly UsbPrinter[]>;
  private readonly openFile: (path: string) => Promise<DeviceFile>;
  private file: DeviceFile | null = null;
  private activeUntil = 0;
  private lastWrite: Promise<void> = Promise.resolve();
  private dataListener: (bytes: Buffer) => void = () => undefined;
  private closeListener: () => void = () => undefined;

  /** @param name "/dev/usb/lp0", or "VENDOR:PRODUCT" or "VENDOR:PRODUCT:SERIAL" */
  constructor(
    name: string,
    openFile: (path: string) => Promise<DeviceFile> = openDeviceFile,
    list: () => Promise<readonly UsbPrinter[]> = listUsbPrinters,
  ) {
    this.identity = parseUsbName(name);
    this.path = name;
    this.openFile = openFile;
    this.list = list;
  }

  async open(): Promise<void> {
    const present = await this.list();
    if (this.identity !== null) this.path = placeOf(this.identity, present, this.path);
    const file = await this.openFile(this.path);
    this.identity ??= present.find((each) => each.path === this.path) ?? null;
    this.file = file;
    this.lastWrite = Promise.resolve();
    void this.readFrom(file);
  }

  write(bytes: Buffer): Promise<void> {
    const file = this.file;
    if (file === null) {
      return Promise.reject(Object.assign(new Error('the link is closed'), { code: 'ENOTCONN' }));
    }
    const done = this.lastWrite.then(() => this.writeAll(file, bytes));
    this.lastWrite = done.catch(() => undefined);
    return done;
  }

  onData(listener: (bytes: Buffer) => void): void {
    this.dataListener = listener;
  }

  onClose(listener: () => void): void {
    this.closeListener = listener;
  }

  async close(): Promise<void> {
    const file = this.file;
    this.file = null;
    await file?.close();
  }

  private async writeAll(file: DeviceFile, bytes: Buffer): Promise<void> {
    let sent = 0;
    let movedAt = Date.now();
    while (sent < bytes.length) {
      if (this.file !== file) throw Object.assign(new Error('the link was lost'), { code: 'ENODEV' });
      this.activeUntil = Date.now() + activeAfterWriteMs;
      try {
        const count = await file.write(bytes.subarray(sent));
        if (count > 0) movedAt = Date.now();
        sent += count;
      } catch (error) {
        if (!isAgain(error)) throw error;
      }
      if (sent < bytes.length) {
        if (Date.now() - movedAt > writeStallMs) {
          throw Object.assign(new Error(`writing to ${this.path}: no progress`), { code: 'ETIMEDOUT' });
        }
        await pause(retryWriteMs);
      }
    }
  }

  private async readFrom(file: DeviceFile): Promise<void> {
    const into = Buffer.alloc(64);
    while (this.file === file) {
      try {
        const count = await file.read(into);
        if (count > 0) this.dataListener(Buffer.from(into.subarray(0, count)));
      } catch (error) {
        if (this.file !== file) return;
        // EINVAL: the printer has no channel back. It is mute, not gone.
        if (error instanceof Error && 'code' in error && error.code === 'EINVAL') return;
        if (!isAgain(error)) {
          this.file = null;
          await file.close().catch(() => undefined);
          this.closeListener();
          return;
        }
      }
      const waitMs = Date.now() < this.activeUntil ? readWhileActiveMs : readWhileIdleMs;
      await pause(waitMs, undefined, { ref: false });
    }
  }
}
