import type { Clip } from '../announcement-queue.ts';
import type { ClipPlayer } from '../announcer.ts';

/** Where the server keeps the packs: a site replaces a folder there by recordings of its own speaker. */
const CHIME_ADDRESS = '/chime/chime.ogg';
const LOADS_AT_ONCE = 6;
/** A reading does not wait longer than this for a clip that is not there yet. */
const LOAD_PATIENCE_MS = 3_000;

type PackName = Exclude<Clip, { pack: 'chime' }>['pack'];
type Manifest = { readonly clips: Readonly<Record<string, { readonly file: string }>> };

/** A player on Web Audio. */
export interface HallPlayer extends ClipPlayer {
  /** Fetches and decodes a whole pack, so that no announcement waits for the network. */
  preload(packs: readonly PackName[]): Promise<void>;
  /** 0 … 1. */
  setVolume(volume: number): void;
  /** Asks the browser for sound; works from a tap, and without one where the browser was started so. */
  unlock(): Promise<void>;
}

/** Opens the loudspeaker. Clips that fail are told to `onError` and left out; they are tried again the next time. */
export function openPlayer(onError: (error: unknown) => void): HallPlayer {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.connect(context.destination);
  const manifests = new Map<string, Promise<Manifest>>();
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

  const manifestOf = (pack: PackName): Promise<Manifest> =>
    once(manifests, pack, async () => (await fetched(`/voice/${pack}/manifest.json`)).json());

  async function addressOf(clip: Clip): Promise<string> {
    if (clip.pack === 'chime') return CHIME_ADDRESS;
    const file = (await manifestOf(clip.pack)).clips[clip.key]?.file;
    if (file === undefined) throw new Error(`the pack ${clip.pack} has no clip ${clip.key}`);
    return `/voice/${clip.pack}/${file}`;
  }

  const bufferOf = (clip: Clip): Promise<AudioBuffer> =>
    once(buffers, clip.pack === 'chime' ? 'chime' : `${clip.pack}/${clip.key}`, async () => {
      const answer = await fetched(await addressOf(clip));
      return context.decodeAudioData(await answer.arrayBuffer());
    });

  async function readyOrLeftOut(clip: Clip): Promise<AudioBuffer | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`late: ${JSON.stringify(clip)}`)), LOAD_PATIENCE_MS);
    });
    try {
      return await Promise.race([bufferOf(clip), late]);
    } catch (error) {
      onError(error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async function play(clips: readonly Clip[]): Promise<void> {
    const found = await Promise.all(clips.map(readyOrLeftOut));
    const sounds = found.filter((buffer) => buffer !== null);
    if (sounds.length === 0) return;
    const startAt = context.currentTime + 0.02;
    let endAt = startAt;
    const sources = sounds.map((buffer) => {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(gain);
      source.start(endAt);
      endAt += buffer.duration;
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

  return {
    play,
    isAudible,
    onAudible(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async preload(packs) {
      const clips: Clip[] = [{ pack: 'chime' }];
      for (const pack of packs) {
        try {
          const { clips: known } = await manifestOf(pack);
          clips.push(...Object.keys(known).map((key) => ({ pack, key })));
        } catch (error) {
          onError(error);
        }
      }
      const next = clips.values();
      const load = async () => {
        for (const clip of next) await bufferOf(clip).catch(onError);
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
