import { type ReactNode, useState } from 'react';
import type { RecordedClip, VoicePackAnswer } from '../../common/protocol/rest/voices.ts';
import type { VoicePack } from '../../common/voice/pack.ts';
import { phrasedCall } from '../../common/voice/phrasing.ts';
import type { CalledHere } from '../../common/voice/prompts.ts';
import { clipText } from '../../common/voice/reading.ts';
import { grammarOf } from '../../common/voice/recorded-clip.ts';
import { sayVoice } from '../words.ts';
import { type PlayedClip, playClips } from './play-clips.ts';

const CHIME: PlayedClip = { address: '/chime/chime.ogg', pauseMs: 0 };

/** The clips of a call as the pack that ships reads it; throws where it is not there. */
async function shippedClips(language: 'vi' | 'en', number: string, counter: string): Promise<PlayedClip[]> {
  const pack = language === 'en' ? 'en' : 'vi-south';
  const { clips } = (await (await fetch(`/voice/${pack}/manifest.json`)).json()) as Pick<VoicePack, 'clips'>;
  const { opening, parts } = phrasedCall(
    { number, counter },
    { language, dialect: 'south', holds: (clip) => clips[clip] !== undefined },
  );
  return [...opening, ...parts].map(({ clip, pauseMs }) => ({
    address: `/voice/${pack}/${clips[clip]?.file}`,
    pauseMs,
  }));
}

/** A whole call as the hall will hear it with this pack, and what is missing for it. */
export function WholeCall({
  pack,
  here,
  recorded,
}: {
  pack: VoicePackAnswer;
  here: CalledHere;
  recorded: ReadonlyMap<string, RecordedClip>;
}): ReactNode {
  const [number, setNumber] = useState('1205');
  const [counter, setCounter] = useState(() => String(here.counters[0] ?? 1));
  const [state, setState] = useState<'still' | 'playing' | 'failed'>('still');
  const language = grammarOf(pack.language);
  const holds = (clip: string) => recorded.has(clip);
  const { opening, parts } = phrasedCall({ number, counter }, { language, dialect: 'south', holds });
  const spoken = [...opening, ...parts];
  const missing = [...new Set(spoken.map(({ clip }) => clip).filter((clip) => !holds(clip)))];
  const wordsOf = (clip: string) =>
    `“${clipText(clip, { language: language === 'en' ? 'en' : 'vi', dialect: 'south' })}”`;
  const isOwn = missing.length === 0;
  const reader = isOwn ? 'wholeByOwn' : language === 'other' ? 'wholeByNone' : 'wholeByShipped';
  const play = async () => {
    setState('playing');
    const own = spoken.map(({ clip, pauseMs }) => ({
      address: `/voice/${pack.id}/${recorded.get(clip)?.file}`,
      pauseMs,
    }));
    const heard = await (isOwn || language === 'other'
      ? Promise.resolve(own)
      : shippedClips(language, number, counter)
    )
      .then((clips) => playClips([CHIME, ...clips], 1, () => false))
      .then(
        () => 'still' as const,
        () => 'failed' as const,
      );
    setState(heard);
  };
  return (
    <section className="card-section whole-call">
      <h2>{sayVoice('whole')}</h2>
      <div className="inline">
        <label>
          {sayVoice('wholeNumber')}
          <input
            value={number}
            maxLength={8}
            onChange={(event) => setNumber(event.target.value.toUpperCase())}
          />
        </label>
        <label>
          {sayVoice('wholeCounter')}
          <select value={counter} onChange={(event) => setCounter(event.target.value)}>
            {[...new Set(here.counters.map(String))].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="act"
          disabled={state === 'playing' || (!isOwn && language === 'other')}
          onClick={() => void play()}
        >
          {sayVoice('wholePlay')}
        </button>
      </div>
      <p className={state === 'failed' ? 'problem' : 'second'} role="status">
        {state === 'failed'
          ? sayVoice('wrong.playback')
          : sayVoice(reader, { list: missing.map(wordsOf).join(', ') })}
      </p>
    </section>
  );
}
