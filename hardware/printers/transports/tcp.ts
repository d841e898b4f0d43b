import { connect, type Socket } from 'node:net';
import { piecesOf, type Transport, within, writeStallMs } from './transport.ts';

const connectWithinMs = 4_000;
const keepAliveAfterMs = 10_000;

/** A network printer, as a rule on port 9100: raw bytes both ways. */
export class TcpTransport implements Transport {
  readonly writesConfirm = false;
  private readonly host: string;
  private readonly port: number;
  private socket: Socket | null = null;
  private connecting: Socket | null = null;
  private lastWrite: Promise<void> = Promise.resolve();
  private dataListener: (bytes: Buffer) => void = () => undefined;
  private closeListener: () => void = () => undefined;

  constructor(host: string, port: number) {
    this.host = host;
    this.port = port;
  }

  async open(): Promise<void> {
    const socket = connect({ host: this.host, port: this.port, noDelay: true });
    this.connecting = socket;
    socket.setKeepAlive(true, keepAliveAfterMs);
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNABORTED' })));
    });
    try {
      await within(connected, connectWithinMs, `connecting to ${this.host}:${this.port}`);
    } catch (error) {
      socket.on('error', () => undefined);
      socket.destroy();
      throw error;
    } finally {
      this.connecting = null;
    }
    this.socket = socket;
    this.lastWrite = Promise.resolve();
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => this.dataListener(bytes));
    // A printer that ends its side has gone; half-open links would swallow the next ticket.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.closeListener();
    });
  }

  write(bytes: Buffer): Promise<void> {
    const socket = this.socket;
    if (socket === null)
      return Promise.reject(Object.assign(new Error('the link is closed'), { code: 'ENOTCONN' }));
    const done = this.lastWrite.then(async () => {
      for (const piece of piecesOf(bytes))
        await within(this.writePiece(socket, piece), writeStallMs, `writing to ${this.host}:${this.port}`);
    });
    this.lastWrite = done.catch(() => undefined);
    return done;
  }

  private writePiece(socket: Socket, piece: Buffer): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const lost = () => reject(Object.assign(new Error('the link was lost'), { code: 'ECONNRESET' }));
      if (socket.destroyed) return lost();
      socket.once('close', lost);
      socket.write(piece, (error) => {
        socket.off('close', lost);
        if (error) reject(error);
        else resolve();
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
    const socket = this.socket;
    this.socket = null;
    socket?.destroy();
    this.connecting?.destroy();
  }
}
