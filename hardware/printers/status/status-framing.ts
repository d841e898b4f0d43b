/**
 * Cuts what a printer sends into answers. Bytes arrive split, joined and interleaved: a pure state machine
 * that takes any pieces and gives the same frames for any way of cutting the same stream.
 *
 * How the kinds are told apart, by the fixed bits of a byte:
 *   DLE EOT answer    x & 0x93 = 0x12   one byte, may come in the middle of another answer (it is real-time)
 *   automatic status  x & 0x93 = 0x10   first of four; the other three have bits 4 and 7 clear
 *   GS r answer       x & 0x90 = 0x00   one byte
 *   GS ( H answer     0x37 0x22 …       header, four bytes of the mark, 0x00
 * Everything else is noise (XON/XOFF of serial lines, banners of cheap network adapters).
 */
export type StatusFrame =
  | { readonly kind: 'real-time'; readonly byte: number }
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  | { readonly kind: 'paper'; readonly byte: number }
  | { readonly kind: 'process-id'; readonly mark: readonly number[] }
  | { readonly kind: 'noise'; readonly byte: number };

/** Bytes of an answer that has begun and not ended. */
export interface FramingState {
  readonly pending: readonly number[];
}

export const initialFraming: FramingState = { pending: [] };

const automaticLength = 4;
const processIdLength = 7;
const processIdHead = 0x37;
const processIdSecond = 0x22;

function isRealTime(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

function isAutomaticHead(byte: number): boolean {
  return (byte & 0x93) === 0x10;
}

function isPlain(byte: number): boolean {
  return (byte & 0x90) === 0;
}

function fitsProcessId(at: number, byte: number): boolean {
  if (at === 1) return byte === processIdSecond;
  if (at === processIdLength - 1) return byte === 0;
  return byte >= 0x20 && byte <= 0x7e;
}

function noise(bytes: readonly number[]): StatusFrame[] {
  return bytes.map((byte) => ({ kind: 'noise', byte }));
}

function begin(byte: number): { pending: readonly number[]; frames: StatusFrame[] } {
  if (isRealTime(byte)) return { pending: [], frames: [{ kind: 'real-time', byte }] };
  if (isAutomaticHead(byte) || byte === processIdHead) return { pending: [byte], frames: [] };
  if (isPlain(byte)) return { pending: [], frames: [{ kind: 'paper', byte }] };
  return { pending: [], frames: noise([byte]) };
}

function step(
  pending: readonly number[],
  byte: number,
): { pending: readonly number[]; frames: StatusFrame[] } {
  const head = pending[0];
  if (head === undefined) return begin(byte);
  if (head === processIdHead) {
    if (!fitsProcessId(pending.length, byte)) {
      if (isRealTime(byte)) return { pending, frames: [{ kind: 'real-time', byte }] };
      const again = begin(byte);
      return { pending: again.pending, frames: [...noise(pending), ...again.frames] };
    }
    const bytes = [...pending, byte];
    if (bytes.length < processIdLength) return { pending: bytes, frames: [] };
    return { pending: [], frames: [{ kind: 'process-id', mark: bytes.slice(2, 6) }] };
  }
  if (isPlain(byte)) {
    const bytes = [...pending, byte];
    if (bytes.length < automaticLength) return { pending: bytes, frames: [] };
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = bytes;
    return { pending: [], frames: [{ kind: 'automatic', bytes: [b0, b1, b2, b3] }] };
  }
  // A real-time answer may cut in; it has bit 4 set, which no later byte of an automatic status has.
  if (isRealTime(byte)) return { pending, frames: [{ kind: 'real-time', byte }] };
  const again = begin(byte);
  return { pending: again.pending, frames: [...noise(pending), ...again.frames] };
}

/** Takes the next bytes; gives the answers that they complete, in order, and what is still open. */
export function takeStatusBytes(
  state: FramingState,
  bytes: Iterable<number>,
): { readonly state: FramingState; readonly frames: readonly StatusFrame[] } {
  let pending = state.pending;
  const frames: StatusFrame[] = [];
  for (const byte of bytes) {
    const next = step(pending, byte);
    pending = next.pending;
    frames.push(...next.frames);
  }
  return { state: { pending }, frames };
}
