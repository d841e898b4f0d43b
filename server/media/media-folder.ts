import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { BoardMedia, MediaFault } from '../../common/protocol/board-media.ts';

const MEGABYTE = 1024 * 1024;
/** So many files are shown; more would take an hour to come round. */
const MOST_FILES = 60;

interface MediaType {
  readonly kind: 'image' | 'video';
  readonly mime: string;
  readonly mostBytes: number;
  /** Whether the first bytes of a file are of this type. */
  readonly isType: (head: Buffer) => boolean;
}

const image = (mime: string, isType: MediaType['isType']): MediaType => ({
  kind: 'image',
  mime,
  mostBytes: 12 * MEGABYTE,
  isType,
});
const video = (mime: string, isType: MediaType['isType']): MediaType => ({
  kind: 'video',
  mime,
  mostBytes: 300 * MEGABYTE,
  isType,
});
const jpeg = image('image/jpeg', (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])));

/** By the end of the name. No SVG: it can hold scripts. */
const TYPES: Readonly<Record<string, MediaType>> = {
  '.jpg': jpeg,
  '.jpeg': jpeg,
  '.png': image('image/png', (head) => head.subarray(1, 4).toString('latin1') === 'PNG'),
  '.webp': image('image/webp', (head) => head.subarray(8, 12).toString('latin1') === 'WEBP'),
  '.mp4': video('video/mp4', (head) => head.subarray(4, 8).toString('latin1') === 'ftyp'),
  '.webm': video('video/webm', (head) => head.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]))),
};

/** A file that may be sent. */
export interface ShownMedia {
  readonly path: string;
  readonly mime: string;
}

/**
 * The folder of pictures and silent videos for the boards: files copied there are shown in the order of their names. What
 * is too large, of another type, or not what its name says is left out and told.
 */
export class MediaFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async list(): Promise<BoardMedia> {
    const files: { name: string; kind: 'image' | 'video'; stamp: string }[] = [];
    const left: { name: string; fault: MediaFault }[] = [];
    for (const name of this.names()) {
      const looked = await this.look(name);
      if (typeof looked === 'string') left.push({ name, fault: looked });
      else if (files.length >= MOST_FILES) left.push({ name, fault: 'too_many' });
      else files.push({ name, ...looked });
    }
    return { files, left };
  }

  /** A file by its name; undefined: there is none that may be shown. */
  async find(name: string): Promise<ShownMedia | undefined> {
    if (!this.names().includes(name)) return undefined;
    const looked = await this.look(name);
    const mime = TYPES[extname(name).toLowerCase()]?.mime;
    return typeof looked === 'string' || mime === undefined
      ? undefined
      : { path: join(this.folder, name), mime };
  }

  /** Plain files alone: a link could lead out of the folder. */
  private names(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder, { withFileTypes: true })
      .filter((entry: Dirent) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort((a, b) => a.localeCompare(b, 'vi', { numeric: true }));
  }

  private async look(name: string): Promise<{ kind: 'image' | 'video'; stamp: string } | MediaFault> {
    const type = TYPES[extname(name).toLowerCase()];
    if (type === undefined) return 'unknown_type';
    const path = join(this.folder, name);
    const { size, mtimeMs } = statSync(path);
    if (size > type.mostBytes) return 'too_large';
    const file = await open(path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
      if (!type.isType(buffer)) return 'not_what_it_says';
    } finally {
      await file.close();
    }
    return { kind: type.kind, stamp: `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}` };
  }
}
