import type { SpeakingPack } from '../../common/protocol/stage.ts';
import type { Voice } from '../../common/voice/clip-keys.ts';
import type { SpeechOutput, SpokenPack } from './speaker.ts';

type Files = Readonly<Record<string, { readonly file: string }>>;

const shippedPack = ({ language, dialect }: Voice) => (language === 'vi' ? `vi-${dialect}` : language);
const isOwn = ({ pack }: SpeakingPack) => pack.startsWith('own-');

/**
 * The packs of the hall by plain audio elements, and voices that are installed on this machine.
 * @param speaking the packs that speak in the hall now; its own recordings come before those that are shipped
 */
export function openSpeech(speaking: () => readonly SpeakingPack[]): SpeechOutput {
  const known = new Map<string, Promise<Files>>();

  function read(address: string, filesIn: (answer: unknown) => Files): Promise<Files> {
    const found = known.get(address);
    if (found !== undefined) return found;
    const asked = fetch(address)
      .then(async (answer) => (answer.ok ? filesIn(await answer.json()) : {}))
      // Asked for again the next time: the network of a hall comes and goes.
      .catch((): Files => {
        known.delete(address);
        return {};
      });
    known.set(address, asked);
    return asked;
  }
  const phrasesOf = (pack: string) =>
    read(`/voice/${pack}/phrases/phrases.json`, (answer) => answer as Files);
  const clipsOf = (pack: string, revision: string) =>
    read(`/voice/${pack}/manifest.json?v=${revision}`, (answer) => (answer as { clips: Files }).clips);

  /** Every pack that is shipped has all clips of numbers, under the names of their keys. */
  async function shipped(voice: Voice): Promise<SpokenPack> {
    const pack = shippedPack(voice);
    const phrases = await phrasesOf(pack);
    return {
      phrase: (key) => (phrases[key] === undefined ? null : `/voice/${pack}/phrases/${phrases[key].file}`),
      clip: (key) => `/voice/${pack}/${key}.ogg`,
    };
  }

  /** A recording of the hall names its sentences as the shipped pack does. */
  async function own({ pack, revision }: SpeakingPack, voice: Voice): Promise<SpokenPack> {
    const [clips, phrases] = await Promise.all([clipsOf(pack, revision), phrasesOf(shippedPack(voice))]);
    const clip = (key: string) => (clips[key] === undefined ? null : `/voice/${pack}/${clips[key].file}`);
    return {
      clip,
      phrase: (key) => (phrases[key] === undefined ? null : clip(phrases[key].file.replace(/\.\w+$/, ''))),
    };
  }

  return {
    packs(voice) {
      const recorded = speaking().filter((each) => isOwn(each) && each.language === voice.language);
      return Promise.all([...recorded.map((each) => own(each, voice)), shipped(voice)]);
    },
    async play(addresses, signal) {
      for (const address of addresses) {
        if (signal.aborted) return;
        await playOne(address, signal);
      }
    },
    engine(text, voice, signal) {
      const engine = globalThis.speechSynthesis as SpeechSynthesis | undefined;
      // Only voices of this machine: others would send what a citizen does over the internet.
      const machine = engine
        ?.getVoices()
        .find((each) => each.localService && each.lang.toLowerCase().startsWith(voice.language));
      if (engine === undefined || machine === undefined) return false;
      const said = new SpeechSynthesisUtterance(text);
      said.voice = machine;
      said.lang = machine.lang;
      engine.cancel();
      engine.speak(said);
      signal.addEventListener('abort', () => engine.cancel(), { once: true });
      return true;
    },
  };
}

/** Ends with the clip, with an error of it, or when it is cut off. */
function playOne(address: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const audio = new Audio(address);
    const end = () => {
      audio.pause();
      resolve();
    };
    audio.addEventListener('ended', end, { once: true });
    audio.addEventListener('error', end, { once: true });
    signal.addEventListener('abort', end, { once: true });
    audio.play().catch(end);
  });
}
