import { createServer, type Server, type Socket } from 'node:net';
import { type EscposCommand, readEscposCommand } from './strict-escpos-decoder.ts';

/** How the peer behaves; every part can be changed while it runs. */
export interface PeerBehaviour {
  paper: 'ok' | 'low' | 'out';
  cover: 'closed' | 'open';
  cutterJam: boolean;
  /** Answers to DLE EOT. */
  answersRealTime: boolean;
  /** Answers to GS r and GS ( H. */
  confirms: boolean;
  /** Every answer leaves byte by byte, in writes of its own. */
  splitAnswers: boolean;
  /** The paper runs out when this many rows were burnt. */
  paperRowsLeft: number;
  /** The link is cut once this many bytes came in. */
  hangUpAfterBytes: number;
  /** Once this many bytes came in, it hangs: it takes links and bytes and says nothing. */
  hangAfterBytes: number;
  /** Nothing sent in turn is handled while true; real-time requests still are. */
  stalled: boolean;
}

/** A ticket that came out of the slot whole: from a reset to a cut. */
export interface PeerTicket {
  readonly widthBytes: number;
  readonly height: number;
  readonly data: Buffer;
}

/**
 * A printer at the other end of a real TCP link. It reads strictly, stops at the end of its paper in the
 * middle of a ticket, keeps what it received meanwhile, and answers as the ESC/POS reference says.
 */
export class TcpPrinterPeer {
  readonly behaviour: PeerBehaviour = {
    paper: 'ok',
    cover: 'closed',
    cutterJam: false,
    answersRealTime: true,
    confirms: true,
    splitAnswers: false,
    paperRowsLeft: Number.POSITIVE_INFINITY,
    hangUpAfterBytes: Number.POSITIVE_INFINITY,
    hangAfterBytes: Number.POSITIVE_INFINITY,
    stalled: false,
  };
  readonly tickets: PeerTicket[] = [];
  /** Tickets whose burning was broken off. */
  torn = 0;
  connections = 0;
  error: Error | null = null;
  port = 0;
  private server: Server | null = null;
  private socket: Socket | null = null;
  private input: Buffer = Buffer.alloc(0);
  private received = 0;

  /** All that ever came in. */
  get receivedBytes(): number {
    return this.received;
  }

  private readonly inTurn: EscposCommand[] = [];
  private page: { widthBytes: number; rows: Buffer[]; height: number } | null = null;
  private reportsAutomatically = false;
  private lastAutomatic = '';

  async start(port = 0): Promise<void> {
    const server = createServer((socket) => this.accept(socket));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    this.socket?.destroy();
    const server = this.server;
    this.server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Pulls the cable; the server side stays ready for a new link. */
  hangUp(): void {
    this.socket?.destroy();
  }

  /** Changes the behaviour as a person at the printer would, and lets it go on. */
  set(change: Partial<PeerBehaviour>): void {
    Object.assign(this.behaviour, change);
    this.reportChange();
    this.proceed();
  }

  /** Puts raw bytes on the line that nobody asked for. */
  blurt(bytes: Buffer): void {
    this.socket?.write(bytes);
  }

  private accept(socket: Socket): void {
    this.connections += 1;
    this.socket?.destroy();
    this.socket = socket;
    // A new link begins with empty buffers, as a print server's does.
    this.input = Buffer.alloc(0);
    this.inTurn.length = 0;
    this.endTorn();
    this.reportsAutomatically = false;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => this.take(socket, bytes));
  }

  private take(socket: Socket, bytes: Buffer): void {
    if (this.socket !== socket) return;
    this.received += bytes.length;
    if (this.received >= this.behaviour.hangUpAfterBytes) {
      this.behaviour.hangUpAfterBytes = Number.POSITIVE_INFINITY;
      socket.destroy();
      return;
    }
    if (this.received >= this.behaviour.hangAfterBytes) {
      this.behaviour.hangAfterBytes = Number.POSITIVE_INFINITY;
      this.set({ stalled: true, answersRealTime: false });
    }
    this.input = Buffer.concat([this.input, bytes]);
    try {
      while (this.input.length > 0) {
        const read = readEscposCommand(this.input, 0);
        if (read === null) break;
        this.input = this.input.subarray(read.next);
        if (read.command.name === 'real-time-status') this.answerRealTime(read.command.topic);
        else this.inTurn.push(read.command);
      }
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
      socket.destroy();
      return;
    }
    this.proceed();
  }

