/** What a key of a keyboard or a USB keypad asks of the kiosk. */
export type KeypadAct = 'next' | 'previous' | 'take' | 'back' | 'speech' | 'repeat';

const BY_KEY: Readonly<Record<string, KeypadAct>> = {
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  '2': 'next',
  '6': 'next',
  '8': 'previous',
  '4': 'previous',
  '5': 'take',
  '0': 'back',
  Escape: 'back',
  '*': 'speech',
  F1: 'speech',
  '+': 'repeat',
};

/** In a text the letters are text; only these keys still move. */
const IN_TEXT = new Set(['ArrowDown', 'ArrowUp', 'Escape', 'F1']);

/**
 * The act of a key, or null. Keypads send arrows or digits as their NumLock stands: 8, 2, 4 and 6 lie where the arrows do,
 * 5 takes, 0 goes back, * turns speech on and off, + says it again.
 */
export function keypadAct(key: string, inText: boolean): KeypadAct | null {
  if (inText && !IN_TEXT.has(key)) return null;
  return BY_KEY[key] ?? null;
}

const CONTROLS = 'button, input';

/** The controls that can be seen, in the order in which they are heard: those of the page, then foot and head. */
export function controlsIn(root: ParentNode): HTMLElement[] {
  const dialog = root.querySelector('[role="alertdialog"]');
  const zones = dialog === null ? ['.page', '.foot', '.head'] : ['[role="alertdialog"]'];
  return zones
    .flatMap((zone) => [...root.querySelectorAll(zone)])
    .flatMap((zone) => [...zone.querySelectorAll<HTMLElement>(CONTROLS)])
    .filter((each) => each.offsetWidth > 0 && getComputedStyle(each).visibility === 'visible');
}

/** The control after or before the present one; from a title the first, or the last; round at the ends. */
export function controlBeside(
  controls: readonly HTMLElement[],
  present: Element | null,
  by: 1 | -1,
): HTMLElement | undefined {
  const at = present instanceof HTMLElement ? controls.indexOf(present) : -1;
  if (at < 0) return by === 1 ? controls[0] : controls.at(-1);
  return controls[(at + by + controls.length) % controls.length];
}
