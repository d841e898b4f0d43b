/** Figures of one officer's day. */
export interface OfficerDay {
  readonly served: number;
  readonly calledCount: number;
  readonly noShow: number;
  readonly transactions: number;
  readonly serviceMeanMinutes: number | null;
  readonly recent: readonly {
    readonly ticketId: string;
    readonly number: string;
    readonly field: string;
    readonly outcome: string | null;
    readonly finishedAt: string | null;
    readonly transactions: readonly { procedure: string; count: number; dossierCode?: string | undefined }[];
  }[];
}

/** One time at a counter. */
export interface OfficerSession {
  readonly date: string;
  readonly counter: string;
  readonly openedAt: string;
  /** Null while it lasts. */
  readonly closedAt: string | null;
  readonly pausedMinutes: number;
  readonly served: number;
}

export interface TicketFilter {
  readonly date?: string | undefined;
  readonly state?: string | undefined;
  readonly field?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}
