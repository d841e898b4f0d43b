import type { record as vi } from '../vi/record.ts';
import type { Words } from '../words.ts';

export const record: Words<typeof vi> = {
  restored:
    'The record was restored from a copy of {copy}; the hall went on from it at {at}. What was recorded in between is missing: please let whoever holds a number of that time draw a new one. New numbers leave a gap, so that none is given out twice.',
  acknowledge: 'Understood, stop telling',
};
