import { createRef } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { VoicePackAnswer } from '../../common/protocol/rest/voices.ts';
import { PromptCard } from '../../manager/voices/prompt-card.tsx';
import { PromptList } from '../../manager/voices/prompt-list.tsx';
import { WholeCall } from '../../manager/voices/whole-call.tsx';

const nothing = () => undefined;
const ACTS = { record: nothing, listen: nothing, next: nothing, previous: nothing, undo: nothing };
const IDLE = { state: 'idle', level: 0 } as const;
const clip = (name: string) => ({
  clip: name,
  file: `${name}-0123456789abcdef.wav`,
  durationMs: 500,
  lufs: -16,
  peakDb: -2,
});
const recordedOf = (...names: readonly string[]) => new Map(names.map((name) => [name, clip(name)]));

const card = (more: Partial<Parameters<typeof PromptCard>[0]> = {}) =>
  renderToStaticMarkup(
    <PromptCard
      ref={createRef<HTMLElement>()}
      prompt={{ clip: 'counter-12', words: 'đến quầy số mười hai' }}
      isForeign={false}
      place={{ at: 2, of: 30 }}
      isRecorded={false}
      mayUndo={false}
      busy={false}
      microphone={IDLE}
      said={{ tone: 'second', text: '' }}
      acts={ACTS}
      auto={{ stop: true, next: true }}
      onAuto={nothing}
      onFile={nothing}
      {...more}
    />,
  );

describe('the card of a prompt', () => {
  test('shows the words, how they are to be said, and what to do', () => {
    const shown = card();
    expect(shown).toContain('đến quầy số mười hai');
    expect(shown).toContain('Đọc liền một hơi, xuống giọng ở chữ cuối.');
    expect(shown).toContain('Bấm phím cách hoặc nút Thu rồi đọc.');
    expect(shown).toContain('>Thu</button>');
    expect(shown).toContain('Xin đọc · 2/30');
    expect(card({ isForeign: true })).toContain('Xin nói bằng tiếng của mình, nghĩa là');
    expect(card({ prompt: { clip: 'letter-dd', words: 'đê' } })).toContain('(Đ)');
  });

  test('tells that it records, that it is recorded, and that there is no microphone', () => {
    expect(card({ microphone: { state: 'recording', level: 0.5 } })).toContain('>Dừng</button>');
    expect(card({ isRecorded: true })).toContain('>Thu lại</button>');
    expect(card({ microphone: { state: 'unavailable', level: 0 } })).toContain('Không dùng được micrô.');
    expect(card({ said: { tone: 'care', text: 'Phòng ồn.' } })).toContain('Phòng ồn.');
  });
});

describe('the list and the whole call', () => {
  test('mark what is recorded, and say who reads a call and what is missing for it', () => {
    const prompts = [
      { clip: 'digit-1', words: 'một' },
      { clip: 'digit-2', words: 'hai' },
    ];
    const list = renderToStaticMarkup(
      <PromptList prompts={prompts} at={1} recorded={recordedOf('digit-1')} onGo={nothing} />,
    );
    expect(list.match(/đã thu/g)).toHaveLength(1);
    expect(list).toContain('aria-current="true"');
    const pack = { id: 'own-1', language: 'vi' } as VoicePackAnswer;
    const here = { counters: [12], prefixes: [] };
    const call = (language: string, ...held: readonly string[]) =>
      renderToStaticMarkup(
        <WholeCall pack={{ ...pack, language }} here={here} recorded={recordedOf(...held)} />,
      );
    const whole = ['please-number', 'digit-1', 'digit-2', 'digit-0', 'digit-5', 'counter-12'];
    expect(call('vi', ...whole)).toContain('Bộ giọng này đọc.');
    expect(call('vi', ...whole.slice(1))).toContain(
      'Còn thiếu: “Xin mời số thứ tự”. Giọng có sẵn đọc cả lời này.',
    );
    expect(call('crw', ...whole.slice(1))).toContain('Lời này không đọc bằng tiếng này.');
  });
});
