import { randomBytes } from 'node:crypto';
import {
  createWriteStream,
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BoardMedia, MediaDates, MediaFault, MediaShelf } from '../../common/protocol/board-media.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { MediaPlan } from './media-plan.ts';
import { HEAD_BYTES, type MediaType, MOST_BYTES, typeByContent, typeByName } from './media-types.ts';

/** So many files are shown; more would take an hour to come round. */
const MOST_FILES = 60;
/** So many may lie in the folder by upload. */
const MOST_KEPT = 200;
/** The record must have room left after the largest file. */
const FREE_BYTES = 1024 * 1024 * 1024;
/** A removed file can be put back for so long. */
const UNDO_MS = 86_400_000;
const PLAN_FILE = '.order.json';
const REMOVED = '.removed';

/** A file that may be sent. */
export interface ShownMedia {
  readonly path: string;
  readonly mime: string;
}

interface Looked {
  readonly kind: MediaType['kind'];
  readonly stamp: string;
  readonly bytes: number;
}

/**
 * The folder of pictures and silent videos for the boards: files that were uploaded or copied there are shown in the order
 * of its plan, on their days. What is too large, of another type, or not what its name says is left out and told.
 */
export class MediaFolder {
  private readonly folder: string;
  private readonly today: () => string;
  private readonly onError: (error: unknown, what: string) => void;
  private readonly plan: MediaPlan;

  /** @param options.today the hall's calendar day */
  constructor(
    folder: string,
    options: { today: () => string; onError: (error: unknown, what: string) => void },
  ) {
    this.folder = folder;
    this.today = options.today;
    this.onError = options.onError;
    this.plan = new MediaPlan(join(folder, PLAN_FILE));
  }

  /** What the boards show today. */
  async list(): Promise<BoardMedia> {
    const { files, left } = await this.shelf();
    const dated = files.filter(({ name }) => this.isOnDay(this.plan.datesOf(name)));
    return {
      files: files.filter(({ shown }) => shown).map(({ name, kind, stamp }) => ({ name, kind, stamp })),
      left: [
        ...left,
        ...dated
          .filter(({ shown }) => !shown)
          .map(({ name }): BoardMedia['left'][number] => ({ name, fault: 'too_many' })),
      ],
    };
  }

  /** Everything in the folder, as the console has it. */
  async shelf(): Promise<MediaShelf> {
    const files: MediaShelf['files'][number][] = [];
    const left: { name: string; fault: MediaFault }[] = [];
    let count = 0;
    for (const name of this.plan.ordered(this.names())) {
      const looked = await this.look(name);
      if (typeof looked === 'string') {
        left.push({ name, fault: looked });
        continue;
      }
      const dates = this.plan.datesOf(name);
      const isOnDay = this.isOnDay(dates);
      if (isOnDay) count += 1;
      files.push({ name, ...looked, ...dates, shown: isOnDay && count <= MOST_FILES });
    }
    return { files, left, removed: this.removed() };
  }

  /** A file by its name; undefined: there is none that may be shown. */
  async find(name: string): Promise<ShownMedia | undefined> {
    if (!this.names().includes(name)) return undefined;
    const looked = await this.look(name);
    const type = typeByName(name);
    return typeof looked === 'string' || type === undefined
      ? undefined
      : { path: join(this.folder, name), mime: type.mime };
  }

