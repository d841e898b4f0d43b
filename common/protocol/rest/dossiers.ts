import { Dossier, ToldDossier } from '../dossiers.ts';
import type { CallTable } from './call.ts';

export const dossierCalls = {
  'PUT /dossiers/:code': {
    operationId: 'tellDossier',
    body: ToldDossier.omit({ code: true }),
    response: Dossier,
  },
  'GET /dossiers/:code': { operationId: 'findDossier', response: Dossier },
} as const satisfies CallTable;
