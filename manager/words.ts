import { translator } from '../common/i18n/translate.ts';
import { audit } from '../common/i18n/vi/audit.ts';
import { calendar } from '../common/i18n/vi/calendar.ts';
import { common } from '../common/i18n/vi/common.ts';
import { errors } from '../common/i18n/vi/errors.ts';
import { live } from '../common/i18n/vi/live.ts';
import { manager } from '../common/i18n/vi/manager.ts';
import { people } from '../common/i18n/vi/people.ts';
import { remarks } from '../common/i18n/vi/remarks.ts';

/** The console speaks Vietnamese: its users are officials of the hall. */
export const say = translator<typeof manager>(manager);
export const sayCommon = translator<typeof common>(common);
export const sayPeople = translator<typeof people>(people);
export const sayCalendar = translator<typeof calendar>(calendar);
export const sayAudit = translator<typeof audit>(audit);
export const sayRemark = translator<typeof remarks>(remarks);
export const sayLive = translator<typeof live>(live);

/** The sentence of a refusal, also of codes that this build does not know yet. */
export function sayRefusal(code: string): string {
  if (code === 'offline') return errors.connection_lost;
  return (errors as Record<string, string>)[code] ?? errors.unexpected;
}

const ROLE_WORDS = {
  clerk: 'roleClerk',
  supervisor: 'roleSupervisor',
  chairman: 'roleChairman',
  admin: 'roleAdmin',
} as const;

/** What a role is called. */
export const sayRole = (role: keyof typeof ROLE_WORDS): string => say(ROLE_WORDS[role]);
