import type { HubRoute } from './route.ts';
import { administrationRoutes } from './routes/administration.ts';
import { hallRoutes } from './routes/halls.ts';
import { listRoutes } from './routes/lists.ts';
import { reportRoutes } from './routes/reports.ts';
import { sessionRoutes } from './routes/session.ts';

/** Every REST call of the hub: the table of who may, and its OpenAPI description, read this list. */
export const HUB_ROUTES: readonly HubRoute[] = [
  ...sessionRoutes,
  ...hallRoutes,
  ...reportRoutes,
  ...listRoutes,
  ...administrationRoutes,
];
