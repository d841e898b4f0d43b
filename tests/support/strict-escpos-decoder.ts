/**
 * An ESC/POS reader that knows only what a ticket may contain, and refuses everything else: unknown bytes,
 * a truncated command, dots that hide a real-time command. Decoders meant for real printers forgive those.
 */
export type EscposCommand =
  | { readonly name: 'initialise' }
  | { readonly name: 'line-feed' }
  | { readonly name: 'raster'; readonly widthBytes: number; readonly height: number; readonly data: Buffer }
  | { readonly name: 'cut'; readonly part: 'full' | 'partial' }
  | { readonly name: 'real-time-status'; readonly topic: number }
  | { readonly name: 'automatic-status'; readonly mask: number }
  | { readonly name: 'paper-status' }
  | { readonly name: 'process-id'; readonly mark: readonly number[] };

export class EscposError extends Error {}

function checkDots(data: Buffer): void {
  for (let at = 0; at + 1 < data.length; at += 1) {
    const next = data[at + 1];
    if (data[at] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) {
      throw new EscposError(`dots hold a real-time command at ${at}`);
    }
  }
}

/** The command at `offset` and where the next one begins; null when the bytes end inside it. */
export function readEscposCommand(
  bytes: Buffer,
  offset: number,
): { command: EscposCommand; next: number } | null {
  const at = (distance: number): number | undefined => bytes[offset + distance];
  const need = (count: number): boolean => offset + count <= bytes.length;
  const unknown = (): never => {
    throw new EscposError(
      `unknown bytes at ${offset}: ${bytes.subarray(offset, offset + 8).toString('hex')}`,
    );
  };
  const first = at(0);
  if (first === 0x0a) return { command: { name: 'line-feed' }, next: offset + 1 };
  if (first !== 0x1b && first !== 0x1d && first !== 0x10) return unknown();
  if (!need(2)) return null;
  const second = at(1);
  if (first === 0x1b) {
    return second === 0x40 ? { command: { name: 'initialise' }, next: offset + 2 } : unknown();
  }
  if (first === 0x10) {
    if (second !== 0x04) return unknown();
    if (!need(3)) return null;
    const topic = at(2) ?? 0;
    return topic >= 1 && topic <= 4
      ? { command: { name: 'real-time-status', topic }, next: offset + 3 }
      : unknown();
  }
  if (second === 0x76) {
    if (!need(8)) return null;
    if (at(2) !== 0x30 || at(3) !== 0) return unknown();
    const widthBytes = bytes.readUInt16LE(offset + 4);
    const height = bytes.readUInt16LE(offset + 6);
    if (widthBytes === 0 || height === 0) throw new EscposError('an empty raster');
    const end = offset + 8 + widthBytes * height;
    if (end > bytes.length) return null;
    const data = bytes.subarray(offset + 8, end);
    checkDots(data);
    return { command: { name: 'raster', widthBytes, height, data }, next: end };
  }
  if (second === 0x28) {
    if (!need(11)) return null;
    if (bytes.subarray(offset + 2, offset + 7).toString('hex') !== '4806003030') return unknown();
    return {
      command: { name: 'process-id', mark: [...bytes.subarray(offset + 7, offset + 11)] },
      next: offset + 11,
    };
  }
  if (!need(3)) return null;
  const third = at(2) ?? 0;
  if (second === 0x56 && third <= 1) {
    return { command: { name: 'cut', part: third === 0 ? 'full' : 'partial' }, next: offset + 3 };
  }
  if (second === 0x61) return { command: { name: 'automatic-status', mask: third }, next: offset + 3 };
  if (second === 0x72 && third === 1) return { command: { name: 'paper-status' }, next: offset + 3 };
  return unknown();
}

/** Every command of a finished stream. */
export function decodeEscpos(bytes: Buffer): EscposCommand[] {
  const commands: EscposCommand[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const read = readEscposCommand(bytes, offset);
    if (read === null) throw new EscposError(`truncated at ${offset} of ${bytes.length}`);
    commands.push(read.command);
    offset = read.next;
  }
  return commands;
}

/** The picture of a whole ticket, its raster blocks put under one another. */
export function pictureOf(commands: readonly EscposCommand[]): {
  widthBytes: number;
  height: number;
  data: Buffer;
} {
  const rasters = commands.filter((command) => command.name === 'raster');
  const widthBytes = rasters[0]?.widthBytes ?? 0;
  if (rasters.some((raster) => raster.widthBytes !== widthBytes))
    throw new EscposError('blocks of two widths');
  const data = Buffer.concat(rasters.map((raster) => raster.data));
  return { widthBytes, height: rasters.reduce((sum, raster) => sum + raster.height, 0), data };
}
