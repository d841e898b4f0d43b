/** Sound of one channel in 16 bits as a WAV file, the one format that every machine plays and none has to decode. Pure. */

/** Samples from -1 to 1. */
export interface Sound {
  readonly samples: Float32Array;
  readonly rateHz: number;
}

const HEAD_BYTES = 44;

/** Reads a mono WAV of 16 bits; null: it is none. A pipe's header may hold no true length. */
export function readWav(bytes: Uint8Array): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < HEAD_BYTES || name(0) !== 'RIFF' || name(8) !== 'WAVE') return null;
  let at = 12;
  let rateHz = 0;
  while (at + 8 <= bytes.length) {
    const id = name(at);
    const size = view.getUint32(at + 4, true);
    if (id === 'fmt ' && at + 24 <= bytes.length) {
      const isPlain = view.getUint16(at + 8, true) === 1;
      if (!isPlain || view.getUint16(at + 10, true) !== 1 || view.getUint16(at + 22, true) !== 16)
        return null;
      rateHz = view.getUint32(at + 12, true);
    }
    if (id === 'data') {
      const end = Math.min(at + 8 + size, bytes.length);
      const samples = new Float32Array(Math.floor((end - at - 8) / 2));
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(at + 8 + i * 2, true) / 32768;
      return rateHz > 0 ? { samples, rateHz } : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

export function writeWav({ samples, rateHz }: Sound): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  put(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, i) => {
    view.setInt16(HEAD_BYTES + i * 2, Math.round(Math.max(-1, Math.min(1, value)) * 32767), true);
  });
  return bytes;
}
