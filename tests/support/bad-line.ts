import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from './seeded-random.ts';

/** What befalls a delivery. */
const FATES = ['whole', 'cut before', 'cut after', 'doubled', 'delayed', 'old one again'] as const;
type Fate = (typeof FATES)[number];

interface Delivery {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A network between halls and a hub that cuts, delays, doubles and reorders what goes over it, by seeded chance. */
export class BadLine {
  /** Nothing comes through. */
  isDown = false;
  readonly met = new Map<Fate, number>(FATES.map((fate) => [fate, 0]));
  private readonly random: () => number;
  private readonly target: string;
  private readonly server: Server;
  private readonly kept: Delivery[] = [];
  /** Deliveries that wait until later ones have gone before them. */
  private readonly late: (() => Promise<unknown>)[] = [];

  constructor(target: string, seed: number) {
    this.target = target;
    this.random = seededRandom(seed);
    this.server = createServer((request, response) => {
      this.carry(request, response).catch(() => response.destroy());
    });
  }

  async begin(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.late.splice(0).map((go) => go()));
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private fateOf(path: string): Fate {
    if (this.isDown) return 'cut before';
    if (!path.endsWith('/batches')) return 'whole';
    const fate = FATES[Math.floor(this.random() * FATES.length)] ?? 'whole';
    this.met.set(fate, (this.met.get(fate) ?? 0) + 1);
    return fate;
  }

  private async carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const headers: Record<string, string> = {};
    for (const name of ['content-type', 'content-encoding', 'authorization'])
      if (typeof request.headers[name] === 'string') headers[name] = request.headers[name];
    const delivery = { path: request.url ?? '', headers, body };
    const fate = this.fateOf(delivery.path);
    if (fate === 'cut before') return void response.destroy();
    if (fate === 'delayed') {
      // The hall gives up and sends again; this one comes to the hub after later ones.
      response.destroy();
      this.late.push(() => this.deliver(delivery));
      return;
    }
    const old = this.kept[Math.floor(this.random() * this.kept.length)];
    this.kept.push(delivery);
    const also: Promise<unknown>[] = [];
    if (fate === 'old one again' && old !== undefined) also.push(this.deliver(old));
    if (fate === 'doubled') also.push(this.deliver(delivery));
    const [answer] = await Promise.all([this.deliver(delivery), ...also]);
    if (this.late.length > 2) await this.late.shift()?.();
    if (fate === 'cut after') return void response.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  }

  private deliver({ path, headers, body }: Delivery): Promise<Response> {
    return fetch(`${this.target}${path}`, { method: 'POST', headers, body: new Uint8Array(body) });
  }
}
