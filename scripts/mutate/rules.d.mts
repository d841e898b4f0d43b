import type { Mutant } from './mutant.d.mts';

export const ruleMutants: Readonly<Record<string, Mutant>>;
