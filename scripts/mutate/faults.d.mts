import type { Fault } from './mutant.d.mts';

export const faults: readonly Fault[];
