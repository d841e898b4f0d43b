/** A report of the mutation-testing-elements schema, as far as it is read here. */
export type MutationReport = {
  files: Record<
    string,
    {
      source: string;
      mutants: {
        status: string;
        mutatorName: string;
        replacement?: string;
        location: { start: { line: number } };
      }[];
    }
  >;
};

export function scoreOf(report: MutationReport): { killed: number; valid: number; share: number };
export function livingTable(report: MutationReport): string;
