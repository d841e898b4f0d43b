// Plain arithmetic on 16-bit mono PCM in WAV files: no sound library is needed to make the clips.

/** Reads a mono 16-bit WAV (a pipe's header may hold no length) as samples from -1 to 1. */
export function readWav(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 12;
  let sampleRateHz = 0;
  while (at + 8 <= bytes.length) {
    const id = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (id === 'fmt ') {
      if (view.getUint16(at + 10, true) !== 1 || view.getUint16(at + 22, true) !== 16)
        throw new Error('expected mono 16-bit PCM');
      sampleRateHz = view.getUint32(at + 12, true);
    }
    if (id === 'data') {
      const end = Math.min(at + 8 + size, bytes.length);
      const samples = new Float32Array(Math.floor((end - at - 8) / 2));
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(at + 8 + i * 2, true) / 32768;
      return { samples, sampleRateHz };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no sound in the file');
}

/** Samples from -1 to 1 as a mono 16-bit WAV. */
export function writeWav(samples, sampleRateHz) {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(sampleRateHz * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32767), 44 + i * 2);
  });
  return bytes;
}

/** Root mean square in dB below full scale. */
export function rmsDb(samples) {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return 10 * Math.log10(sum / samples.length + 1e-12);
}

/** Cuts the silence at both ends, leaves `keepMs` of it, and fades the cut edges so that they do not click. */
export function trimSilence(samples, sampleRateHz, { belowDb = -42, keepMs = 12, fadeMs = 8 } = {}) {
  const window = Math.round(sampleRateHz * 0.005);
  let first = samples.length;
  let last = 0;
  for (let at = 0; at + window <= samples.length; at += window) {
    if (rmsDb(samples.subarray(at, at + window)) < belowDb) continue;
    first = Math.min(first, at);
    last = Math.max(last, at + window);
  }
  if (first >= last) throw new Error('nothing but silence');
  const keep = Math.round((sampleRateHz * keepMs) / 1000);
  const cut = samples.slice(Math.max(0, first - keep), Math.min(samples.length, last + keep));
  const fade = Math.min(Math.round((sampleRateHz * fadeMs) / 1000), Math.floor(cut.length / 4));
  for (let i = 0; i < fade; i++) {
    cut[i] *= i / fade;
    cut[cut.length - 1 - i] *= i / fade;
  }
  return cut;
}

/** Brings a clip to a loudness; peaks above 0.9 are bent softly, and the gain is found again until both hold. */
export function equalise(samples, targetDb) {
  const bend = (value) => {
    const size = Math.abs(value);
    return size <= 0.7 ? value : Math.sign(value) * (0.7 + 0.25 * Math.tanh((size - 0.7) / 0.25));
  };
  let gain = 1;
  let out = samples;
  for (let round = 0; round < 12; round++) {
    out = samples.map((value) => bend(value * gain));
    const short = targetDb - rmsDb(out);
    if (Math.abs(short) < 0.02) break;
    gain *= 10 ** (short / 20);
  }
  return out;
}
