import type { Route } from './route.ts';
import { accountRoutes } from './routes/accounts.ts';
import { announceRoutes } from './routes/announce.ts';
import { auditRoutes } from './routes/audit.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { commandRoutes } from './routes/commands.ts';
import { consoleRoutes } from './routes/console.ts';
import { deviceRoutes } from './routes/devices.ts';
import { dossierRoutes } from './routes/dossiers.ts';
import { draftRoutes } from './routes/drafts.ts';
import { encryptionRoutes } from './routes/encryption.ts';
import { errandRoutes } from './routes/errands.ts';
import { hubRoutes } from './routes/hub.ts';
import { importRoutes } from './routes/imports.ts';
import { languageRoutes } from './routes/languages.ts';
import { lookAheadRoutes } from './routes/look-ahead.ts';
import { mediaRoutes } from './routes/media.ts';
import { monthRoutes } from './routes/month.ts';
import { opinionRoutes } from './routes/opinions.ts';
import { peopleRoutes } from './routes/people.ts';
import { personalKeyRoutes } from './routes/personal-keys.ts';
import { printerRoutes } from './routes/printers.ts';
import { procedureRoutes } from './routes/procedures.ts';
import { proofRoutes } from './routes/proof.ts';
import { publicationRoutes } from './routes/publication.ts';
import { readRoutes } from './routes/reads.ts';
import { remarkRoutes } from './routes/remarks.ts';
import { reportRoutes } from './routes/reports.ts';
import { rosterRoutes } from './routes/rosters.ts';
import { sealRoutes } from './routes/seals.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { sessionRoutes } from './routes/session.ts';
import { staffingRoutes } from './routes/staffing.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { trackingRoutes } from './routes/tracking.ts';
import { voiceRoutes } from './routes/voices.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** Every REST call: the role table, the fuzz tests and OpenAPI read this list. */
export const ROUTES: readonly Route[] = [
  ...readRoutes,
  ...trackingRoutes,
  ...sealRoutes,
  ...sessionRoutes,
  ...accountRoutes,
  ...personalKeyRoutes,
  ...peopleRoutes,
  ...calendarRoutes,
  ...auditRoutes,
  ...commandRoutes,
  ...remarkRoutes,
  ...opinionRoutes,
  ...draftRoutes,
  ...reportRoutes,
  ...staffingRoutes,
  ...lookAheadRoutes,
  ...monthRoutes,
  ...consoleRoutes,
  ...rosterRoutes,
  ...deviceRoutes,
  ...encryptionRoutes,
  ...proofRoutes,
  ...secondFactorRoutes,
  ...catalogueRoutes,
  ...procedureRoutes,
  ...errandRoutes,
  ...mediaRoutes,
  ...languageRoutes,
  ...importRoutes,
  ...printerRoutes,
  ...hubRoutes,
  ...announceRoutes,
  ...tokenRoutes,
  ...webhookRoutes,
  ...dossierRoutes,
  ...publicationRoutes,
  ...voiceRoutes,
];
