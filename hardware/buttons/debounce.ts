/** Presses of one button closer together than this are one press of a bouncing contact or a nervous hand. */
export const repeatWithinMs = 300;

/** When each button was last counted, by button. */
export type DebounceState = ReadonlyMap<string, number>;

export const initialDebounce: DebounceState = new Map();

/**
 * Whether a press counts, at a time in milliseconds of a clock that does not run backwards.
 * A time before the last press (the clock was set) counts, so that a button never goes dead.
 */
export function debounce(
  state: DebounceState,
  button: string,
  nowMs: number,
): { readonly state: DebounceState; readonly counts: boolean } {
  const last = state.get(button);
  if (last !== undefined && nowMs >= last && nowMs - last < repeatWithinMs) return { state, counts: false };
  return { state: new Map(state).set(button, nowMs), counts: true };
}
