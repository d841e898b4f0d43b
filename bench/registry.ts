import type { Measure } from './measure.ts';
import { durableIssue } from './measures/durable-issue.ts';

/** Every measure, in the order in which they run. */
export const MEASURES: readonly Measure[] = [durableIssue];
