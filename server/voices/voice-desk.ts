import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { ListedVoicePack, RecordedClip, VoicePackAnswer } from '../../common/protocol/rest/voices.ts';
import { type ClipMeasure, measureClip } from '../../common/voice/recorded-clip.ts';
import type { KeptTake, KeptVoicePack, VoiceStore } from '../storage/voice-store.ts';
import { packFile, readPackFile } from './pack-file.ts';
import type { SpeechPack } from './speech-pack.ts';

const MOST_PACKS = 30;
/** All recordings together: every copy of the record has them. */
const MOST_BYTES = 300 * 1024 * 1024;
/** A deleted pack can be taken back for so long. */
const KEPT_MS = 30 * 86_400_000;

const DIGEST_LENGTH = 16;
const isoOf = (atMs: number) => new Date(atMs).toISOString();
const none = (): Outcome<never> => refused('not_found', 'no such voice pack');
const fileOf = ({ clip, digest }: Pick<KeptTake, 'clip' | 'digest'>) => `${clip}-${digest}.wav`;
const recorded = ({ digest, ...take }: KeptTake): RecordedClip => ({
  ...take,
  file: fileOf({ clip: take.clip, digest }),
});

/** Packs of the hall's own recordings: made clip by clip in the studio, taken in and given out as one file. */
export class VoiceDesk {
  private readonly store: VoiceStore;
  private readonly nowMs: () => number;
  private readonly spoken = new Map<string, SpeechPack>();
  /** Told of every pack whose clips changed. */
  private readonly onChanged: () => void;

  constructor(parts: {
    readonly store: VoiceStore;
    readonly nowMs: () => number;
    readonly onChanged: () => void;
  }) {
    this.store = parts.store;
    this.nowMs = parts.nowMs;
    this.onChanged = parts.onChanged;
  }

  list(): ListedVoicePack[] {
    return this.store.packs().map((pack) => this.listed(pack));
  }

  read(id: string): Outcome<VoicePackAnswer> {
    const pack = this.present(id);
    if (pack === undefined) return none();
    return accepted({
      ...this.listed(pack),
      recorded: this.store.takes(id).map(recorded),
      undoable: this.store.undoable(id),
    });
  }

  start(name: string, language: string): Outcome<ListedVoicePack> {
    this.store.purge(this.nowMs() - KEPT_MS);
    if (this.store.packs().length >= MOST_PACKS)
      return refused('conflict', `there are at most ${MOST_PACKS} voice packs`, { fault: 'too_many' });
    const id = `own-${randomBytes(6).toString('hex')}`;
    this.store.add({ id, name, language, madeAtMs: this.nowMs() });
    const pack = this.store.pack(id);
    return pack === undefined ? none() : accepted(this.listed(pack));
  }

  rename(id: string, name: string): Outcome<KeptVoicePack> {
    const pack = this.present(id);
    if (pack === undefined) return none();
    this.store.rename(id, name);
    return accepted({ ...pack, name });
  }

  /** Keeps a recording, whose sound must be as the studio makes it: measured here again. */
  record(id: string, clip: string, sound: Uint8Array): Outcome<RecordedClip> {
    if (this.present(id) === undefined) return none();
    const measure = measureClip(sound);
    if (typeof measure === 'string')
      return refused('invalid_input', `the recording cannot be used: ${measure}`, { fault: measure });
    if (this.store.bytes() + sound.length > MOST_BYTES)
      return refused('conflict', 'the recordings take too much room', { fault: 'too_many' });
    const take = this.keep(id, clip, sound, measure);
    this.changed(id);
    return accepted(recorded(take));
  }

  /** The take before comes back; of a first take none. Once more, and it is as it was. */
  undo(id: string, clip: string): Outcome<{ readonly name: string }> {
    const pack = this.present(id);
    if (pack === undefined || !this.store.undoable(id).includes(clip)) return none();
    this.store.swap(id, clip);
    this.changed(id);
    return accepted({ name: pack.name });
  }

  drop(id: string): Outcome<KeptVoicePack> {
    const pack = this.present(id);
    if (pack === undefined) return none();
    this.store.drop(id, this.nowMs());
    this.changed(id);
    return accepted(pack);
  }

