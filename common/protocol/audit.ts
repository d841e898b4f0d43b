/** What the log can be looked through for; `office`: everything but tickets and counters at work. */
export const AUDIT_KINDS = [
  'office',
  'all',
  'tickets',
  'counters',
  'catalogue',
  'settings',
  'people',
  'devices',
  'records',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One line of the log as a person reads it. */
export interface AuditEntry {
  readonly sequence: number;
  /** ISO. */
  readonly at: string;
  readonly actor: {
    readonly kind: 'user' | 'device' | 'program' | 'system';
    readonly id: string;
    readonly name: string;
  };
  readonly type: string;
  /** The whole sentence, beginning with who did it. */
  readonly text: string;
}

/** How the check of the log's chain stands. */
export type ChainState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'whole'; readonly events: number; readonly checkedAt: string }
  | {
      readonly state: 'broken';
      readonly firstBad: number;
      readonly because: string;
      readonly checkedAt: string;
    };
