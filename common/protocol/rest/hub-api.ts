import { z } from 'zod';
import { DOCUMENT_FORMATS, FILE_TYPES, REPORT_LANGUAGES } from '../formats.ts';
import {
  BatchReply,
  EnrolmentCode,
  EnrolReply,
  HUB_ROLES,
  HubBatch,
  HubHall,
  HubLook,
  ListAnswer,
  LogHead,
  NewHall,
  NewHubAccount,
  ProvinceSettings,
  SentList,
} from '../hub.ts';
import { Code, saidLine } from '../primitives.ts';
import { type CallTable, Done } from './call.ts';
import { ListedReport, ReportResult, ReportRow } from './reports.ts';

const HubUser = z.object({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(HUB_ROLES),
  /** Halls whose aggregates a viewer sees; null: all. */
  halls: z.array(z.string()).nullable(),
});
const Enrolled = z.object({ code: Code, enrolmentCode: z.string() });

/** Every call of the hub's REST interface. */
export const HUB_API = {
  'POST /session': {
    operationId: 'signIn',
    body: z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
    response: z.object({ token: z.string(), expiresAt: z.string(), user: HubUser }),
  },
  'GET /session': { operationId: 'readSession', response: z.object({ user: HubUser }) },
  'DELETE /session': { operationId: 'signOut', response: Done },
  'GET /health': {
    operationId: 'readHealth',
    response: z.object({
      status: z.enum(['ok', 'degraded']),
      version: z.string(),
      checks: z.object({ database: z.object({ ok: z.boolean() }) }),
    }),
  },
  'GET /openapi.json': { operationId: 'readDescription', response: z.looseObject({ openapi: z.string() }) },
  'POST /halls': { operationId: 'addHall', body: NewHall, response: Enrolled, status: 201 },
  'GET /halls': {
    operationId: 'listHalls',
    /** `nowMs`: the hub's clock when it answered. */
    response: z.object({ halls: z.array(HubHall), nowMs: z.number() }),
  },
  'POST /halls/:code/enrolment': { operationId: 'renewEnrolment', response: Enrolled, status: 201 },
  'DELETE /halls/:code/key': { operationId: 'revokeHall', response: Done },
  'POST /halls/:code/fork/settle': {
    operationId: 'settleFork',
    response: z.object({ acknowledged: LogHead }),
  },
  'POST /enrolments': {
    operationId: 'enrol',
    body: z.strictObject({ enrolmentCode: EnrolmentCode }),
    response: EnrolReply,
    status: 201,
  },
  'POST /batches': { operationId: 'sendBatch', body: HubBatch, response: BatchReply },
  'GET /reports': {
    operationId: 'listReports',
    query: z.object({ language: z.enum(REPORT_LANGUAGES).default('vi') }),
    /** `dimensions`: what the volume can be looked at by. */
    response: z.object({
      reports: z.array(ListedReport.extend({ dimensions: z.array(z.string()).exactOptional() })),
      /** What rows can be named by, with the titles that reports give them. */
      titles: z.record(z.string(), z.string()),
    }),
  },
  'GET /reports/:id': {
    operationId: 'runReport',
    query: z.looseObject({
      format: z.enum(['json', 'csv', ...DOCUMENT_FORMATS]).default('json'),
      halls: z.string().max(4_000).optional(),
      /** Of a workbook; pages to sign are Vietnamese. */
      language: z.enum(REPORT_LANGUAGES).optional(),
    }),
    /** `halls`: the report's own totals of each hall, beside each other. */
    response: ReportResult.extend({ halls: z.array(ReportRow).exactOptional() }),
    files: FILE_TYPES,
  },
  'GET /settings': { operationId: 'readSettings', response: z.object({ settings: ProvinceSettings }) },
  'PUT /settings': {
    operationId: 'changeSettings',
    body: ProvinceSettings,
    response: z.object({ settings: ProvinceSettings }),
  },
  'POST /procedure-lists': {
    operationId: 'sendProcedureList',
    query: z.object({
      title: saidLine(200),
      /** Name of the file, as the halls see it. */
      file: saidLine(200),
      /** Codes, with commas; absent: all halls. */
      halls: z.string().max(40_000).optional(),
    }),
    response: z.object({ id: z.number(), halls: z.number() }),
    status: 201,
  },
  'GET /procedure-lists': {
    operationId: 'listProcedureLists',
    response: z.object({ lists: z.array(SentList) }),
  },
  'GET /offered-lists/:id': { operationId: 'readOfferedList', files: ['application/octet-stream'] },
  'PUT /offered-lists/:id': { operationId: 'answerOfferedList', body: ListAnswer, response: Done },
  'POST /accounts': {
    operationId: 'putAccount',
    body: NewHubAccount,
    response: z.object({ account: HubUser }),
    status: 201,
  },
  'GET /accounts': { operationId: 'listAccounts', response: z.object({ accounts: z.array(HubUser) }) },
  'DELETE /accounts/:username': { operationId: 'removeAccount', response: Done },
  'GET /looks': {
    operationId: 'listLooks',
    response: z.object({
      looks: z.array(HubLook),
    }),
  },
} as const satisfies CallTable;
export type HubApi = typeof HUB_API;
