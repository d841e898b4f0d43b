import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CITIZEN_PAGES } from '../../common/i18n/citizen-words.ts';
import { en } from '../../common/i18n/en.ts';
import { vi } from '../../common/i18n/vi.ts';
import { citizenKeys, completeWords } from '../../server/languages/complete-words.ts';
import { Languages } from '../../server/languages/languages.ts';
import { productLanguages } from '../support/loaded-words.ts';

/** Letters that Vietnamese has and none of the other languages. */
const VIETNAMESE = /[ăắằẳẵặâấầẩẫậđêếềểễệôốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỳỵỷỹ]/iu;
/** So many words may wait for a translation; each is named below. Those who add a word need not know six languages. */
const MOST_MISSING = 40;

const TRANSLATED = productLanguages.list().filter(({ card }) => card.made === 'machine');

describe('the languages of the product', () => {
  test('are Vietnamese and English, whole by the compiler, and folders of data', () => {
    const tags = productLanguages.list().map(({ card }) => card.tag);
    expect(tags).toEqual(expect.arrayContaining(['vi', 'en', 'zh', 'km', 'ko', 'ja']));
    for (const tag of ['vi', 'en']) expect(productLanguages.find(tag)?.missing).toEqual([]);
  });

  test.each(TRANSLATED)(
    '$card.nameEn says what citizens read itself; what it lacks is named and in English',
    ({ card, words, missing }) => {
      if (missing.length > 0) process.stderr.write(`${card.tag} lacks ${missing.join(', ')}\n`);
      expect(missing.length).toBeLessThanOrEqual(MOST_MISSING);
      for (const each of missing) {
        const [page = '', key = ''] = each.split('.');
        const english = (en as Record<string, Record<string, string>>)[page]?.[key];
        expect((words as Record<string, Record<string, string>>)[page]?.[key]).toBe(english);
      }
    },
  );

  test.each(TRANSLATED)(
    '$card.nameEn has no Vietnamese left, nothing empty, nothing shouted',
    ({ words, names }) => {
      const said = [
        ...CITIZEN_PAGES.flatMap((page) => Object.entries(words[page])),
        ...Object.entries(names),
      ];
      const faults = said.filter(
        ([key, text]) =>
          key !== 'productName' &&
          (VIETNAMESE.test(text) || text !== text.trim() || text === '' || /[!！]/.test(text)),
      );
      expect(faults).toEqual([]);
    },
  );
});

describe('a language as one folder in the data of a hall', () => {
  let dataDir: string;
  const told: string[] = [];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'motcua-languages-'));
    told.length = 0;
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const put = (tag: string, files: Readonly<Record<string, unknown>>) => {
    const folder = join(dataDir, 'languages', tag);
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of Object.entries(files))
      writeFileSync(
        join(folder, `${file}.json`),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
  };
  const read = () => new Languages(dataDir, (error, what) => told.push(`${what}: ${String(error)}`));
  const CARD = { tag: 'qaa', name: 'Lalala', nameVi: 'Tiếng thử', nameEn: 'Made-up' };

  test('is there with its words, and with English where it has none', () => {
    put('qaa', {
      language: CARD,
      words: { slip: { title: 'LA LA' } },
      names: { 'Đất đai': 'La terra' },
    });
    const languages = read();
    expect(told).toEqual([]);
    expect(languages.has('qaa')).toBe(true);
    expect(languages.say('qaa', 'slip')('title')).toBe('LA LA');
    expect(languages.say('qaa', 'slip')('waitingAhead', { n: 3 })).toBe('People ahead of you: 3');
    expect(languages.name('qaa', 'Đất đai', 'Land')).toBe('La terra');
    expect(languages.name('qaa', 'Hộ tịch', 'Civil status')).toBe('Civil status');
    expect(languages.name('qaa', 'Thuế')).toBe('Thuế');
    expect(languages.find('qaa')?.missing).toContain('kiosk.takeNumber');
  });

  test('has the plural forms of its own grammar', () => {
    put('ru', {
      language: { ...CARD, tag: 'ru' },
      words: {
        slip: {
          waitingAhead: 'Перед вами {n} человек',
          'waitingAhead#one': 'Перед вами {n} человек (один)',
          'waitingAhead#few': 'Перед вами {n} человека',
        },
      },
    });
    const say = read().say('ru', 'slip');
    expect([1, 2, 5, 21].map((n) => say('waitingAhead', { n }))).toEqual([
      'Перед вами 1 человек (один)',
      'Перед вами 2 человека',
      'Перед вами 5 человек',
      'Перед вами 21 человек (один)',
    ]);
    expect(read().say('en', 'citizen')('ahead', { n: 1 })).toBe('1 person is before you.');
    expect(read().say('en', 'citizen')('ahead', { n: 2 })).toBe('2 people are before you.');
  });

  test('lays its words and names over those of the product, and leaves the others', () => {
    put('en', {
      language: { ...CARD, tag: 'en', name: 'English', nameEn: 'English', made: 'own' },
      words: { kiosk: { takeNumber: 'Get a ticket' } },
      names: { 'Tờ khai': 'The form' },
    });
    const languages = read();
    expect(languages.say('en', 'kiosk')('takeNumber')).toBe('Get a ticket');
    expect(languages.say('en', 'kiosk')('finish')).toBe(en.kiosk.finish);
    expect(languages.name('en', 'Tờ khai')).toBe('The form');
  });

  test('stops nothing when it is broken: it is left out and told', () => {
    put('qaa', { language: '{ not json' });
    put('qab', { language: { ...CARD, tag: 'qac' } });
    put('qad', {
      language: { ...CARD, tag: 'qad' },
      words: { slip: { waitingAhead: 'many', unknown: 'x', 'title#often': 'y' }, nowhere: { a: 'b' } },
    });
    const languages = read();
    expect(['qaa', 'qab', 'qac', 'qad'].map((tag) => languages.has(tag))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(languages.say('qad', 'slip')('waitingAhead', { n: 2 })).toBe('People ahead of you: 2');
    const reasons = told.join('\n');
    for (const reason of [
      'says that it is "qac"',
      'slip.waitingAhead: other {names}',
      'slip.unknown: no such word',
      'slip.title#often: no such word',
      'nowhere: no such page',
    ])
      expect(reasons).toContain(reason);
  });

  test('is signed for exactly these words: another word is another digest', () => {
    const before = read().find('en')?.digest;
    put('en', { language: { ...CARD, tag: 'en' }, names: { 'Đất đai': 'Soil' } });
    expect(read().find('en')?.digest).not.toBe(before);
    expect(read().find('vi')?.digest).toBe(productLanguages.find('vi')?.digest);
  });
});

describe('the citizens’ words', () => {
  test('are keys of the Vietnamese pages, each once', () => {
    for (const page of CITIZEN_PAGES) {
      const keys = citizenKeys(page);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => !Object.hasOwn(vi[page], key))).toEqual([]);
    }
    expect(completeWords({}).missing.length).toBeGreaterThan(300);
  });
});
