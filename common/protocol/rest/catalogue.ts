import { z } from 'zod';
import { HallName } from '../calendar.ts';
import { Agency, Counter, Field, Procedure, Settings } from '../catalogue.ts';
import { ErrandOffer } from '../errands.ts';
import { DOCUMENT_FORMATS, FILE_TYPES } from '../formats.ts';
import { ImportEncoding } from '../imports.ts';
import { Code, LocalDate } from '../primitives.ts';
import {
  BehindRule,
  ComparedFile,
  ProcedureVersion,
  PublicListing,
  ShownVersion,
} from '../procedure-versions.ts';
import { SettingsChange } from '../settings-history.ts';
import { DayStatus, ShownDay } from './calendar-days.ts';
import { type CallTable, Done } from './call.ts';

/** How a list file is to be read, in the address: the body is the file itself. */
const ListChoice = z.strictObject({
  from: LocalDate.optional(),
  behind: BehindRule.default('refuse'),
  encoding: ImportEncoding.optional(),
  /** JSON: name of a field in the list → code of the hall's. */
  fields: z
    .string()
    .max(20_000)
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'fields must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string().min(1).max(200), Code))
    .transform((fields) => new Map(Object.entries(fields))),
});
export type ListChoice = z.output<typeof ListChoice>;

/** What the hall is made of. */
export const catalogueCalls = {
  'GET /procedures': {
    operationId: 'listProcedures',
    response: z.object({ procedures: z.array(Procedure) }),
  },
  'GET /errands': { operationId: 'listErrands', response: ErrandOffer },
  'GET /procedures/listing': {
    operationId: 'readListing',
    query: z.strictObject({
      date: LocalDate.optional(),
      format: z.enum(['json', 'csv', ...DOCUMENT_FORMATS]).default('json'),
    }),
    response: PublicListing,
    files: FILE_TYPES,
  },
  'GET /procedures/:code/versions': {
    operationId: 'listProcedureVersions',
    response: z.object({ today: z.string(), versions: z.array(ShownVersion) }),
  },
  'DELETE /procedures/:code/versions/:from': { operationId: 'withdrawProcedureVersion', response: Done },
  'POST /procedure-lists/compare': {
    operationId: 'compareProcedureList',
    query: ListChoice,
    response: ComparedFile,
  },
  'POST /procedure-lists/import': {
    operationId: 'importProcedureList',
    query: ListChoice.extend({
      file: z.string().min(1).max(200),
      shown: z.string().max(64),
      missing: z.enum(['keep', 'retire']).default('keep'),
    }),
    response: Done,
  },
  'GET /agencies': { operationId: 'listAgencies', response: z.object({ agencies: z.array(Agency) }) },
  'GET /settings/history': {
    operationId: 'readSettingsHistory',
    response: z.object({ changes: z.array(SettingsChange) }),
  },
  'GET /settings': { operationId: 'readSettings', response: z.object({ settings: Settings }) },
  'GET /catalogue': {
    operationId: 'readCatalogue',
    response: z.object({
      fields: z.array(Field),
      procedures: z.array(Procedure),
      /** Texts that come into force on a later day, also of procedures that the hall does not take yet. */
      planned: z.array(ProcedureVersion),
      /** Last days of texts in force, where one is set, by code. */
      lastDays: z.record(z.string(), z.string()),
      counters: z.array(Counter),
      agencies: z.array(Agency),
    }),
  },
  'GET /calendar': {
    operationId: 'readCalendar',
    query: z.object({
      year: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
    }),
    response: z.object({
      year: z.string(),
      today: z.string(),
      now: DayStatus,
      days: z.array(ShownDay),
      week: Settings.pick({ workingHours: true, workingDays: true, saturdayHours: true }),
    }),
  },
  'GET /hall-names': {
    operationId: 'listHallNames',
    response: z.object({
      /** Before the first dated name. */
      first: HallName.omit({ from: true }),
      names: z.array(HallName),
      today: z.string(),
      now: HallName.omit({ from: true }),
    }),
  },
} as const satisfies CallTable;
