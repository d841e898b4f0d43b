export const areas: Record<string, { mutate: string[]; tests: string[]; goal: number }>;
export function areaOf(file: string): string | undefined;
