/** One small change of meaning in a source. */
export interface Mutant {
  readonly file: string;
  /** Text that stands exactly once in the file. */
  readonly search: string;
  readonly replace: string;
}

/** A mutant with what would go wrong, and the tests that must notice it. */
export interface Fault extends Mutant {
  readonly says: string;
  readonly tests: readonly string[];
}

export function mutant(file: string, search: string, replace: string): Mutant;
export function fault(says: string, file: string, search: string, replace: string, ...tests: string[]): Fault;
export function mutated(source: string, mutant: Mutant): string;
