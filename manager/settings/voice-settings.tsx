import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Settings } from '../../common/protocol/catalogue.ts';
import type { VoicePack } from '../../common/voice/pack.ts';
import { phrasedCall } from '../../common/voice/phrasing.ts';
import { HoursInput, NumberInput, Tick } from '../parts/inputs.tsx';
import { type PlayedClip, playClips } from '../voices/play-clips.ts';
import { say } from '../words.ts';
import { LanguagesInput } from './languages-input.tsx';
import { BOARD_MEDIA } from './settings-changes.ts';
import { ZonesInput } from './zones-input.tsx';

type Dialect = Settings['dialect'];

/** A call as it will be heard: the chime, then the pack's own files. Throws where the pack is not there. */
async function clipsOf(dialect: Dialect): Promise<PlayedClip[]> {
  const pack = `/voice/vi-${dialect}`;
  const answer = await fetch(`${pack}/manifest.json`);
  const { clips } = (await answer.json()) as Pick<VoicePack, 'clips'>;
  const holds = (clip: string) => clips[clip] !== undefined;
  const call = { number: '1205', counter: 21 };
  const { opening, parts } = phrasedCall(call, { language: 'vi', dialect, holds });
  const heard = [...opening, ...parts].flatMap(({ clip, pauseMs }) => {
    const file = clips[clip]?.file;
    return file === undefined ? [] : [{ address: `${pack}/${file}`, pauseMs }];
  });
  return [{ address: '/chime/chime.ogg', pauseMs: 0 }, ...heard];
}

/** Languages of the kiosk, and how the screens speak; the voice can be heard before it is kept. */
export function VoiceSettings({ settings }: { settings: Settings }): ReactNode {
  const [dialect, setDialect] = useState(settings.dialect);
  const [state, setState] = useState<'still' | 'playing' | 'failed'>('still');
  const place = useRef<HTMLDivElement>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const listen = async () => {
    const volume = Number(place.current?.querySelector<HTMLInputElement>('[name="volume"]')?.value ?? 100);
    setState('playing');
    const heard = await clipsOf(dialect)
      .then((clips) => playClips(clips, Math.min(1, Math.max(0, volume / 100)), () => gone.current))
      .then(
        () => true,
        () => false,
      );
    if (!gone.current) setState(heard ? 'still' : 'failed');
  };
  return (
    <div className="whole card-parts" ref={place}>
      <LanguagesInput value={settings.languages} />
      <label>
        {say('dialect')}
        <select
          name="dialect"
          value={dialect}
          onChange={(event) => setDialect(event.target.value === 'north' ? 'north' : 'south')}
        >
          <option value="south">{say('dialectSouth')}</option>
          <option value="north">{say('dialectNorth')}</option>
        </select>
      </label>
      <NumberInput
        label={say('volume')}
        name="volume"
        value={Math.round(settings.volume * 100)}
        min={0}
        max={100}
      />
      <div className="whole inline">
        <button type="button" className="act" disabled={state === 'playing'} onClick={() => void listen()}>
          {say('voiceListen')}
        </button>
        <span className={state === 'failed' ? 'problem' : 'second'} role="status">
          {say(state === 'failed' ? 'voiceFailed' : 'voiceHint')}
        </span>
      </div>
      <label>
        {say('boardMedia')}
        <select name="boardMedia" defaultValue={settings.boardMedia}>
          {BOARD_MEDIA.map((each) => (
            <option key={each} value={each}>
              {say(`boardMedia.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <Tick label={say('announceEnglish')} name="announceEnglish" value={settings.announceEnglish} />
      <ZonesInput value={settings.zones} />
      <HoursInput label={say('mutedHours')} name="mutedHours" value={settings.mutedHours} most={4} />
    </div>
  );
}
