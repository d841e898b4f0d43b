import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { HALL_STATES, type HubHall } from '../../common/protocol/hub.ts';

/** Figures of a hub in Prometheus text: counts alone, no hall's name. */
export class HubMetrics {
  private readonly registry = new Registry();
  private readonly batches: Counter;

  /** @param halls the halls as they stand now */
  constructor(halls: () => Promise<readonly HubHall[]>) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'motcua_hub_' });
    this.batches = new Counter({
      name: 'motcua_hub_batches_total',
      help: 'Batches and signs of life taken since the start',
      registers,
    });
    new Gauge({
      name: 'motcua_hub_halls',
      help: 'Halls by state',
      labelNames: ['state'],
      registers,
      async collect() {
        const all = await halls();
        for (const state of HALL_STATES)
          this.set({ state }, all.filter((hall) => hall.state === state).length);
      },
    });
    new Gauge({
      name: 'motcua_hub_events_missing',
      help: 'Events that halls hold and the hub does not have yet',
      registers,
      async collect() {
        this.set((await halls()).reduce((sum, hall) => sum + hall.behindEvents, 0));
      },
    });
    new Gauge({
      name: 'motcua_hub_forked_halls',
      help: 'Halls whose log differs from what the hub holds',
      registers,
      async collect() {
        this.set((await halls()).filter((hall) => hall.forked).length);
      },
    });
  }

  /** A batch of a hall was taken. */
  taken(): void {
    this.batches.inc();
  }

  /** Answers with the figures; 503 while the database is away. */
  async answer(res: ServerResponse): Promise<void> {
    try {
      const text = await this.registry.metrics();
      res.writeHead(200, { 'content-type': this.registry.contentType, 'cache-control': 'no-store' });
      res.end(text);
    } catch {
      res.writeHead(503);
      res.end();
    }
  }
}
