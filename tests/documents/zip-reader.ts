import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP by name, read by its central directory: not the library that wrote it. */
export function unzipBytes(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('not a ZIP');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const more = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + more;
  }
  return files;
}

/** The same as text. */
export function unzip(bytes: Buffer): Map<string, string> {
  return new Map([...unzipBytes(bytes)].map(([name, content]) => [name, content.toString('utf8')]));
}

/** A file of a ZIP that must be there. */
export function part(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`no ${name} in ${[...files.keys()].join(', ')}`);
  return text;
}

const plainText = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** A cell as the file holds it. */
export interface RawCell {
  readonly type: string;
  readonly value: string;
  readonly style: number;
}

/** Cells of a sheet by address; shared strings are looked up. */
export function sheetCells(files: ReadonlyMap<string, string>, sheet: string): Map<string, RawCell> {
  const strings = [...part(files, 'xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((each) =>
    plainText([...(each[1] ?? '').matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map((text) => text[1]).join('')),
  );
  const cells = new Map<string, RawCell>();
  for (const found of part(files, sheet).matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(found[1] ?? '')?.[1];
    const type = attribute('t') ?? 'n';
    const raw = /<v>(.*?)<\/v>/s.exec(found[2] ?? '')?.[1];
    if (/<f[ >]/.test(found[2] ?? '')) throw new Error(`a formula in ${attribute('r')}`);
    if (raw === undefined) continue;
    const value = type === 's' ? (strings[Number(raw)] ?? '') : plainText(raw);
    cells.set(attribute('r') ?? '', { type, value, style: Number(attribute('s') ?? 0) });
  }
  return cells;
}

/** The number format of each cell style. */
export function numberFormats(files: ReadonlyMap<string, string>): string[] {
  const styles = part(files, 'xl/styles.xml');
  const own = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map((each) => [each[1], each[2]]),
  );
  const builtIn: Record<string, string> = { '0': 'General', '3': '#,##0', '49': '@' };
  const cellStyles = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '';
  return [...cellStyles.matchAll(/<xf [^>]*?numFmtId="(\d+)"/g)].map(
    (each) => own.get(each[1] ?? '') ?? builtIn[each[1] ?? ''] ?? `#${each[1]}`,
  );
}
