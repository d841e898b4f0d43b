import { clock as englishClock } from '../common/i18n/en/clock.ts';
import { clock } from '../common/i18n/vi/clock.ts';

export { sayRefusal } from '../common/client/refusal-words.ts';

import { inStaffLanguage, staffWords } from '../common/client/staff-language.ts';
import { audit as englishAudit } from '../common/i18n/en/audit.ts';
import { calendar as englishCalendar } from '../common/i18n/en/calendar.ts';
import { common as englishCommon } from '../common/i18n/en/common.ts';
import { estimate as englishEstimate } from '../common/i18n/en/estimate.ts';
import { imports as englishImports } from '../common/i18n/en/imports.ts';
import { links as englishLinks } from '../common/i18n/en/links.ts';
import { live as englishLive } from '../common/i18n/en/live.ts';
import { manager as englishManager } from '../common/i18n/en/manager.ts';
import { month as englishMonth } from '../common/i18n/en/month.ts';
import { opinion as englishOpinion } from '../common/i18n/en/opinion.ts';
import { people as englishPeople } from '../common/i18n/en/people.ts';
import { plan as englishPlan } from '../common/i18n/en/plan.ts';
import { procedures as englishProcedures } from '../common/i18n/en/procedures.ts';
import { record as englishRecord } from '../common/i18n/en/record.ts';
import { remarks as englishRemarks } from '../common/i18n/en/remarks.ts';
import { roster as englishRoster } from '../common/i18n/en/roster.ts';
import { security as englishSecurity } from '../common/i18n/en/security.ts';
import { settings as englishSettings } from '../common/i18n/en/settings.ts';
import { start as englishStart } from '../common/i18n/en/start.ts';
import { voices as englishVoices } from '../common/i18n/en/voices.ts';
import { audit } from '../common/i18n/vi/audit.ts';
import { calendar } from '../common/i18n/vi/calendar.ts';
import { common } from '../common/i18n/vi/common.ts';
import { estimate } from '../common/i18n/vi/estimate.ts';
import { imports } from '../common/i18n/vi/imports.ts';
import { links } from '../common/i18n/vi/links.ts';
import { live } from '../common/i18n/vi/live.ts';
import { manager } from '../common/i18n/vi/manager.ts';
import { month } from '../common/i18n/vi/month.ts';
import { opinion } from '../common/i18n/vi/opinion.ts';
import { people } from '../common/i18n/vi/people.ts';
import { plan } from '../common/i18n/vi/plan.ts';
import { procedures } from '../common/i18n/vi/procedures.ts';
import { record } from '../common/i18n/vi/record.ts';
import { remarks } from '../common/i18n/vi/remarks.ts';
import { roster } from '../common/i18n/vi/roster.ts';
import { security } from '../common/i18n/vi/security.ts';
import { settings } from '../common/i18n/vi/settings.ts';
import { start } from '../common/i18n/vi/start.ts';
import { voices } from '../common/i18n/vi/voices.ts';

/** The console speaks Vietnamese: its users are officials of the hall. */
export const say = staffWords(manager, englishManager);
export const sayCommon = staffWords(common, englishCommon);
export const sayPeople = staffWords(people, englishPeople);
export const sayCalendar = staffWords(calendar, englishCalendar);
export const sayAudit = staffWords(audit, englishAudit);
export const sayRecord = staffWords(record, englishRecord);
export const sayRemark = staffWords(remarks, englishRemarks);
export const sayOpinion = staffWords(opinion, englishOpinion);
export const sayPlan = staffWords(plan, englishPlan);
export const sayMonth = staffWords(month, englishMonth);
export const saySetting = staffWords(settings, englishSettings);
export const sayStart = staffWords(start, englishStart);
export const sayRoster = staffWords(roster, englishRoster);
export const sayLink = staffWords(links, englishLinks);
export const sayLive = staffWords(live, englishLive);
export const sayClock = staffWords(clock, englishClock);
export const sayEstimate = staffWords(estimate, englishEstimate);
export const saySecurity = staffWords(security, englishSecurity);
export const sayVoice = staffWords(voices, englishVoices);
export const sayProcedure = staffWords(procedures, englishProcedures);

export const sayImport = staffWords(imports, englishImports);
/** The words of imports as such, for what is put together from several of them. */
export const importWords = inStaffLanguage(imports, englishImports);

const ROLE_WORDS = {
  clerk: 'roleClerk',
  supervisor: 'roleSupervisor',
  chairman: 'roleChairman',
  admin: 'roleAdmin',
} as const;

/** What a role is called. */
export const sayRole = (role: keyof typeof ROLE_WORDS): string => say(ROLE_WORDS[role]);
