import { describe, expect, test } from 'vitest';
import { requiredClipKeys } from '../../../common/voice/clip-keys.ts';
import { phrasedCall } from '../../../common/voice/phrasing.ts';
import { PROMPT_GROUPS, promptsOf, writtenAs } from '../../../common/voice/prompts.ts';
import { ClipKey, grammarOf } from '../../../common/voice/recorded-clip.ts';

const HERE = { counters: [3, 1, 12, 'B2', 105], prefixes: ['A'] };
const clips = (language: string, group: (typeof PROMPT_GROUPS)[number], here = HERE) =>
  promptsOf(language, here, [])[group].map(({ clip }) => clip);

describe('what a speaker is asked to read', () => {
  test('first what this hall calls: some thirty sentences, its counters in order', () => {
    const now = clips('vi', 'now', { counters: [3, 1, 12], prefixes: [] });
    expect(now).toHaveLength(24);
    expect(now[0]).toBe('please-number');
    expect(now.slice(-3)).toEqual(['counter-1', 'counter-3', 'counter-12']);
    expect(clips('vi', 'now')).toEqual(
      expect.arrayContaining(['letter-a', 'letter-b', 'to-counter-named', 'to-counter']),
    );
  });

  test.each(['vi', 'en', 'crw'])('with these alone every call of the hall can be read in %s', (language) => {
    const held = new Set(clips(language, 'now', { counters: [3, 1, 12, 'B2'], prefixes: ['A'] }));
    const reader = {
      language: grammarOf(language),
      dialect: 'south',
      holds: (clip: string) => held.has(clip),
    } as const;
    for (const counter of [3, 1, 12, 'B2'])
      for (const number of ['1005', '9876543210', 'A012', '7']) {
        const { opening, parts } = phrasedCall({ number, counter }, reader);
        const missing = [...opening, ...parts].filter(({ clip }) => !held.has(clip));
        expect(missing, `${number} ${counter}`).toEqual([]);
      }
  });

  test('each clip is asked for once, all have words, and of a whole pack none is left out', () => {
    const sentences = [{ clip: 'say-0123456789abcdef', words: 'xin chào' }];
    for (const language of ['vi', 'en']) {
      const groups = promptsOf(language, HERE, sentences);
      const all = PROMPT_GROUPS.flatMap((group) => groups[group]);
      expect(new Set(all.map(({ clip }) => clip)).size).toBe(all.length);
      expect(all.filter(({ words }) => words.trim() === '')).toEqual([]);
      expect(all.filter(({ clip }) => !ClipKey.safeParse(clip).success)).toEqual([]);
      expect(all.map(({ clip }) => clip)).toEqual(
        expect.arrayContaining(requiredClipKeys(language === 'en' ? 'en' : 'vi')),
      );
    }
  });

  test('a language that reads digit by digit is not asked for numbers that it never says', () => {
    const rest = clips('crw', 'rest');
    expect(rest).toContain('counter-99');
    expect(rest.filter((clip) => /^(number|hundred|after)/.test(clip))).toEqual([]);
    expect(promptsOf('crw', HERE, []).now[0]?.words).toBe('Xin mời số thứ tự');
    expect(promptsOf('en', HERE, []).now[0]?.words).toBe('Number');
  });

  test('a letter is shown as it is written beside how it is said', () => {
    expect([writtenAs('letter-dd'), writtenAs('digit-1')]).toEqual(['Đ', null]);
  });
});

describe('the name of a clip', () => {
  test.each(['digit-1', 'counter-99', 'pair-end-07', 'letter-dd', 'and', 'say-0123456789abcdef'])(
    '%s is one',
    (key) => expect(ClipKey.safeParse(key).success).toBe(true),
  );
  test.each(['digit-10', 'counter-100', 'say-xyz', '../digit-1', 'constructor', ''])('%s is none', (key) =>
    expect(ClipKey.safeParse(key).success).toBe(false),
  );
});
