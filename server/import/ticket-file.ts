import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import {
  type FoundEncoding,
  IMPORT_DELIMITERS,
  type ImportEncoding,
  type ImportProfile,
} from '../../common/protocol/imports.ts';
import { cellText } from '../foreign/cell-text.ts';
import { EncodingSurvey, ToUtf8 } from '../foreign/encodings.ts';
import { KIND_BYTES, kindOf } from '../foreign/file-kind.ts';
import { ImportError } from './import-error.ts';
import { type SourceRow, type TicketFile, withoutTail } from './source.ts';
import { namesIn } from './ticket-head.ts';

/** A row larger than this comes from a quote that never closes. */
const LARGEST_ROW_BYTES = 1_000_000;
/** Above the head there may be the name of the office and of the list. */
const SEARCHED_ROWS = 30;
const HEAD_LETTERS = 64 * 1024;
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** The bytes of a file, unpacked where its name or first bytes say that it is packed. */
export function openBytes(file: string, onBytes: (bytes: number) => void = () => {}): Readable {
  if (!existsSync(file) || !statSync(file).isFile()) throw new ImportError('missing_file', file);
  const raw = createReadStream(file);
  raw.on('data', (chunk) => onBytes(chunk.length));
  const first = firstBytes(file);
  if (!file.endsWith('.gz') && !(first[0] === 0x1f && first[1] === 0x8b)) return raw;
  // Errors arrive at the unpacked stream, where they are awaited.
  return pipeline(raw, createGunzip(), () => {});
}

