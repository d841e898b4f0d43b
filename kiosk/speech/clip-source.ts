import type { Voice } from '../../common/voice/clip-keys.ts';
import type { SpeechOutput } from './speaker.ts';

type Phrases = Readonly<Record<string, { readonly file: string }>>;

const packOf = ({ language, dialect }: Voice) => (language === 'vi' ? `vi-${dialect}` : language);

/** The packs of the hall by plain audio elements, and voices that are installed on this machine. */
export function openSpeech(): SpeechOutput {
  const known = new Map<string, Promise<Phrases>>();

  function phrasesOf(pack: string): Promise<Phrases> {
    const found = known.get(pack);
    if (found !== undefined) return found;
    const read = fetch(`/voice/${pack}/phrases/phrases.json`)
      .then((answer) => (answer.ok ? (answer.json() as Promise<Phrases>) : {}))
      // Asked for again the next time: the network of a hall comes and goes.
      .catch((): Phrases => {
        known.delete(pack);
        return {};
      });
    known.set(pack, read);
    return read;
  }

  return {
    async phrase(voice, key) {
      const pack = packOf(voice);
      const file = (await phrasesOf(pack))[key]?.file;
      return file === undefined ? null : `/voice/${pack}/phrases/${file}`;
    },
    clip: (voice, key) => `/voice/${packOf(voice)}/${key}.ogg`,
    async play(addresses, signal) {
      for (const address of addresses) {
        if (signal.aborted) return;
        await playOne(address, signal);
      }
    },
    engine(text, voice, signal) {
      const engine = globalThis.speechSynthesis as SpeechSynthesis | undefined;
      // Only voices of this machine: others would send what a citizen does over the internet.
      const own = engine
        ?.getVoices()
        .find((each) => each.localService && each.lang.toLowerCase().startsWith(voice.language));
      if (engine === undefined || own === undefined) return false;
      const said = new SpeechSynthesisUtterance(text);
      said.voice = own;
      said.lang = own.lang;
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
