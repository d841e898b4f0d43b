import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OggOpusDecoder } from 'ogg-opus-decoder';
import { VoicePack } from '../../common/voice/pack.ts';
import { phrasedCall, type Reader, type SpokenPart } from '../../common/voice/phrasing.ts';
import type { Call } from '../../common/voice/reading.ts';

export const RATE = 48_000;
const VOICES = join(import.meta.dirname, '../../common/assets/voice');

/** A pack with its sound as a listener gets it; read when it is first asked for. */
export interface HeardPack {
  readonly pack: () => VoicePack;
  readonly hear: (clip: string) => Promise<Float32Array>;
}

/** Decodes a clip by its path, as browsers do: Opus at 48 kHz. */
export async function decoded(decoder: OggOpusDecoder, path: string): Promise<Float32Array> {
  await decoder.ready;
  const { channelData } = await decoder.decodeFile(new Uint8Array(readFileSync(path)));
  await decoder.reset();
  return channelData[0] ?? new Float32Array();
}

export function openPack(id: string, decoder: OggOpusDecoder): HeardPack {
  let known: VoicePack | undefined;
  const pack = () => {
    known ??= VoicePack.parse(JSON.parse(readFileSync(join(VOICES, id, 'manifest.json'), 'utf8')));
    return known;
  };
  const heard = new Map<string, Float32Array>();
  const hear = async (clip: string) => {
    const file = pack().clips[clip]?.file;
    if (file === undefined) throw new Error(`${id} has no ${clip}`);
    const sound = heard.get(clip) ?? (await decoded(decoder, join(VOICES, id, file)));
    heard.set(clip, sound);
    return sound;
  };
  return { pack, hear };
}

/** Where a part stands in what was put together, in samples. */
export interface Placed {
  readonly clip: string;
  readonly from: number;
  readonly to: number;
}

/** Parts as a screen plays them: each behind its pause. */
export async function composed(
  { hear }: HeardPack,
  parts: readonly SpokenPart[],
): Promise<{ readonly samples: Float32Array; readonly placed: readonly Placed[] }> {
  const placed: (Placed & { sound: Float32Array })[] = [];
  let at = 0;
  for (const { clip, pauseMs } of parts) {
    const sound = await hear(clip);
    const from = at + Math.round((pauseMs * RATE) / 1_000);
    at = from + sound.length;
    placed.push({ clip, from, to: at, sound });
  }
  const samples = new Float32Array(at);
  for (const { from, sound } of placed) samples.set(sound, from);
  return { samples, placed };
}

/** A call as the shipped packs read it. */
export function readBy({ pack }: HeardPack, call: Call, opens = true): readonly SpokenPart[] {
  const { language, dialect, clips } = pack();
  const holds = (clip: string) => clips[clip] !== undefined;
  const reader: Reader = { language, dialect: dialect ?? 'south', holds };
  const { opening, parts } = phrasedCall(call, reader);
  return opens ? [...opening, ...parts] : parts;
}
