import type { SpokenReading, StageAct, StagedCall, StageRecord } from '../../common/protocol/stage.ts';
import { wordClipKeys } from '../../common/voice/clip-keys.ts';
import { phrasedCall, type SpokenPart } from '../../common/voice/phrasing.ts';
import type { Clip, Mark } from '../../display/announcement-queue.ts';
import type { ClipPlayer, MarkStore } from '../../display/announcer.ts';

/** 08:00 in the hall. */
export const NOW_MS = Date.UTC(2026, 10, 24, 1, 0);

/** One call of a number to a counter, made just now. */
export function callOf(sequence: number, more: Partial<StagedCall> = {}): StagedCall {
  const counter = more.counter ?? '3';
  return {
    sequence,
    number: String(1000 + sequence),
    counter,
    counterLabel: `Quầy ${counter}`,
    spokenNumber: Number(counter),
    field: 'ho-tich',
    at: new Date(NOW_MS).toISOString(),
    callCount: 1,
    ...more,
  };
}

/** Calls as packs read them that hold single words and no phrase. */
function spokenOf(calls: readonly StagedCall[], packs: readonly string[]): SpokenReading[] {
  return packs.map((pack) => {
    const language = pack === 'en' ? 'en' : 'vi';
    const held = new Set(wordClipKeys(language));
    const reader = { language, dialect: 'south', holds: (clip: string) => held.has(clip) } as const;
    const read = calls.map(({ number, counter, spokenNumber }) =>
      phrasedCall({ number, counter: spokenNumber ?? counter }, reader),
    );
    const clipsOf = (parts: readonly SpokenPart[]) =>
      parts.map(({ clip, pauseMs }) => ({ file: `${pack}/${clip}.ogg`, pauseMs }));
    return {
      language,
      opening: clipsOf(read[0]?.opening ?? []),
      calls: read.map(({ parts }) => clipsOf(parts)),
    };
  });
}

/** An announcement of twelve seconds that begins now, read by packs of single words. */
export function actOf(
  calls: readonly StagedCall[],
  { packs = ['vi-south'], ...more }: Partial<StageAct> & { readonly packs?: readonly string[] } = {},
): StageAct {
  const lone = calls.length === 1;
  const startMs = more.startsAt === undefined ? NOW_MS : Date.parse(more.startsAt);
  return {
    sequence: calls[0]?.sequence ?? 0,
    form: lone ? 'full' : 'merged',
    readings: lone ? 2 : 1,
    spoken: spokenOf(calls, packs),
    calls,
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(startMs + 12_000).toISOString(),
    cuesMs: lone ? [[1_200], [6_500]] : [calls.map((_, at) => 2_700 + at * 3_000)],
    ...more,
  };
}

/** The pack that a clip is of, and its name there. */
export const packOf = (clip: Clip): string => (clip === 'chime' ? clip : (clip.file.split('/')[0] ?? ''));
export const clipName = (clip: Clip): string =>
  clip === 'chime' ? clip : clip.file.replace(/^.*\/|\.ogg$/g, '');

/** The announcement as the stage of a zone. */
export function stageOf(act: StageAct | null, more: Partial<StageRecord> = {}): StageRecord {
  const zone = more.zone ?? 'hall';
  return { kind: 'stage', id: `stage/${zone}`, zone, counters: null, packs: [], act, waiting: [], ...more };
}

/** A loudspeaker whose clips end when the test says so; it notes whether two ever sounded together. */
export class Loudspeaker implements ClipPlayer {
  readonly played: (readonly Clip[])[] = [];
  /** The most that ever sounded at one time. */
  mostAtOnce = 0;
  audible = true;
  private readonly sounding: { end: () => void; fail: (error: Error) => void }[] = [];
  private readonly listeners = new Set<(audible: boolean) => void>();

  play(clips: readonly Clip[]): Promise<void> {
    this.played.push(clips);
    return new Promise((resolve, reject) => {
      this.sounding.push({ end: resolve, fail: reject });
      this.mostAtOnce = Math.max(this.mostAtOnce, this.sounding.length);
    });
  }

  isAudible(): boolean {
    return this.audible;
  }

  onAudible(listener: (audible: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  get soundingCount(): number {
    return this.sounding.length;
  }

  /** Ends what sounds, and lets whoever waited for it go on. */
  async end(): Promise<void> {
    this.sounding.shift()?.end();
    await Promise.resolve();
  }

  async fail(): Promise<void> {
    this.sounding.shift()?.fail(new Error('the clip is broken'));
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** The browser opens or shuts the sound. */
  allow(audible: boolean): void {
    this.audible = audible;
    for (const listener of [...this.listeners]) listener(audible);
  }
}

/** Keeps the mark as long as the test wants. */
export class Marks implements MarkStore {
  mark: Mark | null = null;
  read(): Mark | null {
    return this.mark;
  }
  write(mark: Mark): void {
    this.mark = mark;
  }
}
