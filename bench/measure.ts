import type { Figure } from './figure.ts';

/** The circumstances of a run. */
export interface BenchRun {
  /** Fewer rounds and repetitions: to see that it works, not to judge by. */
  readonly quick: boolean;
  /** A folder on the disk that is measured; removed after the measure. */
  readonly folder: string;
  /** Tells the person at the terminal what goes on. */
  say(sentence: string): void;
}

export interface MeasureResult {
  readonly figures: readonly Figure[];
  /** Which side was busy, what was left out: without it the figures can be misread. */
  readonly notes: readonly string[];
}

/** One measured comparison. */
export interface Measure {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  run(run: BenchRun): Promise<MeasureResult>;
}
