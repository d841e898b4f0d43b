import { z } from 'zod';
import type { Immutable } from '../immutable.ts';
import { Code, Language } from '../primitives.ts';
import type { CallTable } from './call.ts';
import { HallEncryption } from './encryption.ts';
import { LiveCounter, LiveField, PublicHall } from './live.ts';

export const HealthCheck = z.looseObject({ ok: z.boolean(), detail: z.string().exactOptional() });
/** One check of the health: whether it is well, and what else it tells. */
export type HealthCheck = Immutable<typeof HealthCheck>;

export const HealthReport = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  sequence: z.number().int(),
  checks: z.record(z.string(), HealthCheck),
});
/** What is wrong right now. */
export type HealthReport = Immutable<typeof HealthReport>;

/** The hall as a whole, for anybody. */
export const hallCalls = {
  /** The description itself; it stands outside what it describes. */
  'GET /openapi.json': { operationId: 'readDescription', response: z.looseObject({ openapi: z.string() }) },
  'GET /health': { operationId: 'readHealth', response: HealthReport },
  'GET /fields': { operationId: 'listFields', response: z.object({ fields: z.array(LiveField) }) },
  'GET /counters': { operationId: 'listCounters', response: z.object({ counters: z.array(LiveCounter) }) },
  'GET /public': { operationId: 'readPublicHall', response: PublicHall },
  'GET /announce': {
    operationId: 'announce',
    query: z.object({ lang: Language.default('vi') }),
    files: ['text/plain'],
  },
  'GET /templates': {
    operationId: 'listTemplates',
    response: z.object({
      templates: z.array(
        z.object({
          id: Code,
          name: z.string(),
          /** Names of its fields. */
          fields: z.array(z.string()),
          counters: z.number().int(),
        }),
      ),
    }),
  },
  'GET /encryption': { operationId: 'readEncryption', response: HallEncryption },
} as const satisfies CallTable;
