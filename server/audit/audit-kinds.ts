import type { AuditKind } from '../../common/protocol/audit.ts';
import type { HallEvent } from '../domain/events.ts';

/** Which kind of deed an event is. A new type of event does not compile before it is named here. */
export const KIND_OF: { readonly [T in HallEvent['type']]: Exclude<AuditKind, 'all' | 'office'> } = {
  'ticket:issued': 'tickets',
  'ticket:called': 'tickets',
  'ticket:recalled': 'tickets',
  'ticket:started': 'tickets',
  'ticket:finished': 'tickets',
  'ticket:absent': 'tickets',
  'ticket:no-show': 'tickets',
  'ticket:parked': 'tickets',
  'ticket:returned': 'tickets',
  'ticket:transferred': 'tickets',
  'ticket:cancelled': 'tickets',
  'ticket:expired': 'tickets',
  'ticket:prioritised': 'tickets',
  'ticket:corrected': 'tickets',
  'ticket:print-asked': 'tickets',
  'ticket:print-settled': 'tickets',
  'counter:opened': 'counters',
  'counter:closed': 'counters',
  'counter:paused': 'counters',
  'counter:resumed': 'counters',
  'counter:fields-set': 'counters',
  'field:defined': 'catalogue',
  'procedure:defined': 'catalogue',
  'counter:defined': 'catalogue',
  'template:applied': 'catalogue',
  'remark:made': 'catalogue',
  'remark:withdrawn': 'catalogue',
  'remark:settled': 'catalogue',
  'settings:changed': 'settings',
  'calendar:day-set': 'settings',
  'calendar:day-cleared': 'settings',
  'calendar:holidays-known': 'settings',
  'hall-name:set': 'settings',
  'hall-name:removed': 'settings',
  'notice:posted': 'settings',
  'notice:withdrawn': 'settings',
  'agency:defined': 'people',
  'officer:defined': 'people',
  'officer:removed': 'people',
  'account:changed': 'people',
  'account:password-changed': 'people',
  'account:password-set': 'people',
  'account:pin-set': 'people',
  'account:pin-removed': 'people',
  'button:bound': 'devices',
  'button:unbound': 'devices',
  'printer:defined': 'devices',
  'printer:removed': 'devices',
  'device:paired': 'devices',
  'device:code-made': 'devices',
  'device:revoked': 'devices',
  'day:opened': 'records',
  'day:closed': 'records',
  'import:completed': 'records',
  'import:removed': 'records',
};

/** Whether an event of this type belongs to what was asked for; `office` is all but tickets and counters at work. */
export function isOfKind(type: string, kind: AuditKind): boolean {
  if (kind === 'all') return true;
  const own = (KIND_OF as Readonly<Record<string, string>>)[type];
  return kind === 'office' ? own !== 'tickets' && own !== 'counters' : own === kind;
}
