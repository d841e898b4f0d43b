/** Names of the keys a keypad, foot switch or call box sends, by HID usage; the rest is `key-XX`. */

const named: Readonly<Record<number, string>> = {
  40: 'enter',
  41: 'escape',
  42: 'backspace',
  43: 'tab',
  44: 'space',
  45: 'minus',
  54: 'comma',
  55: 'dot',
  74: 'home',
  75: 'page-up',
  76: 'delete',
  77: 'end',
  78: 'page-down',
  79: 'right',
  80: 'left',
  81: 'down',
  82: 'up',
  83: 'num-lock',
  84: 'divide',
  85: 'multiply',
  86: 'minus',
  87: 'plus',
  88: 'enter',
  99: 'dot',
};

/** "digit-5" for both the 5 of a keypad and that of the main row: to a clerk they are one key. */
export function keyName(usage: number): string {
  const name = named[usage];
  if (name !== undefined) return name;
  if (usage >= 0x04 && usage <= 0x1d) return String.fromCharCode(0x61 + usage - 0x04);
  if (usage >= 0x1e && usage <= 0x27) return `digit-${(usage - 0x1e + 1) % 10}`;
  if (usage >= 0x59 && usage <= 0x62) return `digit-${(usage - 0x59 + 1) % 10}`;
  if (usage >= 0x3a && usage <= 0x45) return `f${usage - 0x3a + 1}`;
  return `key-${usage.toString(16).padStart(2, '0')}`;
}

const modifiers = [
  'ctrl',
  'shift',
  'alt',
  'meta',
  'right-ctrl',
  'right-shift',
  'right-alt',
  'right-meta',
] as const;

/** The modifier key of a bit of the first byte. */
export function modifierName(bit: number): string {
  return modifiers[bit] ?? `modifier-${bit}`;
}
