const FIRST_SLOTS = 4_096;
const MOST_LOAD = 0.6;
/** Stands for a row of the record. */
const IN_RECORD = 1;

/**
 * Remembers by a hash of 64 bits which rows were met, and on which line: a million of them in some 20 MB. That two
 * different rows of a file of a million have one hash happens once in thirty million files.
 */
export class RowLedger {
  private high = new Uint32Array(FIRST_SLOTS);
  private low = new Uint32Array(FIRST_SLOTS);
  /** Line + 1, IN_RECORD for a row of the record, 0 for an empty slot. */
  private lines = new Uint32Array(FIRST_SLOTS);
  private used = 0;

  /**
   * Puts a row down unless it was met before.
   * @param line 0: it stands in the record
   * @returns the line on which it was met first, 0 for the record; undefined: it is new
   */
  meet(key: string, line: number): number | undefined {
    let [h1, h2] = [0x811c9dc5, 0x9747b28c];
    for (let at = 0; at < key.length; at += 1) {
      const code = key.charCodeAt(at);
      h1 = Math.imul(h1 ^ code, 0x01000193);
      h2 = Math.imul(h2 ^ code, 0x85ebca6b);
      h2 ^= h2 >>> 13;
    }
    return this.put(mixed(h1 ^ (h2 >>> 7)), mixed(h2), line === 0 ? IN_RECORD : line + 1);
  }

  private put(high: number, low: number, line: number): number | undefined {
    if (this.used >= this.lines.length * MOST_LOAD) this.grow();
    const mask = this.lines.length - 1;
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const met = this.lines[at] ?? 0;
      if (met === 0) {
        this.high[at] = high;
        this.low[at] = low;
        this.lines[at] = line;
        this.used += 1;
        return undefined;
      }
      if (this.high[at] === high && this.low[at] === low) return met - 1;
    }
  }

  private grow(): void {
    const { high, low, lines } = this;
    const slots = lines.length * 2;
    this.high = new Uint32Array(slots);
    this.low = new Uint32Array(slots);
    this.lines = new Uint32Array(slots);
    this.used = 0;
    for (let at = 0; at < lines.length; at += 1)
      if (lines[at] !== 0) this.put(high[at] ?? 0, low[at] ?? 0, lines[at] ?? 0);
  }
}

function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
