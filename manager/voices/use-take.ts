import { useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { RecordedClip } from '../../common/protocol/rest/voices.ts';
import type { Prompt } from '../../common/voice/prompts.ts';
import { sayRefusal, sayVoice } from '../words.ts';
import { playClips } from './play-clips.ts';
import { readSound } from './read-sound.ts';

/** What the desk says of the last thing that was done. */
export interface Said {
  readonly tone: 'good' | 'care' | 'problem' | 'second';
  readonly text: string;
}

const IDLE: Said = { tone: 'second', text: '' };

/** What is done with the takes of a pack: kept, heard, taken back. */
export function useTake(id: string, onChanged: () => void) {
  const [said, setSaid] = useState<Said>(IDLE);
  const [busy, setBusy] = useState(false);
  const during = async <T>(act: () => Promise<T>): Promise<T> => {
    setBusy(true);
    try {
      return await act();
    } finally {
      setBusy(false);
    }
  };
  const problem = (text: string) => {
    setSaid({ tone: 'problem', text });
    return false;
  };
  /** @returns whether it was kept as it should be */
  const keep = ({ clip, words }: Prompt, file: Blob): Promise<boolean> =>
    during(async () => {
      setSaid({ tone: 'second', text: sayVoice('state.working') });
      const take = await readSound(file);
      if (typeof take === 'string') return problem(sayVoice(`wrong.${take}`));
      const kept = await api('PUT /voice-packs/:id/clips/:clip', {
        params: { id, clip },
        file: take.wav.buffer,
      });
      if (!kept.ok) return problem(sayRefusal(kept.code));
      onChanged();
      const { durationMs, lufs } = kept.value;
      const seconds = (durationMs / 1_000).toFixed(1).replace('.', sayVoice('decimal'));
      const saved = sayVoice('state.saved', { words, seconds, lufs: Math.round(lufs) });
      if (take.care === null) setSaid({ tone: 'good', text: saved });
      else setSaid({ tone: 'care', text: `${saved} ${sayVoice(`care.${take.care}`)}` });
      return take.care === null;
    });
  const listen = (recorded: RecordedClip): Promise<void> =>
    during(async () => {
      setSaid({ tone: 'second', text: sayVoice('state.playing') });
      const address = `/voice/${id}/${recorded.file}`;
      await playClips([{ address, pauseMs: 0 }], 1, () => false).then(
        () => setSaid(IDLE),
        () => problem(sayVoice('wrong.playback')),
      );
    });
  const undo = ({ clip, words }: Prompt): Promise<void> =>
    during(async () => {
      const undone = await api('POST /voice-packs/:id/clips/:clip/undo', { params: { id, clip } });
      if (!undone.ok) return void problem(sayRefusal(undone.code));
      onChanged();
      return setSaid({ tone: 'good', text: sayVoice('state.undone', { words }) });
    });
  return { said, busy, keep, listen, undo, quiet: () => setSaid(IDLE), problem };
}
