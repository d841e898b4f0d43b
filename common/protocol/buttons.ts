import { z } from 'zod';
import { Code } from './primitives.ts';

/** What a physical button may do at its counter. `number` is a keypad's "digits, then Enter": call by number. */
export const BUTTON_ACTIONS = [
  'call-next',
  'recall',
  'start',
  'finish',
  'no-show',
  'pause',
  'call-number',
] as const;
export const ButtonAction = z.enum(BUTTON_ACTIONS);
export type ButtonAction = z.infer<typeof ButtonAction>;

export const ButtonBinding = z.strictObject({
  id: Code,
  /** The agent (paired device) the button hangs on. */
  device: Code,
  /** Stable key of the HID device: vendor:product:serial or its port. */
  deviceKey: z.string().min(1).max(200),
  button: z.string().min(1).max(40),
  action: ButtonAction,
  counter: Code,
});
/** One button bound to one action of one counter. */
export type ButtonBinding = z.infer<typeof ButtonBinding>;
