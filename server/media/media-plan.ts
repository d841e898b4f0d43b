import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { MediaDates } from '../../common/protocol/board-media.ts';

const Entry = z.object({ name: z.string(), dates: MediaDates });
const Plan = z.array(Entry);
type Entry = z.infer<typeof Entry>;

const ALWAYS: MediaDates = { from: null, to: null };

/** In which order the files of a folder are shown, and on which days: one small file beside them. */
export class MediaPlan {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The names in the order of the plan; those that it does not name follow by name. */
  ordered(names: readonly string[]): string[] {
    const at = new Map(this.read().map((entry, index) => [entry.name, index]));
    const place = (name: string) => at.get(name) ?? Number.POSITIVE_INFINITY;
    return names.toSorted((a, b) =>
      place(a) === place(b) ? a.localeCompare(b, 'vi', { numeric: true }) : place(a) - place(b),
    );
  }

  datesOf(name: string): MediaDates {
    return this.read().find((entry) => entry.name === name)?.dates ?? ALWAYS;
  }

  order(names: readonly string[]): void {
    const dates = new Map(this.read().map((entry) => [entry.name, entry.dates]));
    this.write(names.map((name) => ({ name, dates: dates.get(name) ?? ALWAYS })));
  }

  /** @param names the files that there are, in their present order */
  setDates(name: string, dates: MediaDates, names: readonly string[]): void {
    const before = this.read();
    const others = new Map(before.map((entry) => [entry.name, entry.dates]));
    this.write(
      names.map((each) => ({ name: each, dates: each === name ? dates : (others.get(each) ?? ALWAYS) })),
    );
  }

  private read(): readonly Entry[] {
    if (!existsSync(this.path)) return [];
    try {
      return Plan.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      // Damaged by hand: the files are shown by their names, and the next change writes it anew.
      return [];
    }
  }

  private write(entries: readonly Entry[]): void {
    writeFileSync(`${this.path}.new`, JSON.stringify(entries), { flush: true });
    renameSync(`${this.path}.new`, this.path);
  }
}
