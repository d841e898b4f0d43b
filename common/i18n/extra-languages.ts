import { en } from './en.ts';
import zh from './extra-zh.json' with { type: 'json' };
import { completeDictionary } from './translate.ts';
import type { VietnamesePages } from './vi.ts';
import type { Dictionary } from './words.ts';

/** A further language for the kiosk and the phone page; gaps are filled with English. No page offers one yet. */
export interface ExtraLanguage {
  /** BCP 47 tag. */
  readonly tag: string;
  /** Its name in itself, as the button says it. */
  readonly name: string;
  readonly words: Dictionary<VietnamesePages>;
}

/** Languages that are data. To add one: a JSON file beside this one and a line here. For the browser only. */
export const extraLanguages: readonly ExtraLanguage[] = [
  { tag: 'zh', name: '中文', words: completeDictionary<Dictionary<VietnamesePages>>(zh, en) },
];
