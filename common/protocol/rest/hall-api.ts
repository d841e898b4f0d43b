import { catalogueCalls } from './catalogue.ts';
import { commandCalls } from './commands.ts';
import { consoleCalls } from './console.ts';
import { deviceCalls } from './devices.ts';
import { dossierCalls } from './dossiers.ts';
import { hallCalls } from './hall.ts';
import { languageCalls } from './languages.ts';
import { mediaCalls } from './media.ts';
import { planningCalls } from './planning.ts';
import { publicationCalls } from './publication.ts';
import { linkCalls, recordCalls, voiceCalls } from './record.ts';
import { reportCalls } from './reports.ts';
import { sessionCalls } from './session.ts';
import { ticketCalls } from './tickets.ts';
import { voicePackCalls } from './voices.ts';

/** Every call of a hall's REST interface: the only contract of it. */
export const HALL_API = {
  ...hallCalls,
  ...languageCalls,
  ...ticketCalls,
  ...commandCalls,
  ...sessionCalls,
  ...deviceCalls,
  ...catalogueCalls,
  ...reportCalls,
  ...planningCalls,
  ...voiceCalls,
  ...recordCalls,
  ...linkCalls,
  ...dossierCalls,
  ...consoleCalls,
  ...publicationCalls,
  ...voicePackCalls,
  ...mediaCalls,
} as const;
export type HallApi = typeof HALL_API;
export type HallCall = keyof HallApi;
