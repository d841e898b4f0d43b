import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DOCUMENT_FORMATS, type DocumentFormat } from '../../common/protocol/formats.ts';
import { Draft } from '../../common/protocol/rest/reports.ts';

const DraftNote = z.strictObject(Draft.omit({ files: true }).shape);
/** What is known of a draft beside its files. */
export type DraftNote = z.infer<typeof DraftNote>;

const ID = /^[a-z-]+-\d{4}-\d{2}$/;
const NOTE_FILE = 'draft.json';
const UNFINISHED = '.unfinished-';

async function writeThrough(file: string, content: Buffer | string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Drafts on the disk: a folder each, that appears whole or not at all. */
export class DraftFolder {
  private readonly folder: string;

  /** @param dataDir the hall's data folder; drafts lie in its folder `drafts` */
  constructor(dataDir: string) {
    this.folder = join(dataDir, 'drafts');
  }

  has(id: string): boolean {
    return ID.test(id) && existsSync(join(this.folder, id, NOTE_FILE));
  }

  /** All drafts, the newest period first. */
  list(): Draft[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((id) => this.has(id))
      .flatMap((id) => this.find(id) ?? [])
      .sort((a, b) => b.to.localeCompare(a.to) || a.id.localeCompare(b.id));
  }

  /** One draft; undefined when there is none, or its note cannot be read. */
  find(id: string): Draft | undefined {
    if (!this.has(id)) return undefined;
    const note = DraftNote.safeParse(readJson(join(this.folder, id, NOTE_FILE)));
    if (!note.success) return undefined;
    const files = DOCUMENT_FORMATS.flatMap((format) => {
      const file = this.fileOf(id, format);
      return existsSync(file) ? [{ format, sizeBytes: statSync(file).size }] : [];
    });
    return { ...note.data, files };
  }

  /** The bytes of a draft; undefined when it is not there. */
  read(id: string, format: DocumentFormat): Buffer | undefined {
    const file = this.fileOf(id, format);
    return this.has(id) && existsSync(file) ? readFileSync(file) : undefined;
  }

  /** Keeps a draft. What a power cut left of it before is replaced. */
  async keep(note: DraftNote, files: ReadonlyMap<DocumentFormat, Buffer>): Promise<void> {
    const unfinished = join(this.folder, `${UNFINISHED}${note.id}`);
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    for (const [format, content] of files) await writeThrough(join(unfinished, `report.${format}`), content);
    await writeThrough(join(unfinished, NOTE_FILE), `${JSON.stringify(note, null, 2)}\n`);
    rmSync(join(this.folder, note.id), { recursive: true, force: true });
    renameSync(unfinished, join(this.folder, note.id));
  }

  private fileOf(id: string, format: DocumentFormat): string {
    return join(this.folder, id, `report.${format}`);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
