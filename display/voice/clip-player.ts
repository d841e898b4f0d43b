import type { SpeakingPack } from '../../common/protocol/stage.ts';
import type { Clip } from '../announcement-queue.ts';
import type { ClipPlayer } from '../announcer.ts';

const CHIME_ADDRESS = '/chime/chime.ogg';
const LOADS_AT_ONCE = 6;
/** A reading does not wait longer than this for a clip that is not there yet. */
const LOAD_PATIENCE_MS = 3_000;
/** Sounds kept ready to be played; the others are kept as they came, which is a fiftieth of it. */
const MOST_DECODED = 80;

interface Manifest {
  readonly clips: Readonly<Record<string, { readonly file: string }>>;
}

/** A player on Web Audio. */
export interface HallPlayer extends ClipPlayer {
  /** Fetches whole packs, so that no announcement waits for the network, and lets go of all others. */
  preload(packs: readonly SpeakingPack[]): Promise<void>;
  /** 0 … 1. */
  setVolume(volume: number): void;
  /** Asks the browser for sound; works from a tap, and without one where the browser was started so. */
  unlock(): Promise<void>;
}

const addressOf = (clip: Clip): string => (clip === 'chime' ? CHIME_ADDRESS : `/voice/${clip.file}`);
const pauseOf = (clip: Clip): number => (clip === 'chime' ? 0 : clip.pauseMs / 1_000);

/** Opens the loudspeaker. Clips that fail are told to `onError` and left out; they are tried again the next time. */
export function openPlayer(onError: (error: unknown) => void): HallPlayer {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.connect(context.destination);
  const files = new Map<string, Promise<ArrayBuffer>>();
  const buffers = new Map<string, Promise<AudioBuffer>>();
  const listeners = new Set<(audible: boolean) => void>();
  const isAudible = () => context.state === 'running';
  context.addEventListener('statechange', () => {
    for (const listener of [...listeners]) listener(isAudible());
  });

  /** Remembers a promise unless it fails. */
  function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make();
    known.set(key, made);
    made.catch(() => known.delete(key));
    return made;
  }

  async function fetched(address: string): Promise<Response> {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  }

  const fileOf = (address: string): Promise<ArrayBuffer> =>
    once(files, address, async () => (await fetched(address)).arrayBuffer());

  function bufferOf(address: string): Promise<AudioBuffer> {
    const [oldest] = buffers.keys();
    if (!buffers.has(address) && buffers.size >= MOST_DECODED && oldest !== undefined) buffers.delete(oldest);
    // Decoding takes the bytes away: a copy is given.
    return once(buffers, address, async () => context.decodeAudioData((await fileOf(address)).slice(0)));
  }

  async function readyOrLeftOut(clip: Clip): Promise<{ buffer: AudioBuffer; pause: number } | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`late: ${addressOf(clip)}`)), LOAD_PATIENCE_MS);
    });
    try {
      return { buffer: await Promise.race([bufferOf(addressOf(clip)), late]), pause: pauseOf(clip) };
    } catch (error) {
      onError(error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async function play(clips: readonly Clip[]): Promise<void> {
    const found = await Promise.all(clips.map(readyOrLeftOut));
    const sounds = found.filter((sound) => sound !== null);
    if (sounds.length === 0) return;
    const startAt = context.currentTime + 0.02;
    let endAt = startAt;
    const sources = sounds.map(({ buffer, pause }) => {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(gain);
      source.start(endAt + pause);
      endAt += pause + buffer.duration;
      return source;
    });
    await new Promise<void>((resolve) => {
      // A context that is interrupted never ends its sources: the time they need is the limit.
      const limit = setTimeout(resolve, (endAt - startAt) * 1000 + 1_500);
      sources.at(-1)?.addEventListener('ended', () => {
        clearTimeout(limit);
        resolve();
      });
    });
    for (const source of sources) {
      // Whatever has not sounded by now must not sound over the next announcement.
      source.stop();
      source.disconnect();
    }
  }

  /** Addresses of all clips of a pack; nothing where it is not there, which is told. */
  async function addressesIn({ pack, revision }: SpeakingPack): Promise<string[]> {
    try {
      const answer = await fetched(`/voice/${pack}/manifest.json?v=${revision}`);
      const { clips } = (await answer.json()) as Manifest;
      return Object.values(clips).map(({ file }) => `/voice/${pack}/${file}`);
    } catch (error) {
      onError(error);
      return [];
    }
  }

  return {
    play,
    isAudible,
    onAudible(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async preload(packs) {
      const wanted = new Set([CHIME_ADDRESS, ...(await Promise.all(packs.map(addressesIn))).flat()]);
      for (const known of [files, buffers])
        for (const address of [...known.keys()]) if (!wanted.has(address)) known.delete(address);
      const next = wanted.values();
      const load = async () => {
        for (const address of next) await fileOf(address).catch(onError);
      };
      await Promise.all(Array.from({ length: LOADS_AT_ONCE }, load));
    },
    setVolume(volume) {
      gain.gain.value = Math.min(1, Math.max(0, volume));
    },
    async unlock() {
      if (!isAudible()) await context.resume();
    },
  };
}
