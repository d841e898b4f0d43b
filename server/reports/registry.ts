import type { ReportDefinition } from './report.ts';
import { volume } from './volume.ts';

/** Every report of the product. */
export const REPORTS: readonly ReportDefinition[] = [volume];
