interface Arc {
  readonly to: number;
  room: number;
  readonly cost: number;
  /** Place of the arc that goes back. */
  readonly back: number;
}

/**
 * Cheapest flow of the largest size, by shortest augmenting paths (Ford and Fulkerson; Busacker and Gowen 1961). Costs may
 * be below zero as long as no circle is. The order in which arcs are added decides between equals, nothing else.
 */
export class MinCostFlow {
  private readonly arcs: Arc[] = [];
  private readonly leaving: number[][];

  constructor(nodes: number) {
    this.leaving = Array.from({ length: nodes }, () => []);
  }

  /** @returns the number of the arc, for `usedOn` */
  add(from: number, to: number, capacity: number, cost: number): number {
    const at = this.arcs.length;
    this.arcs.push({ to, room: capacity, cost, back: at + 1 }, { to: from, room: 0, cost: -cost, back: at });
    this.leaving[from]?.push(at);
    this.leaving[to]?.push(at + 1);
    return at;
  }

  /** Sends as much as fits from one node to another. @returns what it took */
  send(source: number, sink: number): { readonly size: number; readonly cost: number } {
    let [size, cost] = [0, 0];
    for (;;) {
      const path = this.cheapestPath(source, sink);
      if (path === null) return { size, cost };
      for (const at of path) {
        const arc = this.arcs[at] as Arc;
        arc.room -= 1;
        (this.arcs[arc.back] as Arc).room += 1;
        cost += arc.cost;
      }
      size += 1;
    }
  }

  /** How much flows over an arc. */
  usedOn(arc: number): number {
    return this.arcs[arc + 1]?.room ?? 0;
  }

  /** Arcs of the cheapest path with room, by Bellman and Ford with a queue; null when there is none. */
  private cheapestPath(source: number, sink: number): number[] | null {
    const costs = this.leaving.map(() => Number.POSITIVE_INFINITY);
    const arrivedBy = this.leaving.map(() => -1);
    const queued = this.leaving.map(() => false);
    const queue = [source];
    costs[source] = 0;
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head] as number;
      queued[node] = false;
      for (const at of this.leaving[node] ?? []) {
        const arc = this.arcs[at] as Arc;
        const cost = (costs[node] as number) + arc.cost;
        if (arc.room === 0 || cost >= (costs[arc.to] as number)) continue;
        costs[arc.to] = cost;
        arrivedBy[arc.to] = at;
        if (queued[arc.to]) continue;
        queued[arc.to] = true;
        queue.push(arc.to);
      }
    }
    if (arrivedBy[sink] === -1) return null;
    const path: number[] = [];
    for (let node = sink; node !== source; ) {
      const at = arrivedBy[node] as number;
      path.push(at);
      node = (this.arcs[(this.arcs[at] as Arc).back] as Arc).to;
    }
    return path;
  }
}
