/** What a figure may not go beyond. A ratio is subject over peer. */
export interface Limit {
  readonly of: 'value' | 'ratio';
  readonly kind: 'at-least' | 'at-most';
  readonly value: number;
}

/** One number of a measure, with the peer it was measured against in the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The peer's number in the same unit; null when the limit is a plain one. */
  readonly peer: number | null;
  /** Null: told for information only. */
  readonly limit: Limit | null;
}

export type Verdict = 'good' | 'missed' | 'told';

/** Subject over peer, or null without a peer. */
export function ratioOf(figure: Figure): number | null {
  return figure.peer === null ? null : figure.value / figure.peer;
}

/** Whether a figure keeps its limit. What cannot be compared (no number) has missed it. */
export function verdictOf(figure: Figure): Verdict {
  const { limit } = figure;
  if (limit === null) return 'told';
  const measured = limit.of === 'ratio' ? (ratioOf(figure) ?? Number.NaN) : figure.value;
  const kept = limit.kind === 'at-least' ? measured >= limit.value : measured <= limit.value;
  return kept ? 'good' : 'missed';
}

/** A figure without limit or peer. */
export function told(name: string, unit: string, value: number): Figure {
  return { name, unit, value, peer: null, limit: null };
}
