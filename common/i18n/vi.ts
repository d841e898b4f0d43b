import { audit } from './vi/audit.ts';
import { calendar } from './vi/calendar.ts';
import { citizen } from './vi/citizen.ts';
import { common } from './vi/common.ts';
import { counter } from './vi/counter.ts';
import { devices } from './vi/devices.ts';
import { display } from './vi/display.ts';
import { errors } from './vi/errors.ts';
import { estimate } from './vi/estimate.ts';
import { imports } from './vi/imports.ts';
import { keys } from './vi/keys.ts';
import { kiosk } from './vi/kiosk.ts';
import { links } from './vi/links.ts';
import { manager } from './vi/manager.ts';
import { month } from './vi/month.ts';
import { opinion } from './vi/opinion.ts';
import { people } from './vi/people.ts';
import { plan } from './vi/plan.ts';
import { listing, procedures } from './vi/procedures.ts';
import { province } from './vi/province.ts';
import { publication } from './vi/publication.ts';
import { record } from './vi/record.ts';
import { remarks } from './vi/remarks.ts';
import { reports } from './vi/reports.ts';
import { roster } from './vi/roster.ts';
import { security } from './vi/security.ts';
import { settings } from './vi/settings.ts';
import { slip } from './vi/slip.ts';
import { start } from './vi/start.ts';
import { voices } from './vi/voices.ts';

/** Vietnamese, the language every other one is measured against. */
export const vi = {
  common,
  kiosk,
  links,
  display,
  counter,
  keys,
  manager,
  citizen,
  settings,
  start,
  voices,
  slip,
  errors,
  people,
  calendar,
  audit,
  devices,
  imports,
  procedures,
  listing,
  record,
  publication,
  remarks,
  month,
  opinion,
  reports,
  estimate,
  plan,
  roster,
  province,
  security,
} as const;

/** The pages of words and their keys. */
export type VietnamesePages = typeof vi;
