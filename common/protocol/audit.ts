export type { AuditEntry, ChainState } from './rest/audit.ts';

/** What the log can be looked through for; `office`: everything but tickets, counters at work and dossiers. */
export const AUDIT_KINDS = [
  'office',
  'all',
  'tickets',
  'counters',
  'dossiers',
  'catalogue',
  'settings',
  'people',
  'devices',
  'records',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
