import { constants } from 'node:fs';
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { HidHandle, HidInterface, HidSource } from './hid-source.ts';

const readEveryMs = 8;
const longestReport = 512;

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/** The first top-level usage of a report descriptor: items 0x05/0x06 give the page, 0x09/0x0A the usage. */
export function topLevelUsage(descriptor: Uint8Array): { usagePage?: number; usage?: number } {
  const found: { usagePage?: number; usage?: number } = {};
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    const size = [0, 1, 2, 4][prefix & 0x03] ?? 0;
    let value = 0;
    for (let byte = 0; byte < size; byte += 1) value += (descriptor[at + 1 + byte] ?? 0) * 256 ** byte;
    if ((prefix & 0xfc) === 0x04) found.usagePage = value;
    if ((prefix & 0xfc) === 0x08) {
      found.usage = value;
      return found;
    }
    at += 1 + size;
  }
  return found;
}

/**
 * HID devices straight from the Linux kernel, for machines where the native library cannot be loaded: its
 * prebuilt file is linked against libusb-1.0, which a small Debian does not have.
 */
export class HidrawSource implements HidSource {
  private readonly classFolder: string;
  private readonly deviceFolder: string;

  constructor(classFolder = '/sys/class/hidraw', deviceFolder = '/dev') {
    this.classFolder = classFolder;
    this.deviceFolder = deviceFolder;
  }

  async list(): Promise<readonly HidInterface[]> {
    let names: string[];
    try {
      names = await readdir(this.classFolder);
    } catch (error) {
      // A kernel that has seen no HID device has no such folder.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
    const found = await Promise.all(names.sort().map((name) => this.identify(name).catch(() => null)));
    return found.filter((device) => device !== null);
  }

  async open(path: string): Promise<HidHandle> {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return new HidrawHandle(file);
  }

  private async identify(name: string): Promise<HidInterface | null> {
    const folder = join(this.classFolder, name, 'device');
    const uevent = await readFile(join(folder, 'uevent'), 'utf8');
    const field = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(uevent)?.[1] ?? '';
    const ids = /^[0-9A-F]+:([0-9A-F]{8}):([0-9A-F]{8})$/i.exec(field('HID_ID'));
    if (ids === null) return null;
    const descriptor = await readFile(join(folder, 'report_descriptor')).catch(() => Buffer.alloc(0));
    return {
      path: join(this.deviceFolder, name),
      vendorId: Number.parseInt(ids[1] ?? '', 16),
      productId: Number.parseInt(ids[2] ?? '', 16),
      serialNumber: field('HID_UNIQ'),
      productName: field('HID_NAME'),
      interfaceNumber: Number(/input(\d+)$/.exec(field('HID_PHYS'))?.[1] ?? -1),
      ...topLevelUsage(descriptor),
    };
  }
}

class HidrawHandle implements HidHandle {
  private readonly file: FileHandle;
  private isOpen = true;
  private reportListener: (report: Uint8Array) => void = () => undefined;
  private lostListener: (error: Error) => void = () => undefined;
  private readonly ended: Promise<void>;

  constructor(file: FileHandle) {
    this.file = file;
    this.ended = this.readReports();
  }

  onReport(listener: (report: Uint8Array) => void): void {
    this.reportListener = listener;
  }

  onLost(listener: (error: Error) => void): void {
    this.lostListener = listener;
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await this.ended;
  }

  private async readReports(): Promise<void> {
    const into = Buffer.alloc(longestReport);
    let lost: Error | null = null;
    while (this.isOpen && lost === null) {
      try {
        const { bytesRead } = await this.file.read(into, 0, into.length, null);
        if (bytesRead > 0) {
          if (this.isOpen) this.reportListener(Uint8Array.from(into.subarray(0, bytesRead)));
          continue;
        }
      } catch (error) {
        if (!isAgain(error)) lost = error instanceof Error ? error : new Error(String(error));
      }
      if (lost === null) await pause(readEveryMs);
    }
    await this.file.close().catch(() => undefined);
    if (lost !== null && this.isOpen) this.lostListener(lost);
  }
}
