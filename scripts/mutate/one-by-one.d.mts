/** What vitest's JSON report tells of a run, as far as it is read here. */
export interface RunReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

export function testsOfRule(id: string): string[];
export function verdictOf(report: RunReport | null): 'noticed' | 'alive' | 'broken';
