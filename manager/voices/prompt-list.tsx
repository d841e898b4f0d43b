import { type ReactNode, useEffect, useRef } from 'react';
import type { RecordedClip } from '../../common/protocol/rest/voices.ts';
import type { Prompt } from '../../common/voice/prompts.ts';
import { sayVoice } from '../words.ts';

/** All prompts of a group: which are recorded, and which is open. */
export function PromptList({
  prompts,
  at,
  recorded,
  onGo,
}: {
  prompts: readonly Prompt[];
  at: number;
  recorded: ReadonlyMap<string, RecordedClip>;
  onGo: (at: number) => void;
}): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <ol className="prompt-list" ref={list} aria-label={sayVoice('list')}>
      {prompts.map(({ clip, words }, place) => (
        <li key={clip}>
          <button type="button" aria-current={place === at} onClick={() => onGo(place)}>
            <span aria-hidden="true">{recorded.has(clip) ? '✓' : '○'}</span>
            <span>{words}</span>
            {recorded.has(clip) ? <span className="visually-hidden">, {sayVoice('isRecorded')}</span> : null}
          </button>
        </li>
      ))}
    </ol>
  );
}
