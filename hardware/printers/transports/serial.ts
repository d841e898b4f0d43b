import type { SerialPort } from 'serialport';
import { piecesOf, type Transport, within, writeStallMs } from './transport.ts';

/** Ten bits a byte on the line. */
function lineTimeMs(byteCount: number, baudRate: number): number {
  return Math.ceil((byteCount * 10_000) / baudRate);
}

/** A printer on a serial line or a USB-to-serial adapter. */
export class SerialTransport implements Transport {
  readonly writesConfirm = false;
  private readonly path: string;
  private readonly baudRate: number;
  private port: SerialPort | null = null;
  private lastWrite: Promise<void> = Promise.resolve();
  private dataListener: (bytes: Buffer) => void = () => undefined;
  private closeListener: () => void = () => undefined;

  constructor(path: string, baudRate: number) {
    this.path = path;
    this.baudRate = baudRate;
  }

  async open(): Promise<void> {
    // Loaded late: its native part is not needed where no serial printer is set up.
    const { SerialPort: Port } = await import('serialport');
    const port = new Port({ path: this.path, baudRate: this.baudRate, autoOpen: false, rtscts: false });
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    this.port = port;
    this.lastWrite = Promise.resolve();
    port.on('data', (bytes: Buffer) => this.dataListener(bytes));
    port.on('error', () => undefined);
    port.on('close', () => {
      if (this.port !== port) return;
      this.port = null;
      this.closeListener();
    });
  }

  write(bytes: Buffer): Promise<void> {
    const port = this.port;
    if (port === null)
      return Promise.reject(Object.assign(new Error('the link is closed'), { code: 'ENOTCONN' }));
    const done = this.lastWrite.then(async () => {
      for (const piece of piecesOf(bytes))
        await within(
          this.writePiece(port, piece),
          writeStallMs + lineTimeMs(piece.length, this.baudRate),
          `writing to ${this.path}`,
        );
    });
    this.lastWrite = done.catch(() => undefined);
    return done;
  }

  private writePiece(port: SerialPort, piece: Buffer): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      port.write(piece, (error) => {
        if (error) reject(error);
        else port.drain((late) => (late ? reject(late) : resolve()));
      });
    });
  }

  onData(listener: (bytes: Buffer) => void): void {
    this.dataListener = listener;
  }

  onClose(listener: () => void): void {
    this.closeListener = listener;
  }

  async close(): Promise<void> {
    const port = this.port;
    this.port = null;
    if (port?.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  }
}
