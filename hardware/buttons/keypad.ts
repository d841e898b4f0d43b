/** Digits typed on a keypad and not yet ended by Enter. */
export interface KeypadState {
  readonly digits: string;
  readonly lastAtMs: number;
}

export const initialKeypad: KeypadState = { digits: '', lastAtMs: 0 };

/** Digits left alone for this long are forgotten: the next clerk does not call a number half typed by another. */
export const forgetDigitsAfterMs = 6_000;
const mostDigits = 12;

/** What a key amounts to; null while a number is being typed. */
export interface KeypadPress {
  readonly button: string;
  readonly value?: string;
}

/**
 * Digits, then Enter, are `{button: 'number', value}`; Enter alone, plus, minus and all other keys are
 * themselves; backspace takes the last digit back; any other key drops the digits before it.
 */
export function pressKey(
  state: KeypadState,
  button: string,
  nowMs: number,
): { readonly state: KeypadState; readonly press: KeypadPress | null } {
  const fresh = nowMs - state.lastAtMs <= forgetDigitsAfterMs;
  const digits = fresh ? state.digits : '';
  if (button.startsWith('digit-')) {
    const typed = `${digits}${button.slice('digit-'.length)}`.slice(-mostDigits);
    return { state: { digits: typed, lastAtMs: nowMs }, press: null };
  }
  if (button === 'num-lock') return { state: { digits, lastAtMs: state.lastAtMs }, press: null };
  if (button === 'backspace' && digits !== '') {
    return { state: { digits: digits.slice(0, -1), lastAtMs: nowMs }, press: null };
  }
  if (button === 'enter' && digits !== '') {
    return { state: initialKeypad, press: { button: 'number', value: digits } };
  }
  return { state: initialKeypad, press: { button } };
}
