import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line that carries few bytes a second towards a printer, as a serial bridge does, and its answers at once. */
export class SlowLine {
  port = 0;
  private readonly printerPort: number;
  private readonly bytesPerSecond: number;
  private server: Server | null = null;
  private towards: Socket | null = null;
  private waiting: Buffer = Buffer.alloc(0);
  private credit = 0;

  constructor(printerPort: number, bytesPerSecond: number) {
    this.printerPort = printerPort;
    this.bytesPerSecond = bytesPerSecond;
  }

  async start(): Promise<void> {
    const server = createServer((socket) => {
      const towards = connect(this.printerPort, '127.0.0.1');
      this.towards = towards;
      this.waiting = Buffer.alloc(0);
      socket.on('data', (bytes) => {
        this.waiting = Buffer.concat([this.waiting, bytes]);
      });
      towards.on('data', (bytes) => socket.write(bytes));
      for (const each of [socket, towards]) each.on('error', () => undefined);
      socket.on('close', () => towards.destroy());
      towards.on('close', () => socket.destroy());
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** So much time passes on the line. */
  carry(ms: number): void {
    if (this.waiting.length === 0) {
      this.credit = 0;
      return;
    }
    this.credit += (ms * this.bytesPerSecond) / 1_000;
    const count = Math.min(Math.floor(this.credit), this.waiting.length);
    this.credit -= count;
    this.towards?.write(this.waiting.subarray(0, count));
    this.waiting = this.waiting.subarray(count);
  }

  async stop(): Promise<void> {
    this.towards?.destroy();
    await new Promise<void>((resolve) => this.server?.close(() => resolve()));
  }
}
