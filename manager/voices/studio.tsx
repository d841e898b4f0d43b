import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import type { VoicePackAnswer } from '../../common/protocol/rest/voices.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { type CalledHere, PROMPT_GROUPS, type PromptGroup, promptsOf } from '../../common/voice/prompts.ts';
import { grammarOf } from '../../common/voice/recorded-clip.ts';
import { Missing } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { sayVoice } from '../words.ts';
import { useCalledHere } from './called-here.ts';
import { MicrophoneNotice } from './microphone-notice.tsx';
import { sayLanguage } from './pack-words.ts';
import { PromptDesk } from './prompt-desk.tsx';
import { useSentences } from './use-sentences.ts';
import { WholeCall } from './whole-call.tsx';

/** The studio: one sentence after another is read, recorded, heard, and recorded again. It can be left and resumed. */
export function Studio({
  id,
  connection,
  onLeave,
}: {
  id: string;
  connection: HallConnection;
  onLeave: () => void;
}): ReactNode {
  const read = useRead('GET /voice-packs/:id', { params: { id } });
  const here = useCalledHere(connection);
  return (
    <>
      <div className="inline">
        <button type="button" className="quiet" onClick={onLeave}>
          ← {sayVoice('back')}
        </button>
      </div>
      {read.value === null ? (
        <Missing read={read} />
      ) : (
        <OpenStudio pack={read.value} here={here} onChanged={read.again} />
      )}
    </>
  );
}

function OpenStudio({
  pack,
  here,
  onChanged,
}: {
  pack: VoicePackAnswer;
  here: CalledHere;
  onChanged: () => void;
}): ReactNode {
  const [group, setGroup] = useState<PromptGroup>('now');
  const prompts = promptsOf(pack.language, here, useSentences(pack.language));
  const recorded = new Map(pack.recorded.map((each) => [each.clip, each]));
  const missing = prompts.now.filter(({ clip }) => !recorded.has(clip)).length;
  const shown = prompts[group];
  const done = shown.filter(({ clip }) => recorded.has(clip)).length;
  const falls = grammarOf(pack.language) === 'other' ? 'missingSilent' : 'missingFalls';
  return (
    <>
      <h2>
        {pack.name} <span className="second">{sayLanguage(pack.language)}</span>
      </h2>
      <p className={missing === 0 ? 'standing met' : 'standing care'}>
        {missing === 0 ? sayVoice('complete') : sayVoice(falls, { n: missing })}
      </p>
      <MicrophoneNotice />
      <Tabs
        label={sayVoice('list')}
        tabs={PROMPT_GROUPS.filter((each) => prompts[each].length > 0).map((each) => ({
          id: each,
          name: sayVoice(`group.${each}`),
        }))}
        at={group}
        onOpen={(next) => setGroup(PROMPT_GROUPS.find((each) => each === next) ?? 'now')}
      >
        <div className="studio-progress">
          <label>
            {sayVoice('progress', { done, all: shown.length })}
            <progress value={done} max={Math.max(1, shown.length)} />
          </label>
          <p className="second">{sayVoice(`hint.${group}`)}</p>
        </div>
        <PromptDesk key={group} pack={pack} prompts={shown} recorded={recorded} onChanged={onChanged} />
      </Tabs>
      <WholeCall pack={pack} here={here} recorded={recorded} />
    </>
  );
}
