import { crc32, inflateRawSync } from 'node:zlib';
import { UnreadableList } from './list-table.ts';

/** A workbook of five thousand procedures unpacks to some ten megabytes. */
const MOST_UNPACKED_BYTES = 64 * 1024 * 1024;
const MOST_PARTS = 1_000;

const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const CENTRAL = 0x02014b50;
const CENTRAL_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

const broken = (what: string) => new UnreadableList('broken_file', what);

/**
 * The parts of a zip file. What they unpack to is counted while they unpack and not believed from their head, so that
 * a file of a few kilobytes cannot fill the memory. Throws UnreadableList.
 */
export function unpack(
  file: Buffer,
  most = MOST_UNPACKED_BYTES,
  mostParts = MOST_PARTS,
): Map<string, Buffer> {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  if (count > mostParts) throw new UnreadableList('unpacks_too_large');
  let at = file.readUInt32LE(end + 16);
  let left = most;
  const parts = new Map<string, Buffer>();
  for (let part = 0; part < count; part += 1) {
    if (at + CENTRAL_LENGTH > file.length || file.readUInt32LE(at) !== CENTRAL) throw broken('central');
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength);
    if (!name.endsWith('/')) {
      const content = contentOf(file, at, left);
      left -= content.length;
      parts.set(name, content);
    }
    at += CENTRAL_LENGTH + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

function endOf(file: Buffer): number {
  for (
    let at = file.length - END_LENGTH;
    at >= 0 && at >= file.length - END_LENGTH - LONGEST_COMMENT;
    at -= 1
  )
    if (file.readUInt32LE(at) === END) return at;
  throw broken('end');
}

/** @param at where the central head of the part stands @param left bytes that may still come */
function contentOf(file: Buffer, at: number, left: number): Buffer {
  if ((file.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw broken('encrypted');
  const method = file.readUInt16LE(at + 10);
  const sum = file.readUInt32LE(at + 16);
  const packed = file.readUInt32LE(at + 20);
  const local = file.readUInt32LE(at + 42);
  if (local + LOCAL_LENGTH > file.length || file.readUInt32LE(local) !== LOCAL) throw broken('local');
  const from = local + LOCAL_LENGTH + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (from + packed > file.length) throw broken('length');
  const bytes = file.subarray(from, from + packed);
  const content = method === STORED ? bytes : method === DEFLATED ? inflate(bytes, left) : undefined;
  if (content === undefined) throw broken('method');
  if (content.length > left) throw new UnreadableList('unpacks_too_large');
  if (crc32(content) !== sum) throw broken('checksum');
  return content;
}

function inflate(bytes: Buffer, left: number): Buffer {
  if (left <= 0) throw new UnreadableList('unpacks_too_large');
  try {
    return inflateRawSync(bytes, { maxOutputLength: left });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? new UnreadableList('unpacks_too_large') : broken('deflate');
  }
}

/** Parts as a plain zip file without compression: for a reader that must not unpack by itself. */
export function repack(parts: ReadonlyMap<string, Buffer>): Buffer {
  const pieces: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of parts) {
    const nameBytes = Buffer.from(name);
    const sum = crc32(content);
    const local = Buffer.alloc(LOCAL_LENGTH);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(20, 4);
    const head = Buffer.alloc(CENTRAL_LENGTH);
    head.writeUInt32LE(CENTRAL, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(20, 6);
    // Flag 11: the name is UTF-8.
    for (const [buffer, shift] of [
      [local, 0],
      [head, 2],
    ] as const) {
      buffer.writeUInt16LE(1 << 11, 6 + shift);
      buffer.writeUInt32LE(sum, 14 + shift);
      buffer.writeUInt32LE(content.length, 18 + shift);
      buffer.writeUInt32LE(content.length, 22 + shift);
      buffer.writeUInt16LE(nameBytes.length, 26 + shift);
    }
    head.writeUInt32LE(at, 42);
    pieces.push(local, nameBytes, content);
    central.push(head, nameBytes);
    at += LOCAL_LENGTH + nameBytes.length + content.length;
  }
  const centralBytes = Buffer.concat(central);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(centralBytes.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, centralBytes, end]);
}
