import { audit } from './en/audit.ts';
import { calendar } from './en/calendar.ts';
import { citizen } from './en/citizen.ts';
import { common } from './en/common.ts';
import { counter } from './en/counter.ts';
import { devices } from './en/devices.ts';
import { display } from './en/display.ts';
import { errors } from './en/errors.ts';
import { estimate } from './en/estimate.ts';
import { imports } from './en/imports.ts';
import { keys } from './en/keys.ts';
import { kiosk } from './en/kiosk.ts';
import { links } from './en/links.ts';
import { manager } from './en/manager.ts';
import { month } from './en/month.ts';
import { opinion } from './en/opinion.ts';
import { people } from './en/people.ts';
import { plan } from './en/plan.ts';
import { listing, procedures } from './en/procedures.ts';
import { province } from './en/province.ts';
import { publication } from './en/publication.ts';
import { record } from './en/record.ts';
import { remarks } from './en/remarks.ts';
import { reports } from './en/reports.ts';
import { roster } from './en/roster.ts';
import { security } from './en/security.ts';
import { settings } from './en/settings.ts';
import { slip } from './en/slip.ts';
import { start } from './en/start.ts';
import { voices } from './en/voices.ts';
import type { VietnamesePages } from './vi.ts';
import type { Dictionary } from './words.ts';

/** English: complete, or it does not compile. */
export const en: Dictionary<VietnamesePages> = {
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
};
