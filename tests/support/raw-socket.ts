import { WebSocket } from 'ws';
import type { KeyProof } from '../../common/protocol/device-keys.ts';

/** A client of the live view that keeps to no rule but the wire's own. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly received: string[] = [];
  readonly closed: Promise<void>;
  isClosed = false;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((done) => {
      socket.once('close', () => {
        this.isClosed = true;
        done();
      });
    });
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text === '2') socket.send('3');
      else this.received.push(text);
    });
  }

  /** Opens the transport, and the hall's namespace with what is shown of a token. */
  static async open(
    url: string,
    options: {
      from?: string;
      token?: string;
      headers?: Record<string, string>;
      wants?: string;
      proof?: KeyProof;
    } = {},
  ): Promise<RawSocket> {
    const address = `${url.replace(/^http/, 'ws').replace('localhost', '127.0.0.1')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, {
      ...(options.from === undefined ? {} : { localAddress: options.from }),
      headers: options.headers ?? {},
      perMessageDeflate: false,
    });
    const raw = new RawSocket(socket);
    await new Promise<void>((done, fail) => {
      socket.once('open', () => done());
      socket.once('error', fail);
    });
    const { token, wants, proof } = options;
    // What is absent is left out of the text.
    raw.send(`40${JSON.stringify({ protocol: 1, token, wants, proof })}`);
    await raw.until((text) => text.startsWith('40') || text.startsWith('44'));
    return raw;
  }

  send(text: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  /** Asks for an event with an acknowledgement. */
  ask(id: number, event: string, ...args: unknown[]): void {
    this.send(`42${id}${JSON.stringify([event, ...args])}`);
  }

  /** The first message that passes, of those that came or will come; undefined when the socket closes before. */
  async until(passes: (text: string) => boolean): Promise<string | undefined> {
    for (;;) {
      const found = this.received.find(passes);
      if (found !== undefined || this.isClosed) return found;
      await Promise.race([
        this.closed,
        new Promise((done) => {
          this.socket.once('message', done);
        }),
      ]);
    }
  }

  /** Reads no more, as a flooder does: what is sent stays with the hall. */
  stopReading(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.terminate();
  }
}
