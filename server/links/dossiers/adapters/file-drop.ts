import { hash } from 'node:crypto';
import { constants, type Dirent, type Stats } from 'node:fs';
import { access, lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  DossierFile,
  DossierFolder,
  DossierOutcome,
  LeftAlone,
} from '../../../../common/protocol/dossiers.ts';
import { FieldNames } from '../../../foreign/field-names.ts';
import { TimeReader, type ZoneTime } from '../../../import/read-time.ts';
import type { DossierFileStore } from '../../../storage/dossier-files.ts';
import type { DossierTable } from '../file-columns.ts';
import type { DossierFileRead } from '../file-reader.ts';
import { receptionFile } from '../reception-file.ts';
import { type FileReport, resultText, takeOf } from '../result-text.ts';
import { type RowReading, rowToTell } from '../row-to-tell.ts';
import type { DossierAdapter, DossierPort } from './adapter.ts';

const LOOK_MS = 5_000;
/** A file is whole when it has not changed for so long. */
const SETTLED_MS = 4_000;
/** Larger files are refused unread. */
const MOST_BYTES = 10_000_000;
/** So many names of a folder are looked at. */
const MOST_FILES = 1_000;
/** A file that cannot be read may still be on its way: after so long without a change it is taken as it is. */
const PATIENCE_MS = 60_000;
/** So many rows are told at once, and share a commit. */
const AT_ONCE = 50;
const RESULT_ENDING = '.ket-qua.txt';
/** What the hall itself puts into the folder. */
const OWN = /\.ket-qua\.txt(?:\.new)?$/;
/** So much of what is left alone is named. */
const MOST_LEFT = 50;
/** What programs name files that they have not finished. */
const UNFINISHED = /^[.~]|\.(?:tmp|part|partial|crdownload|new)$/i;

export interface FileDropOptions {
  /** The folder that holds `in` and `out`. */
  readonly folder: string;
  readonly port: DossierPort;
  readonly store: DossierFileStore;
  readonly isOn: () => boolean;
  readonly nowMs: () => number;
  /** The hall's present day. */
  readonly today: () => string;
  readonly timeZone: string;
  readonly zone: ZoneTime;
  readonly read: (file: Buffer, signal: AbortSignal) => Promise<DossierFileRead>;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Dossiers by files: what software puts into the folder `in` as CSV or XLSX is taken in once, and answered by a result
 * file beside it; what the hall received stands in a file a day in `out`. Off until the settings say so.
 */
export class FileDrop implements DossierAdapter {
  private readonly options: FileDropOptions;
  private readonly inbox: string;
  private readonly outbox: string;
  /** Name → size and time at the look before, and since when they are the same. */
  private readonly seen = new Map<string, { readonly as: string; readonly sinceMs: number }>();
  private readonly changedDates = new Set<string>();
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private lookedAtMs: number | null = null;
  private isReachable = true;
  private isWritable = true;
  private left: DossierFolder['left'] = [];

  constructor(options: FileDropOptions) {
    this.options = options;
    this.inbox = join(options.folder, 'in');
    this.outbox = join(options.folder, 'out');
  }

  start(): void {
    this.changedDates.add(this.options.today());
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    this.timer.unref();
  }

  receptionsChanged(date: string): void {
    this.changedDates.add(date);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort();
    await this.looking;
  }

  /** Looks into the folder, takes in what is whole, and writes what was received. One look at a time. */
  look(): Promise<void> {
    this.looking = this.looking.then(() => this.one()).catch((error: unknown) => this.failed(error));
    return this.looking;
  }

  private failed(error: unknown): void {
    if (!this.ending.signal.aborted) this.options.onError(error, 'dossier files');
  }

  private async one(): Promise<void> {
    if (!this.options.isOn() || this.ending.signal.aborted) return;
    const entries = await this.open();
    const mayAnswer = await mayWrite(this.inbox, this.outbox);
    this.isWritable = mayAnswer;
    await this.writeReceptions().catch((error: unknown) => this.failed(error));
    const names = entries.filter((each) => leftAlone(each) === null).map((each) => each.name);
    for (const name of this.seen.keys()) if (!names.includes(name)) this.seen.delete(name);
    for (const name of names.sort().slice(0, MOST_FILES)) {
      // Nothing is taken in that cannot be answered.
      if (this.ending.signal.aborted || !mayAnswer) break;
      // One bad file must not keep the others waiting.
      await this.consider(name).catch((error: unknown) => this.failed(error));
    }
    this.left = entries.flatMap((each) => {
      const why = this.seen.has(each.name) ? 'changing' : leftAlone(each);
      return why === null ? [] : [{ name: each.name, why }];
    });
  }

  /** What stands in the folder, which is made where there is none. */
  private async open(): Promise<readonly Dirent[]> {
    this.lookedAtMs = this.options.nowMs();
    this.isReachable = false;
    this.left = [];
    await mkdir(this.inbox, { recursive: true });
    await mkdir(this.outbox, { recursive: true });
    const entries = await readdir(this.inbox, { withFileTypes: true });
    this.isReachable = true;
    return entries.filter(({ name }) => !OWN.test(name));
  }

  /** How the folder was at the last look. */
  folder(): DossierFolder {
    const isOn = this.options.isOn();
    const stands = !this.isReachable ? 'unreachable' : this.isWritable ? 'ok' : 'unwritable';
    return {
      path: this.inbox,
      state: !isOn ? 'off' : this.lookedAtMs === null ? 'ok' : stands,
      lookedAt: this.lookedAtMs === null ? null : new Date(this.lookedAtMs).toISOString(),
      left: isOn ? this.left.slice(0, MOST_LEFT) : [],
    };
  }

