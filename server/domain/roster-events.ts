import type { ConfirmedRoster, CounterFields } from '../../common/protocol/roster.ts';

/** What becomes of rosters. */
export type RosterEvent =
  | { readonly type: 'roster:confirmed'; readonly roster: ConfirmedRoster }
  | {
      readonly type: 'roster:withdrawn';
      readonly rosterId: string;
      readonly from: string;
      readonly to: string;
    }
  /** The counters that changed have events of their own beside it. */
  | {
      readonly type: 'roster:applied';
      readonly applicationId: string;
      readonly rosterId: string;
      readonly date: string;
      readonly session: number;
      readonly before: readonly CounterFields[];
      readonly after: readonly CounterFields[];
    }
  | { readonly type: 'roster:apply-undone'; readonly applicationId: string; readonly date: string };
