import type { TextStyle } from './text-lines.ts';

/** Sizes in dots for one paper width. Small paper is not the large one shrunk: its text stays readable. */
export interface SlipMeasures {
  readonly width: number;
  readonly margin: number;
  readonly gap: number;
  readonly emblem: number;
  readonly superior: TextStyle;
  readonly hall: TextStyle;
  readonly title: TextStyle;
  readonly numberLargest: number;
  readonly field: TextStyle;
  readonly purpose: TextStyle;
  readonly counters: TextStyle;
  readonly priority: TextStyle;
  readonly fact: TextStyle;
  readonly strongFact: TextStyle;
  readonly small: TextStyle;
  readonly advice: TextStyle;
  readonly qrModule: number;
}

const wide: Omit<SlipMeasures, 'width'> = {
  margin: 12,
  gap: 8,
  emblem: 92,
  superior: { weight: 500, size: 23 },
  hall: { weight: 700, size: 28 },
  title: { weight: 700, size: 36 },
  numberLargest: 250,
  field: { weight: 700, size: 37 },
  purpose: { weight: 600, size: 28 },
  counters: { weight: 800, size: 44 },
  priority: { weight: 700, size: 28 },
  fact: { weight: 600, size: 25 },
  strongFact: { weight: 700, size: 28 },
  small: { weight: 500, size: 21 },
  advice: { weight: 600, size: 23 },
  qrModule: 6,
};

const narrow: Omit<SlipMeasures, 'width'> = {
  margin: 6,
  gap: 6,
  emblem: 70,
  superior: { weight: 500, size: 19 },
  hall: { weight: 700, size: 22 },
  title: { weight: 700, size: 28 },
  numberLargest: 180,
  field: { weight: 700, size: 29 },
  purpose: { weight: 600, size: 23 },
  counters: { weight: 800, size: 34 },
  priority: { weight: 700, size: 22 },
  fact: { weight: 600, size: 20 },
  strongFact: { weight: 700, size: 22 },
  small: { weight: 500, size: 18 },
  advice: { weight: 600, size: 20 },
  qrModule: 4,
};

export function slipMeasures(width: number): SlipMeasures {
  return { width, ...(width >= 480 ? wide : narrow) };
}
