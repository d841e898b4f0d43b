import { sayVoice } from '../words.ts';

/** Languages that have a name here; any other is named by its tag. */
export const NAMED_LANGUAGES = ['vi', 'en', 'crw', 'sti', 'cma', 'km', 'zh'] as const;

export function sayLanguage(tag: string): string {
  const known = NAMED_LANGUAGES.find((each) => each === tag);
  return known === undefined ? tag : sayVoice(`language.${known}`);
}

export function sayLength(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