  /** Files that were answered, the newest first. @param before an id from which on none is listed */
  taken(before: number, limit: number): DossierFile[] {
    return this.options.store.taken(before, limit);
  }

  /** What a file was answered. */
  resultOf(id: number): { readonly fileName: string; readonly content: string } | undefined {
    const found = this.options.store.resultOf(id);
    return found && { fileName: `${found.name}${RESULT_ENDING}`, content: found.result };
  }

  /** Takes a file in when it is new and no longer changes. */
  private async consider(name: string): Promise<void> {
    const { store, nowMs } = this.options;
    const path = join(this.inbox, name);
    const stats = await lstat(path).catch(() => null);
    if (stats === null || !stats.isFile()) return;
    const known = store.named(name);
    if (known?.bytes === stats.size && known.modifiedMs === Math.trunc(stats.mtimeMs)) return;
    const as = `${stats.size}:${stats.mtimeMs}`;
    const before = this.seen.get(name);
    if (before?.as !== as) {
      this.seen.set(name, { as, sinceMs: nowMs() });
      return;
    }
    const restedMs = nowMs() - before.sinceMs;
    if (restedMs >= SETTLED_MS) await this.take(name, path, stats, restedMs >= PATIENCE_MS);
  }

  private async take(name: string, path: string, stats: Stats, isLate: boolean): Promise<void> {
    if (stats.size > MOST_BYTES) return this.settle(name, stats, '', { fault: 'too_large' });
    const file = await readFile(path);
    if (file.length !== stats.size) return;
    const sha256 = hash('sha256', file, 'hex');
    const twin = this.options.store.withContent(sha256);
    if (twin !== undefined)
      return this.settle(name, stats, sha256, { twin: twin.name, twinAtMs: twin.takenAtMs });
    const read = await this.options.read(file, this.ending.signal);
    if (read.fault === 'broken' && !isLate) return;
    if (read.fault !== undefined) return this.settle(name, stats, '', { fault: read.fault });
    await this.settle(name, stats, sha256, await this.tell(sha256, read.table));
  }

  private async tell(sha256: string, table: DossierTable): Promise<FileReport> {
    const { port, zone, today } = this.options;
    const fields = new FieldNames(port.fields());
    const reading: RowReading = { fields, zone, times: new TimeReader(zone), today: today() };
    const wrong: { row: number; code: string }[] = [];
    const rows: Record<DossierOutcome, number[]> = { recorded: [], unchanged: [], late: [] };
    for (let at = 0; at < table.rows.length; at += AT_ONCE)
      await Promise.all(
        table.rows.slice(at, at + AT_ONCE).map(async (each) => {
          const given = rowToTell(each, reading);
          const answer = given.ok
            ? await port.tell(given.value, {
                commander: { kind: 'system', id: 'dossier-files' },
                commandId: `${sha256}:${each.row}`,
              })
            : given;
          if (answer.ok) rows[answer.value.outcome].push(each.row);
          else wrong.push({ row: each.row, code: answer.refusal.code });
        }),
      );
    wrong.sort((a, b) => a.row - b.row);
    return {
      told: rows.recorded.length,
      unchanged: rows.unchanged.length,
      late: rows.late.sort((a, b) => a - b),
      wrong,
      personal: table.personal,
      unknown: table.unknown,
    };
  }

  /** The answer beside the file first: a crash between the two answers once more and tells nothing twice. */
  private async settle(name: string, stats: Stats, sha256: string, report: FileReport): Promise<void> {
    const { store, nowMs, timeZone } = this.options;
    const takenAtMs = nowMs();
    const text = resultText(name, takenAtMs, report, timeZone);
    await this.write(join(this.inbox, `${name}${RESULT_ENDING}`), text);
    const modifiedMs = Math.trunc(stats.mtimeMs);
    store.keep(
      { name, sha256, bytes: stats.size, modifiedMs, takenAtMs },
      { ...takeOf(report), result: text },
    );
    this.seen.delete(name);
  }

  private async writeReceptions(): Promise<void> {
    for (const date of [...this.changedDates]) {
      this.changedDates.delete(date);
      const receptions = this.options.port.receptionsOn(date);
      await this.write(join(this.outbox, `tiep-nhan-${date}.csv`), receptionFile(receptions)).catch(
        (error: unknown) => {
          this.changedDates.add(date);
          throw error;
        },
      );
    }
  }

  private async write(path: string, text: string): Promise<void> {
    await whole(path, text).catch((error: unknown) => {
      this.isWritable = false;
      throw error;
    });
  }
}

/** Why something in the folder is left alone by its kind or name; null: it is looked at. */
function leftAlone(entry: Dirent): LeftAlone | null {
  if (entry.isDirectory()) return 'folder';
  if (!entry.isFile()) return 'link';
  return UNFINISHED.test(entry.name) ? 'unfinished' : null;
}

/** Whether folders say that they may be written into. */
const mayWrite = (...folders: readonly string[]): Promise<boolean> =>
  Promise.all(folders.map((each) => access(each, constants.W_OK))).then(
    () => true,
    () => false,
  );

/** Writes a file so that nobody sees half of it. */
async function whole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
