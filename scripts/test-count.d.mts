export type Count = { passed: number; failed: number; skipped: number };

export type VitestReport = {
  testResults: { status: string; assertionResults?: { status: string }[] }[];
};

export function countCheck(exitStatus: number): Count;
export function countVitest(report: VitestReport | null, exitStatus: number): Count;
export function sumCounts(counts: readonly Count[]): Count;
export function closingLine(total: Count): string;
export function exitStatusOf(total: Count): 0 | 1;
