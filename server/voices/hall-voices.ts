import type { Settings } from '../../common/protocol/catalogue.ts';
import { type SpokenClip, type StagedCall, WHOLE_HALL } from '../../common/protocol/stage.ts';
import { phrasedCall, type Reader, type SpokenPart } from '../../common/voice/phrasing.ts';
import type { Call } from '../../common/voice/reading.ts';
import type { CallReading, StageVoices } from '../domain/call-stage.ts';
import type { ShippedPacks, SpeechPack } from './speech-pack.ts';

/** Length of a clip that a pack lacks; a screen leaves it out. */
const UNKNOWN_CLIP_MS = 400;
const UNKNOWN_CHIME_MS = 1_200;

/** One language of an announcement: the hall's own recording before the pack that the product ships. */
interface Speaker {
  readonly language: string;
  readonly packs: readonly SpeechPack[];
  /** Speaks also where a clip is missing: silence would be worse. */
  readonly atAnyRate: SpeechPack | null;
}

type VoiceSettings = Pick<Settings, 'dialect' | 'announceEnglish' | 'voices'>;

/** Which packs speak where, and how a call is put together from their clips. */
export class HallVoices {
  private readonly shipped: ShippedPacks;
  private readonly own: (id: string) => SpeechPack | undefined;

  /** @param own a pack of the hall's own recordings */
  constructor(shipped: ShippedPacks, own: (id: string) => SpeechPack | undefined) {
    this.shipped = shipped;
    this.own = own;
  }

  /** The voices of a zone of screens, under the hall's present settings. */
  in(zone: string, settings: VoiceSettings): StageVoices {
    const speakers = this.speakers(zone, settings);
    return {
      chimeMs: this.shipped.chimeMs() ?? UNKNOWN_CHIME_MS,
      packs: speakers.flatMap(({ packs }) =>
        packs.map(({ id, language, revision }) => ({ pack: id, language, revision })),
      ),
      read: (call) => speakers.flatMap((speaker) => readBy(speaker, spoken(call), settings.dialect)),
    };
  }

  private speakers(zone: string, settings: VoiceSettings): Speaker[] {
    const own = packsOfZone(zone, settings).flatMap((id) => this.own(id) ?? []);
    const ownIn = (language: string) => own.filter((pack) => pack.language === language);
    const vietnamese = this.shipped.pack(settings.dialect === 'north' ? 'vi-north' : 'vi-south', 'vi');
    const english = this.shipped.pack('en', 'en');
    const others = [...new Set(own.map(({ language }) => language))].filter(
      (language) => language !== 'vi' && language !== 'en',
    );
    return [
      { language: 'vi', packs: [...ownIn('vi'), vietnamese], atAnyRate: vietnamese },
      ...(settings.announceEnglish
        ? [{ language: 'en', packs: [...ownIn('en'), english], atAnyRate: english }]
        : []),
      ...others.map((language) => ({ language, packs: ownIn(language), atAnyRate: null })),
    ];
  }
}

/** The packs that the hall chose for a zone; a zone that names none has those of the whole hall. */
export function packsOfZone(zone: string, { voices }: Pick<Settings, 'voices'>): string[] {
  const of = (wanted: string) => voices.filter((each) => each.zone === wanted).map(({ pack }) => pack);
  const named = of(zone);
  return named.length > 0 ? named : of(WHOLE_HALL);
}

/** A call in one voice from beginning to end: the first pack that has every clip, so that no word is in another voice. */
function readBy(
  { language, packs, atAnyRate }: Speaker,
  call: Call,
  dialect: Settings['dialect'],
): CallReading[] {
  for (const pack of packs) {
    const phrased = phrasedCall(call, readerOf(pack, dialect));
    const isWhole = [...phrased.opening, ...phrased.parts].every(({ clip }) => pack.clips.has(clip));
    if (isWhole || pack === atAnyRate) return [readingOf(language, pack, phrased)];
  }
  return [];
}

const readerOf = ({ language, clips, ...pack }: SpeechPack, dialect: Settings['dialect']): Reader => ({
  language: language === 'vi' || language === 'en' ? language : 'other',
  dialect: pack.dialect ?? dialect,
  holds: (clip) => clips.has(clip),
});

function readingOf(
  language: string,
  pack: SpeechPack,
  { opening, parts }: ReturnType<typeof phrasedCall>,
): CallReading {
  const lengthOf = (spoken: readonly SpokenPart[]) =>
    spoken.reduce(
      (sum, { clip, pauseMs }) => sum + pauseMs + (pack.clips.get(clip)?.durationMs ?? UNKNOWN_CLIP_MS),
      0,
    );
  const clipsOf = (spoken: readonly SpokenPart[]): SpokenClip[] =>
    spoken.map(({ clip, pauseMs }) => ({
      file: `${pack.id}/${pack.clips.get(clip)?.file ?? `${clip}.ogg`}`,
      pauseMs,
    }));
  return {
    language,
    opening: clipsOf(opening),
    openingMs: lengthOf(opening),
    clips: clipsOf(parts),
    clipsMs: lengthOf(parts),
  };
}

const spoken = (call: StagedCall): Call => ({
  number: call.number,
  counter: call.spokenNumber ?? call.counter,
});
