/** What can happen beside an arrival; at one moment in this order. */
export const CLOSES = 0;
export const READY = 1;
export const FREE = 2;
export const AVAILABLE = 3;
export const LEAVES = 4;
/** A counter gets other fields. */
export const CHANGES = 5;
const KINDS = 6;

/**
 * What will happen, soonest first: a binary heap on typed arrays, so that a simulated event allocates nothing. Events of
 * the same moment come by kind, then by number, so that the same day always runs the same way.
 */
export class Agenda {
  private times = new Float64Array(64);
  private codes = new Float64Array(64);
  private size = 0;
  /** Moment of the first event, ms; infinite when there is none. */
  firstAtMs = Number.POSITIVE_INFINITY;

  /** @param kind one of the kinds above; @param id counter or citizen it concerns */
  add(atMs: number, kind: number, id: number): void {
    const code = kind * 2 ** 32 + id;
    if (this.size === this.times.length) this.grow();
    let at = this.size;
    this.size += 1;
    const { times, codes } = this;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const upTime = times[up] as number;
      if (upTime < atMs || (upTime === atMs && (codes[up] as number) <= code)) break;
      times[at] = upTime;
      codes[at] = codes[up] as number;
      at = up;
    }
    times[at] = atMs;
    codes[at] = code;
    this.firstAtMs = times[0] as number;
  }

  /** Takes the first event off and gives its kind and id in one number; see kindOf and idOf. */
  take(): number {
    const { times, codes } = this;
    const first = codes[0] as number;
    this.size -= 1;
    const { size } = this;
    if (size === 0) {
      this.firstAtMs = Number.POSITIVE_INFINITY;
      return first;
    }
    const atMs = times[size] as number;
    const code = codes[size] as number;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= size) break;
      if (down + 1 < size && this.before(down + 1, down)) down += 1;
      const downTime = times[down] as number;
      if (downTime > atMs || (downTime === atMs && (codes[down] as number) >= code)) break;
      times[at] = downTime;
      codes[at] = codes[down] as number;
      at = down;
    }
    times[at] = atMs;
    codes[at] = code;
    this.firstAtMs = times[0] as number;
    return first;
  }

  /** Forgets everything. */
  clear(): void {
    this.size = 0;
    this.firstAtMs = Number.POSITIVE_INFINITY;
  }

  private before(a: number, b: number): boolean {
    const { times, codes } = this;
    const difference = (times[a] as number) - (times[b] as number);
    return difference < 0 || (difference === 0 && (codes[a] as number) < (codes[b] as number));
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    const codes = new Float64Array(this.times.length * 2);
    times.set(this.times);
    codes.set(this.codes);
    this.times = times;
    this.codes = codes;
  }
}

/** Kind of an event taken from the agenda. */
export function kindOf(event: number): number {
  return Math.floor(event / 2 ** 32) % KINDS;
}

/** Counter or citizen of an event taken from the agenda. */
export function idOf(event: number): number {
  return event % 2 ** 32;
}