  private stopped(): boolean {
    const { paper, cover, cutterJam, stalled } = this.behaviour;
    return paper === 'out' || cover === 'open' || cutterJam || stalled;
  }

  private proceed(): void {
    while (!this.stopped()) {
      const command = this.inTurn.shift();
      if (command === undefined) return;
      this.handle(command);
    }
  }

  private handle(command: EscposCommand): void {
    switch (command.name) {
      case 'initialise':
        this.endTorn();
        this.page = { widthBytes: 0, rows: [], height: 0 };
        return;
      case 'raster': {
        const page = this.page ?? { widthBytes: 0, rows: [], height: 0 };
        this.page = page;
        const rows = Math.min(command.height, this.behaviour.paperRowsLeft);
        page.widthBytes = command.widthBytes;
        page.height += rows;
        page.rows.push(command.data.subarray(0, rows * command.widthBytes));
        this.behaviour.paperRowsLeft -= rows;
        if (rows < command.height) {
          // The rest of the block stays in the buffer and comes out on the new roll.
          this.inTurn.unshift({
            ...command,
            height: command.height - rows,
            data: command.data.subarray(rows * command.widthBytes),
          });
          this.behaviour.paperRowsLeft = Number.POSITIVE_INFINITY;
          this.torn += 1;
          this.page = null;
          this.set({ paper: 'out' });
        }
        return;
      }
      case 'cut': {
        const page = this.page;
        this.page = null;
        if (page !== null && page.height > 0) {
          this.tickets.push({
            widthBytes: page.widthBytes,
            height: page.height,
            data: Buffer.concat(page.rows),
          });
        }
        return;
      }
      case 'automatic-status':
        this.reportsAutomatically = command.mask !== 0;
        this.lastAutomatic = '';
        this.reportChange();
        return;
      case 'paper-status':
        if (this.behaviour.confirms) this.answer(Buffer.from([this.behaviour.paper === 'low' ? 0x03 : 0x00]));
        return;
      case 'process-id':
        if (this.behaviour.confirms) this.answer(Buffer.from([0x37, 0x22, ...command.mark, 0x00]));
        return;
      case 'line-feed':
      case 'real-time-status':
        return;
    }
  }

  private endTorn(): void {
    if (this.page !== null && this.page.height > 0) this.torn += 1;
    this.page = null;
  }

  private answerRealTime(topic: number): void {
    const { answersRealTime, paper, cover, cutterJam } = this.behaviour;
    if (!answersRealTime) return;
    const offline = paper === 'out' || cover === 'open' || cutterJam;
    let byte = 0x12;
    if (topic === 1 && offline) byte |= 0x08;
    if (topic === 2 && cover === 'open') byte |= 0x04;
    if (topic === 2 && paper === 'out') byte |= 0x20;
    if (topic === 2 && cutterJam) byte |= 0x40;
    if (topic === 3 && cutterJam) byte |= 0x08;
    if (topic === 4 && paper !== 'ok') byte |= 0x0c;
    if (topic === 4 && paper === 'out') byte |= 0x60;
    this.answer(Buffer.from([byte]));
  }

  private reportChange(): void {
    if (!this.reportsAutomatically) return;
    const { paper, cover, cutterJam } = this.behaviour;
    const offline = paper === 'out' || cover === 'open' || cutterJam;
    const bytes = Buffer.from([
      0x10 | (offline ? 0x08 : 0) | (cover === 'open' ? 0x20 : 0),
      cutterJam ? 0x08 : 0,
      paper === 'out' ? 0x0f : paper === 'low' ? 0x03 : 0,
      0x00,
    ]);
    if (bytes.toString('hex') === this.lastAutomatic) return;
    this.lastAutomatic = bytes.toString('hex');
    this.answer(bytes);
  }

  private answer(bytes: Buffer): void {
    if (!this.behaviour.splitAnswers) {
      this.socket?.write(bytes);
      return;
    }
    for (const byte of bytes) this.socket?.write(Buffer.from([byte]));
  }
}
