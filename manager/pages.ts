import type { ManagerPage } from './page.ts';
import { auditPage } from './pages/audit.tsx';
import { calendarPage } from './pages/calendar.tsx';
import { callRulesPage } from './pages/call-rules.tsx';
import { cataloguePage } from './pages/catalogue.tsx';
import { devicesPage } from './pages/devices.tsx';
import { healthPage } from './pages/health.tsx';
import { importsPage } from './pages/imports.tsx';
import { linksPage } from './pages/links.tsx';
import { liveForChairmanPage, livePage } from './pages/live.tsx';
import { monthForLeadersPage, monthPage } from './pages/month.tsx';
import { opinionPage } from './pages/opinion.tsx';
import { ownDayPage } from './pages/own-day.tsx';
import { paperPage } from './pages/paper.tsx';
import { peoplePage } from './pages/people.tsx';
import { planPage } from './pages/plan.tsx';
import { remarksPage } from './pages/remarks.tsx';
import { reportsPage } from './pages/reports.tsx';
import { rosterPage } from './pages/roster.tsx';
import { sealsPage } from './pages/seals.tsx';
import { settingsPage } from './pages/settings.tsx';
import { startPage } from './pages/start.tsx';
import { voicesPage } from './pages/voices.tsx';
import { whatIfPage } from './pages/what-if.tsx';

/** The console's pages in the order of its menu. */
export const PAGES: readonly ManagerPage[] = [
  monthPage,
  livePage,
  startPage,
  liveForChairmanPage,
  ownDayPage,
  reportsPage,
  monthForLeadersPage,
  planPage,
  whatIfPage,
  callRulesPage,
  rosterPage,
  remarksPage,
  opinionPage,
  cataloguePage,
  importsPage,
  devicesPage,
  paperPage,
  peoplePage,
  voicesPage,
  linksPage,
  calendarPage,
  settingsPage,
  auditPage,
  sealsPage,
  healthPage,
];
