import type { FinishOutcome } from '../common/protocol/primitives.ts';

/** What a key does at the desk. Function keys: they type nothing, so they also work while a field has the focus. */
export const SHORTCUTS = {
  help: 'F1',
  main: 'F2',
  recall: 'F3',
  noShow: 'F4',
  park: 'F6',
  transfer: 'F7',
  finishAndNext: 'F8',
  callByNumber: 'F9',
  pause: 'F10',
  issueHere: 'Shift+F9',
  remark: 'Shift+F8',
} as const;

export type ShortcutName = keyof typeof SHORTCUTS;

/** Takes the last act back; a letter, so only while no text is typed. */
export const UNDO_KEY = 'Z';

/** Outcomes by letter, while no text is typed. */
export const OUTCOME_KEYS: Readonly<Partial<Record<FinishOutcome, string>>> = {
  served: 'D',
  missing_papers: 'T',
  guidance: 'H',
  refused: 'C',
  redirected: 'N',
};

/** What a key means that was pressed where nothing is typed. */
export type LetterDeed =
  | { readonly kind: 'usual'; readonly index: number }
  | { readonly kind: 'outcome'; readonly outcome: FinishOutcome }
  | { readonly kind: 'undo' };

/** The deed of a letter or digit; undefined when it is none of ours. */
export function letterDeedOf(key: string): LetterDeed | undefined {
  if (/^[1-5]$/.test(key)) return { kind: 'usual', index: Number(key) - 1 };
  const letter = key.toUpperCase();
  if (letter === UNDO_KEY) return { kind: 'undo' };
  const outcome = (Object.keys(OUTCOME_KEYS) as FinishOutcome[]).find(
    (each) => OUTCOME_KEYS[each] === letter,
  );
  return outcome === undefined ? undefined : { kind: 'outcome', outcome };
}

/** The act of a key press; undefined when the key is not ours. A held key acts once. */
export function shortcutOf(press: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}): ShortcutName | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return undefined;
  const name = `${press.shiftKey ? 'Shift+' : ''}${press.key}`;
  return (Object.keys(SHORTCUTS) as ShortcutName[]).find((each) => SHORTCUTS[each] === name);
}
