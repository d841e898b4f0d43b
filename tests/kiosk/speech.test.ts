import { describe, expect, test } from 'vitest';
import { phraseKey, speechPieces } from '../../common/voice/speech-pieces.ts';
import { keypadAct } from '../../kiosk/speech/keypad.ts';
import { Speaker, type SpokenNews } from '../../kiosk/speech/speaker.ts';

const SOUTH = { language: 'vi', dialect: 'south' } as const;
const ENGLISH = { language: 'en', dialect: 'south' } as const;
const cut = (text: string, voice: typeof SOUTH | typeof ENGLISH = SOUTH) =>
  speechPieces(text, voice).map((piece) => (piece.kind === 'words' ? piece.words : piece.clips.join(' ')));

describe('a sentence as it is said', () => {
  test('is cut at numbers and at pauses, and numbers are read as such', () => {
    expect(cut('Đang chờ: 12 người')).toEqual(['Đang chờ', 'number-12', 'người']);
    expect(cut('Chứng thực – Hộ tịch')).toEqual(['Chứng thực', 'Hộ tịch']);
    expect(cut('Ước chừng 10–20 phút')).toEqual(['Ước chừng', 'number-10', 'number-20', 'phút']);
    // What is written with a slash or a hyphen is one word.
    expect(cut('Số của ông/bà')).toEqual(['Số của ông/bà']);
    expect(cut('')).toEqual([]);
  });

  test('numbers past 999 are read digit by digit, and nothing is read as nothing', () => {
    expect(cut('999')).toEqual(['hundred-9 number-99']);
    expect(cut('1000')).toEqual(['digit-1 digit-0 digit-0 digit-0']);
    expect(cut('0')).toEqual(['digit-0']);
  });

  test('times and dates are said in words', () => {
    expect(cut('Phát số từ 07:30 ngày 04/01/2027')).toEqual([
      'Phát số từ',
      'number-7',
      'giờ',
      'number-30',
      'phút ngày',
      'number-4',
      'tháng',
      'number-1',
      'năm',
      'digit-2 digit-0 digit-2 digit-7',
    ]);
    expect(cut('13:00')).toEqual(['number-13', 'giờ']);
    expect(cut('13:00', ENGLISH)).toEqual(['number-13', "o'clock"]);
  });

  test('the same words in any writing have one name', () => {
    expect(phraseKey(' SỔ  Đỏ ')).toBe('sổ đỏ'.normalize('NFC'));
    expect(phraseKey('Sổ đỏ'.normalize('NFD'))).toBe('sổ đỏ');
  });
});

