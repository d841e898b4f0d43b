export type { AuditEntry, ChainState } from './rest/audit.ts';

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
