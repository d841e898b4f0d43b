import { z } from 'zod';
import { Dossier, DossierOutcome, Reception, ToldDossier } from '../dossiers.ts';
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
} as const satisfies CallTable;
