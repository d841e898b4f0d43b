import { z } from 'zod';
import { PASSWORD_LENGTH, USERNAME_LENGTH, USERNAME_PATTERN } from './account-bounds.ts';
import type { Immutable } from './immutable.ts';
import { Code, LocalDate, line } from './primitives.ts';

/** The key of an account: what a person signs in with, and the only form in which people stand in the log. */
export const Username = z
  .string()
  .min(1)
  .max(USERNAME_LENGTH)
  .regex(new RegExp(`^${USERNAME_PATTERN}$`))
  .transform((name) => name.toLowerCase());

/** Whether every step from one digit to the next is the same: 1111, 1234, 8765. */
function isRun(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return new Set(steps).size === 1 && Math.abs(steps[0] ?? 9) <= 1;
}

/** Four to eight digits for the quick sign-in at a paired counter; nothing that a neighbour guesses first. */
export const Pin = z
  .string()
  .regex(/^\d{4,8}$/)
  .refine((pin) => !isRun(pin), 'too easy to guess');

export const NewPassword = z.string().min(PASSWORD_LENGTH).max(200);

/** An official at the hall, by account: home agency, what they are trained for, and for how long they are posted. */
export const Officer = z.strictObject({
  username: Username,
  agency: Code.nullable().default(null),
  /** Fields that the officer can serve, also those outside the present posting. */
  qualifiedFields: z.array(Code).max(200).default([]),
  postedFrom: LocalDate.nullable().default(null),
  /** Last day of the posting; null: no end is set. */
  postedTo: LocalDate.nullable().default(null),
  /** Who pays, where it is not the agency's own paying unit. */
  payingUnit: line(200).default(''),
  note: line(300).default(''),
});
export type Officer = Immutable<typeof Officer>;

export const POSTING_STATES = ['unset', 'coming', 'running', 'ending', 'ended'] as const;
/** Where an officer's posting stands on a day; `ending`: within the hall's days of warning. */
export type PostingState = (typeof POSTING_STATES)[number];
