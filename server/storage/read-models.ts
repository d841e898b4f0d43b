import type { Doubt } from '../../common/protocol/doubts.ts';

/** Which remarks of a span of days are asked for; both days included. */
export interface RemarkFilter
  extends Readonly<Partial<Record<'procedure' | 'field' | 'kind' | 'state' | 'cursor', string | undefined>>> {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

/** Which opinions on visits of a span of days are asked for; both days included. */
export interface OpinionFilter
  extends Readonly<
    Partial<Record<'source' | 'respondent' | 'field' | 'keyedBy' | 'cursor', string | undefined>>
  > {
  readonly from: string;
  readonly to: string;
  readonly level?: number | undefined;
  /** Only slips that were keyed in, those taken out again among them. */
  readonly keyed?: boolean | undefined;
  readonly commented?: boolean | undefined;
  readonly limit: number;
}

/** Columns of the record by which tickets behind a row of a report are found. */
export const TICKET_DIMENSIONS = [
  'procedure',
  'purpose',
  'counter',
  'weekday',
  'slot',
  'week',
  'month',
  'quarter',
  'year',
  'period',
] as const;

export interface TicketFilter
  extends Readonly<Partial<Record<(typeof TICKET_DIMENSIONS)[number], string | undefined>>> {
  readonly date?: string | undefined;
  /** First and last day, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Also those of imported records, as reports count them. */
  readonly imported?: boolean | undefined;
  readonly state?: string | undefined;
  readonly field?: string | undefined;
  /** As printed. */
  readonly number?: string | undefined;
  /** Only what is in doubt for this reason. */
  readonly finding?: Doubt | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Visits of one hour of the day over the days that are looked at. */
export interface VisitCount {
  /** 0 to 23. */
  readonly hour: number;
  readonly field: string;
  /** What was done, else what was chosen; null: neither is in the record. */
  readonly procedure: string | null;
  readonly visits: number;
}
