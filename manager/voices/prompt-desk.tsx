import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RecordedClip, VoicePackAnswer } from '../../common/protocol/rest/voices.ts';
import type { Prompt } from '../../common/voice/prompts.ts';
import { grammarOf } from '../../common/voice/recorded-clip.ts';
import { PromptCard } from './prompt-card.tsx';
import { PromptList } from './prompt-list.tsx';
import { useRecording } from './use-recording.ts';
import { useTake } from './use-take.ts';

interface PromptDeskProps {
  readonly pack: VoicePackAnswer;
  readonly prompts: readonly Prompt[];
  readonly recorded: ReadonlyMap<string, RecordedClip>;
  readonly onChanged: () => void;
}

/** One prompt at a time beside the list of all, by keys as well as by mouse. */
export function PromptDesk({ pack, prompts, recorded, onChanged }: PromptDeskProps): ReactNode {
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      prompts.findIndex(({ clip }) => !recorded.has(clip)),
    ),
  );
  const [auto, setAuto] = useState({ stop: true, next: true });
  /** The prompt that was recorded last: what Z takes back, also when the next one is open already. */
  const last = useRef<Prompt | null>(null);
  const card = useRef<HTMLElement>(null);
  const takes = useTake(pack.id, onChanged);
  const prompt = prompts[Math.min(at, prompts.length - 1)];
  const go = (next: number) => {
    last.current = null;
    takes.quiet();
    setAt(Math.min(prompts.length - 1, Math.max(0, next)));
  };
  const keep = async (file: Blob) => {
    if (prompt === undefined) return;
    last.current = prompt;
    const isGood = await takes.keep(prompt, file);
    if (isGood && auto.next) setAt((before) => Math.min(prompts.length - 1, before + 1));
  };
  const microphone = useRecording({ autoStop: auto.stop, onTake: (file) => void keep(file) });
  const own = prompt === undefined ? undefined : recorded.get(prompt.clip);
  const undone = last.current ?? prompt;
  const acts = {
    record: microphone.toggle,
    listen: () => (own === undefined ? undefined : void takes.listen(own)),
    next: () => go(at + 1),
    previous: () => go(at - 1),
    undo: () => {
      if (undone !== undefined && pack.undoable.includes(undone.clip)) void takes.undo(undone);
    },
  };
  useKeys(card, acts);
  if (prompt === undefined) return null;
  return (
    <div className="prompt-desk">
      <PromptCard
        ref={card}
        prompt={prompt}
        isForeign={grammarOf(pack.language) === 'other'}
        place={{ at: at + 1, of: prompts.length }}
        isRecorded={own !== undefined}
        mayUndo={undone !== undefined && pack.undoable.includes(undone.clip)}
        busy={takes.busy}
        microphone={microphone}
        said={takes.said}
        acts={acts}
        auto={auto}
        onAuto={setAuto}
        onFile={(file) => void keep(file)}
      />
      <PromptList prompts={prompts} at={at} recorded={recorded} onGo={go} />
    </div>
  );
}

const BY_KEY = { ' ': 'record', n: 'listen', ArrowRight: 'next', ArrowLeft: 'previous', z: 'undo' } as const;
export type DeskAct = (typeof BY_KEY)[keyof typeof BY_KEY];

/** Keys work within the card; on a button the space bar presses that button, in a text letters are text. */
function useKeys(
  card: React.RefObject<HTMLElement | null>,
  acts: Readonly<Record<DeskAct, () => void>>,
): void {
  const now = useRef(acts);
  now.current = acts;
  useEffect(() => {
    const element = card.current;
    element?.focus({ preventScroll: true });
    const press = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = Object.hasOwn(BY_KEY, key) ? BY_KEY[key as keyof typeof BY_KEY] : undefined;
      const target = event.target as HTMLElement;
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (act === 'record' && target.matches('button, input, label')) return;
      event.preventDefault();
      now.current[act]();
    };
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  }, [card]);
}
