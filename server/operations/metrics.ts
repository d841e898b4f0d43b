import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { LoggedEvent } from '../domain/events.ts';
import type { HallState } from '../domain/state.ts';
import { lengthOf } from '../domain/state.ts';
import type { Rejections } from '../edges/perimeter/rejections.ts';

/** Figures of the running hall in Prometheus text. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly events: Counter<'type'>;

  constructor(state: () => HallState, pendingPrints: () => number, rejections: Rejections) {
    collectDefaultMetrics({ register: this.registry, prefix: 'motcua_' });
    this.events = new Counter({
      name: 'motcua_events_total',
      help: 'Events committed since the start, by type',
      labelNames: ['type'],
      registers: [this.registry],
    });
    const registers = [this.registry];
    new Gauge({
      name: 'motcua_waiting',
      help: 'Tickets waiting, by field',
      labelNames: ['field'],
      registers,
      collect() {
        this.reset();
        for (const code of state().fields.keys())
          this.set({ field: code }, lengthOf(state().lines.get(code)));
      },
    });
    new Gauge({
      name: 'motcua_counters_open',
      help: 'Counters open and not paused',
      registers,
      collect() {
        this.set([...state().counters.values()].filter((counter) => counter.state === 'open').length);
      },
    });
    new Gauge({
      name: 'motcua_sequence',
      help: 'Sequence of the newest event',
      registers,
      collect() {
        this.set(state().sequence);
      },
    });
    new Gauge({
      name: 'motcua_rejections_total',
      help: 'Requests, connections and commands that were turned away since the start, by reason',
      labelNames: ['reason'],
      registers,
      collect() {
        for (const [reason, count] of rejections.all()) this.set({ reason }, count);
      },
    });
    new Gauge({
      name: 'motcua_prints_pending',
      help: 'Print jobs without a result',
      registers,
      collect() {
        this.set(pendingPrints());
      },
    });
  }

  /** Counts what was committed. */
  follow(events: readonly LoggedEvent[]): void {
    for (const each of events) this.events.inc({ type: each.event.type });
  }

  async read(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
