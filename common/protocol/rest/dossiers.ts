import { z } from 'zod';
import { Dossier, DossierFile, DossierFolder, DossierOutcome, Reception, ToldDossier } from '../dossiers.ts';
import { LocalDate } from '../primitives.ts';
import type { CallTable } from './call.ts';

export const dossierCalls = {
  'PUT /dossiers/:code': {
    operationId: 'tellDossier',
    body: ToldDossier.omit({ code: true }),
    response: Dossier.extend({ outcome: DossierOutcome }),
  },
  'GET /dossiers/:code': { operationId: 'findDossier', response: Dossier },
  'GET /dossier-receptions': {
    operationId: 'listReceptions',
    /** The hall's present day where none is named. */
    query: z.object({ date: LocalDate.optional() }),
    response: z.object({ date: z.string(), receptions: z.array(Reception) }),
  },
  'GET /dossier-files': {
    operationId: 'listDossierFiles',
    query: z.object({
      /** Of the page before; left out: from the newest on. */
      cursor: z.coerce.number().int().min(0).default(Number.MAX_SAFE_INTEGER),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      folder: DossierFolder,
      files: z.array(DossierFile),
      nextCursor: z.int().nullable(),
    }),
  },
  'GET /dossier-files/:id/result': { operationId: 'readDossierFileResult', files: ['text/plain'] },
} as const satisfies CallTable;
