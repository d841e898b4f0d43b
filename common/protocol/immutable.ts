import type { z } from 'zod';

/** A value that nobody writes into, all the way down. */
export type DeepReadonly<T> = T extends readonly (infer Each)[]
  ? readonly DeepReadonly<Each>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What a schema reads, as a value that nobody writes into. */
export type Immutable<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;
