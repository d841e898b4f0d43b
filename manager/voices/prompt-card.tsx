import type { ReactNode, Ref } from 'react';
import { type Prompt, writtenAs } from '../../common/voice/prompts.ts';
import { sayVoice } from '../words.ts';
import { FileButton } from './file-button.tsx';
import type { DeskAct } from './prompt-desk.tsx';
import type { RecordingState } from './use-recording.ts';
import type { Said } from './use-take.ts';

/** How a prompt is to be said, where it is not plain. */
function hintOf(clip: string): string | null {
  if (clip.startsWith('counter-')) return sayVoice('phraseHint');
  if (/-end-/.test(clip)) return sayVoice('endHint');
  return /^(please-number|digit|pair|to-counter)/.test(clip) ? sayVoice('midHint') : null;
}

interface PromptCardProps {
  readonly ref: Ref<HTMLElement>;
  readonly prompt: Prompt;
  /** The words are what it means: the speaker says it in another language. */
  readonly isForeign: boolean;
  readonly place: { readonly at: number; readonly of: number };
  readonly isRecorded: boolean;
  readonly mayUndo: boolean;
  readonly busy: boolean;
  readonly microphone: { readonly state: RecordingState; readonly level: number };
  readonly said: Said;
  readonly acts: Readonly<Record<DeskAct, () => void>>;
  readonly auto: { readonly stop: boolean; readonly next: boolean };
  readonly onAuto: (auto: { stop: boolean; next: boolean }) => void;
  readonly onFile: (file: File) => void;
}

/** The prompt that is to be read, large, with the meter and what can be done. */
export function PromptCard({
  prompt,
  place,
  microphone,
  said,
  acts,
  auto,
  ...props
}: PromptCardProps): ReactNode {
  const isRecording = microphone.state === 'recording';
  const hint = hintOf(prompt.clip);
  const written = writtenAs(prompt.clip);
  const record = isRecording ? 'stop' : props.isRecorded ? 'again' : 'record';
  const news =
    microphone.state === 'unavailable'
      ? { tone: 'problem', text: sayVoice('wrong.microphone') }
      : microphone.state === 'idle'
        ? said.text === ''
          ? { tone: 'second', text: sayVoice('state.idle') }
          : said
        : { tone: 'second', text: sayVoice(`state.${microphone.state}`) };
  return (
    <section
      className={isRecording ? 'prompt-card recording' : 'prompt-card'}
      ref={props.ref}
      tabIndex={-1}
      aria-label={prompt.words}
    >
      <p className="second">
        {sayVoice(props.isForeign ? 'meaning' : 'readThis')} · {place.at}/{place.of}
      </p>
      <p className="prompt-words">
        {prompt.words}
        {written === null ? null : <span className="second"> ({written})</span>}
      </p>
      <p className="second prompt-hint">{hint}</p>
      <meter
        className="prompt-level"
        aria-label={sayVoice('level')}
        min={0}
        max={1}
        value={microphone.level}
      />
      <p className={`${news.tone} prompt-said`} role="status">
        {news.text}
      </p>
      <div className="inline prompt-acts">
        <button type="button" className="act strong" disabled={props.busy} onClick={acts.record}>
          {sayVoice(record)}
        </button>
        <button
          type="button"
          className="act"
          disabled={!props.isRecorded || isRecording || props.busy}
          onClick={acts.listen}
        >
          {sayVoice('listen')}
        </button>
        <button
          type="button"
          className="quiet"
          disabled={isRecording || place.at === 1}
          onClick={acts.previous}
        >
          {sayVoice('previous')}
        </button>
        <button
          type="button"
          className="quiet"
          disabled={isRecording || place.at === place.of}
          onClick={acts.next}
        >
          {sayVoice('skip')}
        </button>
        <button
          type="button"
          className="quiet"
          disabled={!props.mayUndo || isRecording || props.busy}
          onClick={acts.undo}
        >
          {sayVoice('undo')}
        </button>
        <FileButton label={sayVoice('upload')} accept="audio/*" onFile={props.onFile} />
      </div>
      <div className="inline">
        {(['stop', 'next'] as const).map((each) => (
          <label key={each} className="tick">
            <input
              type="checkbox"
              checked={auto[each]}
              onChange={(event) => props.onAuto({ ...auto, [each]: event.target.checked })}
            />
            {sayVoice(each === 'stop' ? 'autoStop' : 'autoNext')}
          </label>
        ))}
      </div>
      <p className="second">{sayVoice('keys')}</p>
    </section>
  );
}
