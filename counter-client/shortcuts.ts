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