describe('the speaker', () => {
  const setUp = (held: readonly string[], engine = false, own: readonly (readonly string[])[] = []) => {
    const news: SpokenNews[] = [];
    const played: string[][] = [];
    const engineSaid: string[] = [];
    const signals: AbortSignal[] = [];
    const speaker = new Speaker(
      {
        packs: () =>
          Promise.resolve([
            ...own.map((keys) => ({
              phrase: (key: string) => (keys.includes(key) ? `own:${key}` : null),
              clip: (key: string) => (keys.includes(key) ? `own:${key}` : null),
            })),
            {
              phrase: (key: string) => (held.includes(key) ? `phrase:${key}` : null),
              clip: (key: string) => `clip:${key}`,
            },
          ]),
        play: (addresses, signal) => {
          played.push([...addresses]);
          signals.push(signal);
          return Promise.resolve();
        },
        engine: (text) => {
          if (engine) engineSaid.push(text);
          return engine;
        },
      },
      (each) => news.push(each),
    );
    return { speaker, news, played, engineSaid, signals };
  };

  test('plays what the pack holds, in order, a ticket’s number as the board speaks it', async () => {
    const { speaker, news, played } = setUp(['số của ông/bà', 'còn', 'người trước']);
    await speaker.say(
      [
        { text: 'Số của ông/bà' },
        { text: '1005', digits: true },
        { text: 'Còn 3 người trước' },
        { text: ' ' },
      ],
      SOUTH,
    );
    expect(played).toEqual([
      [
        'phrase:số của ông/bà',
        'clip:pair-10',
        'clip:pair-end-05',
        'phrase:còn',
        'clip:number-3',
        'phrase:người trước',
      ],
    ]);
    expect(news).toEqual([{ text: 'Số của ông/bà. 1005. Còn 3 người trước', by: 'clips', missing: [] }]);
  });

  test('the hall’s own recording says what it has whole; what it lacks a word of is said by the other voice', async () => {
    const own = ['số của ông/bà', 'digit-1', 'digit-end-2', 'digit-2'];
    const { speaker, played, news } = setUp(['số của ông/bà', 'còn'], false, [own]);
    await speaker.say([{ text: 'Số của ông/bà' }, { text: '12', digits: true }], SOUTH);
    await speaker.say([{ text: 'Số của ông/bà' }, { text: 'Còn' }], SOUTH);
    expect(played).toEqual([
      ['own:số của ông/bà', 'own:digit-1', 'own:digit-end-2'],
      ['phrase:số của ông/bà', 'phrase:còn'],
    ]);
    expect(news.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test('a voice of the machine says the whole where the pack lacks a word, spelling the number', async () => {
    const { speaker, news, played, engineSaid } = setUp(['số của ông/bà'], true);
    await speaker.say([{ text: 'Đất đai' }, { text: '1005', digits: true }], SOUTH);
    expect(engineSaid).toEqual(['Đất đai. 1 0 0 5']);
    expect(news).toMatchObject([{ by: 'engine', missing: ['Đất đai'] }]);
    expect(played).toEqual([]);
    await speaker.say([{ text: 'Số của ông/bà' }], SOUTH);
    expect(news[1]).toMatchObject({ by: 'clips' });
  });

  test('without such a voice it says what it can and tells what it cannot', async () => {
    const { speaker, news, played } = setUp([]);
    await speaker.say([{ text: 'Đất đai: 3' }], SOUTH);
    expect(played).toEqual([['clip:number-3']]);
    await speaker.say([{ text: 'Đất đai' }], SOUTH);
    expect(news).toEqual([
      { text: 'Đất đai: 3', by: 'clips', missing: ['Đất đai'] },
      { text: 'Đất đai', by: 'silence', missing: ['Đất đai'] },
    ]);
  });

  test('what comes later cuts off what is being said, and what was never begun stays unsaid', async () => {
    const { speaker, news, signals } = setUp(['một', 'hai', 'ba']);
    await speaker.say([{ text: 'Một' }], SOUTH);
    expect(signals[0]?.aborted).toBe(false);
    const second = speaker.say([{ text: 'Hai' }], SOUTH);
    expect(signals[0]?.aborted).toBe(true);
    await Promise.all([second, speaker.say([{ text: 'Ba' }], SOUTH)]);
    expect(news.map((each) => each.text)).toEqual(['Một', 'Ba']);
    speaker.stop();
    expect(signals.at(-1)?.aborted).toBe(true);
    await speaker.say([{ text: '' }], SOUTH);
    expect(news).toHaveLength(2);
  });
});

describe('keys of a keyboard and of a keypad', () => {
  test.each([
    ['ArrowDown', 'next'],
    ['ArrowRight', 'next'],
    ['ArrowUp', 'previous'],
    ['ArrowLeft', 'previous'],
    ['2', 'next'],
    ['6', 'next'],
    ['8', 'previous'],
    ['4', 'previous'],
    ['5', 'take'],
    ['0', 'back'],
    ['Escape', 'back'],
    ['*', 'speech'],
    ['F1', 'speech'],
    ['+', 'repeat'],
    ['a', null],
    ['Enter', null],
  ])('%s is %s', (key, act) => {
    expect(keypadAct(key, false)).toBe(act);
  });

  test('in a text only the keys that are no letters move', () => {
    const kept = ['2', '5', '*', '+', 'ArrowLeft', 'ArrowRight', '0'].map((key) => keypadAct(key, true));
    expect(kept).toEqual(Array(7).fill(null));
    expect(['ArrowDown', 'ArrowUp', 'Escape', 'F1'].map((key) => keypadAct(key, true))).toEqual([
      'next',
      'previous',
      'back',
      'speech',
    ]);
  });
});
