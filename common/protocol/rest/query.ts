import { z } from 'zod';

/** How many of a list are asked for at once. */
export const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** A yes or no in an address. */
export const Flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();
