import type { Clock } from '../clock.ts';
import { SerialTransport } from './transports/serial.ts';
import { TcpTransport } from './transports/tcp.ts';
import type { Transport } from './transports/transport.ts';
import { UsbLpTransport } from './transports/usb-lp.ts';
import { VirtualTransport } from './transports/virtual.ts';

/** One printer as it is set up: where it is, what it is, what the hall calls it. */
export interface PrinterSpec {
  readonly name: string;
  /** "tcp:HOST:PORT", "usb:VENDOR:PRODUCT:SERIAL", "usb:/dev/usb/lp0", "serial:/dev/ttyUSB0@9600" or "virtual:FOLDER" */
  readonly transport: string;
  /** A model's name; see models/. */
  readonly model: string;
}

export type TransportAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'usb'; readonly path: string }
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }
  | { readonly kind: 'virtual'; readonly folder: string };

const rawPrintPort = 9100;
const usualBaudRate = 9600;

/** The parts of a transport specification, or null when it is none. */
export function parseTransport(text: string): TransportAddress | null {
  const colon = text.indexOf(':');
  const [kind, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon < 1 || rest === '') return null;
  if (kind === 'usb') return { kind, path: rest };
  if (kind === 'virtual') return { kind, folder: rest };
  if (kind === 'serial') {
    const [, path, baud] = /^(.+?)(?:@(\d+))?$/.exec(rest) ?? [];
    if (path === undefined) return null;
    return { kind, path, baudRate: baud === undefined ? usualBaudRate : Number(baud) };
  }
  if (kind === 'tcp') {
    const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(rest) ?? [];
    const host = bracketed ?? plain;
    const port = digits === undefined ? rawPrintPort : Number(digits);
    if (host === undefined || port < 1 || port > 65_535) return null;
    return { kind, host, port };
  }
  return null;
}

/** The transport at an address. Nothing is opened yet. */
export function createTransport(address: TransportAddress, clock: Clock, timeZone: string): Transport {
  switch (address.kind) {
    case 'tcp':
      return new TcpTransport(address.host, address.port);
    case 'usb':
      return new UsbLpTransport(address.path);
    case 'serial':
      return new SerialTransport(address.path, address.baudRate);
    case 'virtual':
      return new VirtualTransport(address.folder, clock, timeZone);
  }
}