  restore(id: string): Outcome<KeptVoicePack> {
    const pack = this.store.pack(id);
    if (pack === undefined || pack.droppedAtMs === null) return none();
    this.store.drop(id, null);
    this.changed(id);
    return accepted(pack);
  }

  /** The pack in one file. */
  export(id: string): Outcome<{ readonly name: string; readonly file: Buffer }> {
    const pack = this.present(id);
    if (pack === undefined) return none();
    const sounds = new Map(
      this.store
        .takes(id)
        .map(({ clip, digest }) => [clip, this.store.sound(id, clip, digest) ?? Buffer.alloc(0)]),
    );
    return accepted({ name: pack.name, file: packFile({ ...pack, sounds }) });
  }

  /** A new pack from one file. Each clip is measured in a turn of its own, so that the hall goes on meanwhile. */
  async import(file: Buffer): Promise<Outcome<ListedVoicePack>> {
    const read = readPackFile(file);
    if (!read.ok) return read;
    const { name, language, sounds } = read.value;
    const measured = new Map<string, ClipMeasure>();
    for (const [clip, sound] of sounds) {
      const measure = measureClip(sound);
      if (typeof measure === 'string')
        return refused('invalid_input', `${clip} cannot be used: ${measure}`, { fault: measure, clip });
      measured.set(clip, measure);
      await nextTurn();
    }
    if (this.store.bytes() + file.length > MOST_BYTES)
      return refused('conflict', 'the recordings take too much room', { fault: 'too_many' });
    const started = this.start(name, language);
    if (!started.ok) return started;
    const { id } = started.value;
    try {
      for (const [clip, measure] of measured) {
        this.keep(id, clip, sounds.get(clip) ?? Buffer.alloc(0), measure);
        await nextTurn();
      }
    } catch (error) {
      this.store.remove(id);
      throw error;
    }
    const pack = this.store.pack(id);
    return pack === undefined ? none() : accepted(this.listed(pack));
  }

  /** The pack as it speaks; undefined: it is not there, or was deleted. */
  speechPack(id: string): SpeechPack | undefined {
    const known = this.spoken.get(id);
    if (known !== undefined) return known;
    const pack = this.present(id);
    if (pack === undefined) return undefined;
    const takes = this.store.takes(id);
    const spoken: SpeechPack = {
      id,
      language: pack.language,
      dialect: null,
      revision: String(pack.revision),
      clips: new Map(takes.map((take) => [take.clip, { file: fileOf(take), durationMs: take.durationMs }])),
    };
    this.spoken.set(id, spoken);
    return spoken;
  }

  /** A clip by the file's name that its manifest tells; a take that was replaced is found as long as it is kept. */
  sound(id: string, file: string): Buffer | undefined {
    const [, clip = '', digest = ''] =
      new RegExp(`^([a-z0-9-]{1,40})-([0-9a-f]{${DIGEST_LENGTH}})\\.wav$`).exec(file) ?? [];
    return clip === '' ? undefined : this.store.sound(id, clip, digest);
  }

  private keep(id: string, clip: string, sound: Uint8Array, measure: ClipMeasure): KeptTake {
    const digest = createHash('sha256').update(sound).digest('hex').slice(0, DIGEST_LENGTH);
    const take: KeptTake = { clip, digest, ...measure };
    this.store.put(id, take, sound);
    return take;
  }

  private present(id: string): KeptVoicePack | undefined {
    const pack = this.store.pack(id);
    return pack?.droppedAtMs === null ? pack : undefined;
  }

  private listed(pack: KeptVoicePack): ListedVoicePack {
    const { clips, durationMs, bytes } = this.store.sizeOf(pack.id);
    const { madeAtMs, droppedAtMs, ...rest } = pack;
    return {
      ...rest,
      madeAt: isoOf(madeAtMs),
      droppedAt: droppedAtMs === null ? null : isoOf(droppedAtMs),
      clips,
      seconds: Math.round(durationMs / 100) / 10,
      bytes,
    };
  }

  private changed(id: string): void {
    this.spoken.delete(id);
    this.onChanged();
  }
}