  /**
   * Keeps a file as it arrives. Its content says of which type it is; the end of its name follows.
   * @param declaredBytes as the sender tells it
   */
  async receive(name: string, content: Readable, declaredBytes: number): Promise<Outcome<{ name: string }>> {
    const tooLarge = refused('payload_too_large', 'a picture has at most 12 MB, a video 300 MB');
    if (declaredBytes > MOST_BYTES) return tooLarge;
    if (this.names().length >= MOST_KEPT)
      return refused('media_full', `there are ${MOST_KEPT} files already`);
    mkdirSync(this.folder, { recursive: true });
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail * bsize < FREE_BYTES + MOST_BYTES)
      return refused('storage_failed', 'the disk is too full for the file');
    const path = join(this.folder, `.upload-${randomBytes(8).toString('hex')}`);
    try {
      const bytes = await writeBounded(content, path);
      const type = bytes > MOST_BYTES ? undefined : typeByContent(await headOf(path));
      if (bytes > (type?.mostBytes ?? MOST_BYTES)) return tooLarge;
      if (type === undefined) return refused('media_unknown', 'the file is no picture and no video');
      const kept = this.freeName(name, type);
      renameSync(path, join(this.folder, kept));
      return { ok: true, value: { name: kept } };
    } catch (error) {
      if (error instanceof RangeError) return tooLarge;
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE')
        return refused('invalid_input', 'the file did not arrive whole');
      this.onError(error, 'media');
      return refused('storage_failed', 'the file could not be kept');
    } finally {
      rmSync(path, { force: true });
    }
  }

  /** Names that there are none of are passed over. */
  order(names: readonly string[]): void {
    const there = this.names();
    if (there.length > 0) this.plan.order(names.filter((name) => there.includes(name)));
  }

  setDates(name: string, dates: MediaDates): boolean {
    const names = this.plan.ordered(this.names());
    if (!names.includes(name)) return false;
    this.plan.setDates(name, dates, names);
    return true;
  }

  /** Takes a file from the boards; it can be put back for a day. */
  remove(name: string): boolean {
    if (!this.names().includes(name)) return false;
    mkdirSync(join(this.folder, REMOVED), { recursive: true });
    const path = join(this.folder, REMOVED, name);
    renameSync(join(this.folder, name), path);
    // From now on it has a day.
    const now = new Date();
    utimesSync(path, now, now);
    return true;
  }

  restore(name: string): boolean {
    if (!this.removed().includes(name) || this.names().includes(name)) return false;
    renameSync(join(this.folder, REMOVED, name), join(this.folder, name));
    return true;
  }

  /** Removed files that can be put back, newest first; those of before are deleted. */
  private removed(): string[] {
    const folder = join(this.folder, REMOVED);
    if (!existsSync(folder)) return [];
    const since = Date.now() - UNDO_MS;
    const kept: { name: string; atMs: number }[] = [];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(folder, entry.name);
      const { mtimeMs } = statSync(path);
      if (mtimeMs < since) rmSync(path, { force: true });
      else kept.push({ name: entry.name, atMs: mtimeMs });
    }
    return kept.sort((a, b) => b.atMs - a.atMs).map(({ name }) => name);
  }

  private isOnDay({ from, to }: MediaDates): boolean {
    const today = this.today();
    return (from === null || from <= today) && (to === null || today <= to);
  }

  /** The name with the end of its type, and a number where another file has it. */
  private freeName(name: string, type: MediaType): string {
    const end = extname(name);
    const stem = (end === '' ? name : name.slice(0, -end.length)).trim() || type.kind;
    const usual = type.ends.includes(end.toLowerCase()) ? end : type.ends[0];
    const taken = new Set([...this.names(), ...this.removed()]);
    let free = `${stem}${usual}`;
    for (let count = 2; taken.has(free); count += 1) free = `${stem} (${count})${usual}`;
    return free;
  }

  /** Plain files alone: a link could lead out of the folder. */
  private names(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder, { withFileTypes: true })
      .filter((entry: Dirent) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
  }

  private async look(name: string): Promise<Looked | MediaFault> {
    const type = typeByName(name);
    if (type === undefined) return 'unknown_type';
    const path = join(this.folder, name);
    const { size, mtimeMs } = statSync(path);
    if (size > type.mostBytes) return 'too_large';
    if (!type.isType(await headOf(path))) return 'not_what_it_says';
    return {
      kind: type.kind,
      stamp: `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}`,
      bytes: size,
    };
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

/** Writes what comes, at most as much as the largest file has. @returns how much came */
async function writeBounded(content: Readable, path: string): Promise<number> {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      // What is too much is read away, so that the refusal arrives; nobody sends for ever.
      if (bytes > 2 * MOST_BYTES) done(new RangeError('far too large'));
      else done(null, bytes > MOST_BYTES ? undefined : chunk);
    },
  });
  await pipeline(content, counted, createWriteStream(path, { mode: 0o600 }));
  return bytes;
}
