import { z } from 'zod';
import { REFUSAL_STATUS, type RefusalCode } from './refusals.ts';

const REFUSAL_CODES = Object.keys(REFUSAL_STATUS) as [RefusalCode, ...RefusalCode[]];

/** A coded refusal. */
export const RefusalBody = z.object({
  code: z.enum(REFUSAL_CODES),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).exactOptional(),
});
