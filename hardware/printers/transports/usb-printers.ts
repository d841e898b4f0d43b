import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a USB printer is, whatever number the kernel gives it. */
export interface UsbIdentity {
  /** Four hexadecimal digits, in lower case. */
  readonly vendorId: string;
  readonly productId: string;
  /** Null: it has none, or any will do. */
  readonly serial: string | null;
}

export interface UsbPrinter extends UsbIdentity {
  readonly path: string;
}

const classFolder = '/sys/class/usbmisc';

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (text) => text.trim() || null,
    () => null,
  );
}

/** The USB printers that are plugged in now; empty where the kernel tells nothing of them. */
export async function listUsbPrinters(folder: string = classFolder): Promise<UsbPrinter[]> {
  const names = await readdir(folder).catch(() => []);
  const found: UsbPrinter[] = [];
  for (const name of names.filter((each) => /^lp\d+$/.test(each)).sort()) {
    // The class entry points to the interface; the device that has the ids is the folder above it.
    const device = await realpath(join(folder, name, 'device')).then(dirname, () => null);
    if (device === null) continue;
    const vendorId = await textOf(join(device, 'idVendor'));
    const productId = await textOf(join(device, 'idProduct'));
    if (vendorId === null || productId === null) continue;
    found.push({
      path: `/dev/usb/${name}`,
      vendorId,
      productId,
      serial: await textOf(join(device, 'serial')),
    });
  }
  return found;
}

/** "04b8:0e15:ABC123", as `--printer usb:` takes it. */
function usbName({ vendorId, productId, serial }: UsbIdentity): string {
  return `${vendorId}:${productId}${serial === null ? '' : `:${serial}`}`;
}

/** The printer of a name "VENDOR:PRODUCT" or "VENDOR:PRODUCT:SERIAL"; null: it is none. */
export function parseUsbName(text: string): UsbIdentity | null {
  const [, vendor, product, serial] = /^([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?::(.+))?$/.exec(text) ?? [];
  if (vendor === undefined || product === undefined) return null;
  return { vendorId: vendor.toLowerCase(), productId: product.toLowerCase(), serial: serial ?? null };
}

/**
 * Where this printer is plugged in now.
 * @param last where it was before: of two that cannot be told apart it is the one that has not moved
 * @throws Error with code ENODEV when it is not there or cannot be told from another, naming what is there
 */
export function placeOf(wanted: UsbIdentity, present: readonly UsbPrinter[], last: string | null): string {
  const fits = present.filter(
    (each) =>
      each.vendorId === wanted.vendorId &&
      each.productId === wanted.productId &&
      (wanted.serial === null || each.serial === wanted.serial),
  );
  const place = fits.length === 1 ? fits[0] : fits.find((each) => each.path === last);
  if (place !== undefined) return place.path;
  const there = present.map((each) => `usb:${usbName(each)} (${each.path})`).join(', ') || 'none';
  const what = fits.length === 0 ? 'is not plugged in' : 'cannot be told from another of its kind';
  throw Object.assign(new Error(`usb:${usbName(wanted)} ${what}; USB printers: ${there}`), {
    code: 'ENODEV',
  });
}
