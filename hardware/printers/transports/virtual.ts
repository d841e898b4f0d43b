import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, localStamp } from '../../clock.ts';
import { rasterToPng } from '../layout/raster.ts';
import type { PrintedPage, Transport } from './transport.ts';

/** Pictures kept in the folder; the oldest go first. */
const virtualPagesKept = 2_000;
const pruneEvery = 50;

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  // Whoever watches the folder never sees half a picture.
  await rename(`${path}.part`, path);
}

/**
 * A printer made of files: each ticket becomes NUMBER-TIME.bin (the bytes a real printer would get) and
 * NUMBER-TIME.png (what it would show). The picture is written last: where it stands, both are whole.
 */
export class VirtualTransport implements Transport {
  readonly writesConfirm = true;
  private readonly folder: string;
  private readonly clock: Clock;
  private readonly timeZone: string;
  private readonly pagesKept: number;
  /** Names of files, with the job that this process wrote them for; null: they are from before. */
  private readonly used = new Map<string, string | null>();
  private written = 0;

  constructor(folder: string, clock: Clock, timeZone: string, pagesKept: number = virtualPagesKept) {
    this.folder = folder;
    this.clock = clock;
    this.timeZone = timeZone;
    this.pagesKept = pagesKept;
  }

  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const file of await readdir(this.folder)) this.used.set(file.replace(/\.(png|bin)$/, ''), null);
    await this.prune();
  }

  async write(bytes: Buffer, page?: PrintedPage): Promise<void> {
    if (page === undefined) return;
    const number = page.number.replace(/[^\p{L}\p{N}_-]/gu, '_');
    const first = `${number}-${localStamp(page.file?.atMs ?? this.clock.now(), this.timeZone)}`;
    let name = first;
    for (let again = 2; this.isTaken(name, page); again += 1) name = `${first}-${again}`;
    this.used.set(name, page.file?.jobId ?? null);
    await writeWhole(join(this.folder, `${name}.bin`), bytes);
    await writeWhole(join(this.folder, `${name}.png`), rasterToPng(page.raster));
    this.written += 1;
    if (this.written % pruneEvery === 0) await this.prune();
  }

  onData(): void {
    // Files answer nothing.
  }

  onClose(): void {
    // Files do not hang up.
  }

  async close(): Promise<void> {
    this.used.clear();
  }

  /** A job that this process does not remember to have written was begun by the one before it, and takes its own place. */
  private isTaken(name: string, { file }: PrintedPage): boolean {
    const owner = this.used.get(name);
    if (owner === undefined) return false;
    return file === undefined || (owner !== null && owner !== file.jobId);
  }

  private async prune(): Promise<void> {
    const stampOf = (file: string) => /-(\d{8}-\d{6}(?:-\d+)?)\.png$/.exec(file)?.[1] ?? '';
    const pages = (await readdir(this.folder)).filter((file) => stampOf(file) !== '');
    if (pages.length <= this.pagesKept) return;
    pages.sort((a, b) => stampOf(a).localeCompare(stampOf(b)));
    for (const page of pages.slice(0, pages.length - this.pagesKept)) {
      const name = page.slice(0, -'.png'.length);
      await rm(join(this.folder, `${name}.png`), { force: true });
      await rm(join(this.folder, `${name}.bin`), { force: true });
      this.used.delete(name);
    }
  }
}