function firstBytes(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(KIND_BYTES);
    return bytes.subarray(0, readSync(handle, bytes, 0, KIND_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}

/** Errors of streams as what they mean for the file. */
export function asImportError(error: unknown, encoding?: ImportEncoding): unknown {
  if (error instanceof CsvError)
    return new ImportError(
      'broken_csv',
      `${Number((error as { lines?: unknown }).lines ?? 0)}: ${error.message}`,
    );
  if (error instanceof TypeError && encoding !== undefined)
    return new ImportError('encoding_wrong', encoding);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE'))
    return new ImportError('damaged_gzip');
  return error;
}

interface Survey {
  readonly sha256: string;
  readonly found: FoundEncoding;
}

/** One look at all bytes: what names the content, what kind of file it is, in what it is written. */
async function surveyOf(file: string): Promise<Survey & { readonly workbook: boolean }> {
  const hash = createHash('sha256');
  const survey = new EncodingSurvey();
  let head = Buffer.alloc(0);
  let workbook: boolean | undefined;
  const tell = () => {
    const kind = kindOf(head);
    if (kind !== 'text' && kind !== 'workbook') throw new ImportError(kind);
    workbook = kind === 'workbook';
  };
  for await (const piece of openBytes(file)) {
    const chunk = piece as Buffer;
    hash.update(chunk);
    if (workbook === undefined) {
      head = Buffer.concat([head, chunk.subarray(0, KIND_BYTES)]);
      if (head.length >= KIND_BYTES) tell();
    }
    if (workbook !== true) survey.add(chunk);
  }
  if (head.length === 0) throw new ImportError('empty_file');
  if (workbook === undefined) tell();
  return { sha256: hash.digest('hex'), found: survey.found(), workbook: workbook === true };
}

/** The encoding to read by: what the bytes say for certain, else what a person said. Throws ImportError. */
function settled(found: FoundEncoding, asked: ImportEncoding | undefined): ImportEncoding {
  if (found.certain && found.encoding !== null) {
    // Bytes that are valid UTF-8 say so themselves; read as anything else they would be rubbish.
    if (asked === undefined || asked === found.encoding) return found.encoding;
    throw new ImportError('encoding_wrong', asked);
  }
  // The survey read all bytes: what is UTF-8 was found to be.
  if (asked === 'utf-8') throw new ImportError('encoding_wrong', asked);
  if (asked !== undefined) return asked;
  if (found.offers.length === 0) throw new ImportError('encoding_unknown');
  throw new ImportError(
    'encoding_needed',
    found.offers.map(({ encoding, words }) => `${encoding} (${words.join(', ')})`).join('; '),
    { offers: found.offers },
  );
}

/** Opens a file of tickets: tells what it is and finds its head. Throws ImportError. */
export async function openTicketFile(file: string, profile: ImportProfile): Promise<TicketFile> {
  let survey: Awaited<ReturnType<typeof surveyOf>>;
  try {
    survey = await surveyOf(file);
  } catch (error) {
    throw asImportError(error);
  }
  if (survey.workbook) {
    // The library is slow to load, and a text needs it not.
    const { openTicketSheet } = await import('./ticket-sheet.ts');
    return openTicketSheet(file, survey.sha256, profile);
  }
  const encoding = settled(survey.found, profile.encoding);
  try {
    const { text, whole } = await headText(file, encoding);
    if (text.trim() === '') throw new ImportError('empty_file');
    const { delimiter, head } = findHead(text, whole, profile);
    const found: FoundEncoding = { ...survey.found, encoding };
    return {
      sha256: survey.sha256,
      encoding: found,
      delimiter,
      head,
      notes: [],
      rows: (onShare) => textRows(file, { encoding, delimiter, from: head.line }, onShare),
    };
  } catch (error) {
    throw asImportError(error, encoding);
  }
}

function textOf(file: string, encoding: ImportEncoding, onBytes?: (bytes: number) => void): Readable {
  const bytes = openBytes(file, onBytes);
  return encoding === 'utf-8' ? bytes : pipeline(bytes, new ToUtf8(encoding), () => {});
}

/** The beginning of the text; `whole`: there is no more. */
async function headText(file: string, encoding: ImportEncoding): Promise<{ text: string; whole: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  const source = textOf(file, encoding);
  let whole = true;
  for await (const chunk of source) {
    text += decoder.decode(chunk as Buffer, { stream: true });
    if (text.length > HEAD_LETTERS) {
      whole = false;
      break;
    }
  }
  source.destroy();
  return { text, whole };
}

type Head = TicketFile['head'];

/** The delimiter under which a row names most columns, and that row. */
function findHead(
  text: string,
  whole: boolean,
  profile: ImportProfile,
): { readonly delimiter: string; readonly head: Head } {
  // Excel is told the delimiter by a first line of its own.
  const told = /^\s*"?sep=(.)"?\s*(?:[\r\n]|$)/i.exec(text)?.[1];
  const fixed = profile.delimiter ?? told;
  const candidates = fixed === undefined ? IMPORT_DELIMITERS : [fixed];
  let best: { delimiter: string; head: Head; names: number } | undefined;
  for (const delimiter of candidates)
    for (const head of firstRows(text, whole, delimiter)) {
      if (/^\s*sep=.?\s*$/i.test(head.cells.join(''))) continue;
      const names = namesIn(head.cells, profile);
      const wider = best !== undefined && best.names === 0 && head.cells.length > best.head.cells.length;
      if (
        best === undefined ||
        names > best.names ||
        (names === best.names && wider && head.line <= best.head.line)
      )
        best = { delimiter, head, names };
    }
  return best ?? { delimiter: fixed ?? ',', head: firstLine(text, fixed ?? ',') };
}

function firstLine(text: string, delimiter: string): Head {
  const line = text.split(/\r\n?|\n/, 1)[0] ?? '';
  return { line: 1, cells: line.split(delimiter).map(cellText) };
}

function firstRows(text: string, whole: boolean, delimiter: string): Head[] {
  const cut = whole ? text.length : Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  try {
    const records = parseNow(text.slice(0, cut < 0 ? text.length : cut), {
      ...optionsOf(delimiter),
      to: SEARCHED_ROWS,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records
      .map(({ record, info }) => ({ line: info.lines, cells: withoutTail(record.map(cellText)) }))
      .filter(({ cells }) => cells.length > 0);
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

const optionsOf = (delimiter: string) => ({
  delimiter,
  bom: true,
  info: true,
  record_delimiter: LINE_ENDS,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: LARGEST_ROW_BYTES,
});

async function* textRows(
  file: string,
  { encoding, delimiter, from }: { encoding: ImportEncoding; delimiter: string; from: number },
  onShare: (share: number) => void,
): AsyncGenerator<SourceRow> {
  const total = statSync(file).size;
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    onShare(done / total);
  };
  try {
    for await (const each of rowsOf(textOf(file, encoding, onBytes), delimiter))
      if (each.line > from) yield each;
  } catch (error) {
    throw asImportError(error, encoding);
  }
}

/** Rows of a CSV text with the line each ends on. Throws CsvError where its quoting is broken. */
export async function* rowsOf(
  text: Readable,
  delimiter: string,
): AsyncGenerator<{ line: number; cells: string[] }> {
  const source = pipeline(text, parse(optionsOf(delimiter)), () => {});
  for await (const each of source) {
    const { record, info } = each as { record: string[]; info: { lines: number } };
    yield { line: info.lines, cells: record };
  }
}
