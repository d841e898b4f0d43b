import { z } from 'zod';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import { LanguageTag } from '../../common/protocol/voice-packs.ts';
import { ClipKey } from '../../common/voice/recorded-clip.ts';
import { repack, unpack } from '../procedure-lists/unpack.ts';

/** A whole pack with every sentence of the kiosk has some 60 MB. */
export const MOST_PACK_BYTES = 80 * 1024 * 1024;
const MOST_CLIPS = 2_000;
const HEAD = 'pack.json';

const PackHead = z.strictObject({
  format: z.literal('motcua-voice-pack'),
  version: z.literal(1),
  name: z.string().trim().min(1).max(80),
  language: LanguageTag,
  clips: z.array(ClipKey).max(MOST_CLIPS),
});

/** A pack in one file. */
export interface PackedVoice {
  readonly name: string;
  readonly language: string;
  readonly sounds: ReadonlyMap<string, Buffer>;
}

const pathOf = (clip: string) => `clips/${clip}.wav`;

/** A pack as one zip file: its head, and a WAV file a clip. */
export function packFile({ name, language, sounds }: PackedVoice): Buffer {
  const clips = [...sounds.keys()].sort();
  const head = { format: 'motcua-voice-pack', version: 1, name, language, clips };
  const parts = new Map<string, Buffer>([[HEAD, Buffer.from(JSON.stringify(head, null, 2))]]);
  for (const clip of clips) parts.set(pathOf(clip), sounds.get(clip) ?? Buffer.alloc(0));
  return repack(parts);
}

/** Reads such a file. Its names are compared with those that its head promises: no other path is ever looked at. */
export function readPackFile(file: Buffer): Outcome<PackedVoice> {
  let parts: Map<string, Buffer>;
  try {
    parts = unpack(file, MOST_PACK_BYTES, MOST_CLIPS + 1);
  } catch (error) {
    return refused('invalid_input', `the file is no pack: ${String(error)}`, { fault: 'no_pack' });
  }
  const head = PackHead.safeParse(jsonOf(parts.get(HEAD)));
  if (!head.success) return refused('invalid_input', 'the file has no head of a pack', { fault: 'no_pack' });
  const { name, language, clips } = head.data;
  const promised = new Map(clips.map((clip) => [pathOf(clip), clip]));
  const sounds = new Map<string, Buffer>();
  for (const [path, content] of parts) {
    const clip = promised.get(path);
    if (clip !== undefined) sounds.set(clip, content);
    else if (path !== HEAD)
      return refused('invalid_input', 'the file holds what a pack does not', { fault: 'foreign_part' });
  }
  if (sounds.size !== clips.length)
    return refused('invalid_input', 'the file lacks clips that it names', { fault: 'no_pack' });
  return accepted({ name: name.normalize('NFC'), language, sounds });
}

function jsonOf(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
