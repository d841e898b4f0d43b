import { z } from 'zod';
import { AUDIT_KINDS } from '../audit.ts';
import { HubLink, JoinHub } from '../hub.ts';
import type { Immutable } from '../immutable.ts';
import { ImportOrder, ImportRun, ListedBatch } from '../imports.ts';
import { MadeProgramToken, NewProgramToken, ProgramToken } from '../links.ts';
import {
  AskedVisit,
  ListedOpinion,
  OpinionCriterion,
  OpinionSource,
  OwnOpinionMonth,
  Respondent,
} from '../opinions.ts';
import { Code, LocalDate, saidLine } from '../primitives.ts';
import { Remark, RemarkKind, SettledState } from '../remarks.ts';
import { SealedDay } from '../seals.ts';
import { NewWebhook, Webhook, WebhookDelivery, WebhookSecret } from '../webhooks.ts';
import { AuditEntry, ChainState } from './audit.ts';
import { type CallTable, Done } from './call.ts';
import { Flag, limit } from './query.ts';

const ListedRemark = Remark.extend({ officerName: z.string(), settledByName: z.string().nullable() });
/** A remark with the names of who made and who settled it. */
export type ListedRemark = Immutable<typeof ListedRemark>;

const ShownOpinion = ListedOpinion.extend({ keyedByName: z.string().nullable() });
/** An opinion with the name of who keyed it in. */
export type ShownOpinion = Immutable<typeof ShownOpinion>;

const NotReversed = 'the period ends before it starts';

/** What citizens and officials say of visits and procedures. */
export const voiceCalls = {
  'GET /me/remarks': { operationId: 'listOwnRemarks', response: z.object({ remarks: z.array(Remark) }) },
  'GET /remarks': {
    operationId: 'listRemarks',
    query: z
      .object({
        from: LocalDate.default('0000-01-01'),
        to: LocalDate.default('9999-12-31'),
        procedure: Code.optional(),
        field: Code.optional(),
        kind: RemarkKind.optional(),
        state: SettledState.optional(),
        cursor: z.string().max(200).optional(),
        limit: limit(500, 100),
      })
      .refine((query) => query.from <= query.to, NotReversed),
    response: z.object({ remarks: z.array(ListedRemark), nextCursor: z.string().nullable() }),
  },
  'GET /opinions/asked': {
    operationId: 'readAskedVisit',
    response: z.object({
      counter: z.object({ code: z.string(), label: z.string() }).optional(),
      asked: AskedVisit.nullable(),
      criteria: z.array(OpinionCriterion),
    }),
  },
  'GET /opinions': {
    operationId: 'listOpinions',
    query: z
      .object({
        from: LocalDate.default('0000-01-01'),
        to: LocalDate.default('9999-12-31'),
        source: OpinionSource.optional(),
        respondent: Respondent.optional(),
        level: z.coerce.number().int().min(1).max(5).optional(),
        field: Code.optional(),
        /** Only slips that were keyed in, those taken out again among them. */
        keyed: Flag,
        /** Only slips that you keyed in yourself. */
        mine: Flag,
        commented: Flag,
        cursor: z.string().max(200).optional(),
        limit: limit(500, 100),
      })
      .refine((query) => query.from <= query.to, NotReversed),
    response: z.object({ opinions: z.array(ShownOpinion), nextCursor: z.string().nullable() }),
  },
  'GET /me/opinion': {
    operationId: 'listOwnOpinionMonths',
    response: z.object({ months: z.array(OwnOpinionMonth) }),
  },
} as const satisfies CallTable;

/** The log, what goes into it from outside and what proves it. */
export const recordCalls = {
  'GET /audit': {
    operationId: 'readAudit',
    query: z
      .object({
        cursor: z.coerce.number().int().min(1).optional(),
        kind: z.enum(AUDIT_KINDS).default('office'),
        /** Ids of who did it, one or several with commas between. */
        actor: z.string().min(1).max(800).optional(),
        from: LocalDate.optional(),
        to: LocalDate.optional(),
        limit: limit(200, 50),
      })
      .refine(
        ({ from, to }) => from === undefined || to === undefined || from <= to,
        'ends before it starts',
      ),
    response: z.object({
      entries: z.array(AuditEntry),
      nextCursor: z.number().int().nullable(),
      kinds: z.array(z.enum(AUDIT_KINDS)),
    }),
  },
  'GET /audit/chain': { operationId: 'readChainCheck', response: z.object({ chain: ChainState }) },
  'POST /audit/chain': {
    operationId: 'checkChain',
    body: z.strictObject({}).default({}),
    response: z.object({ chain: ChainState }),
  },
  'GET /seals': {
    operationId: 'listSeals',
    query: z.object({ format: z.enum(['json', 'text']).default('json') }),
    response: z.object({ seals: z.array(SealedDay) }),
    files: ['text/plain'],
  },
  'POST /seals/:sequence/print': {
    operationId: 'printSeal',
    body: z.strictObject({}).default({}),
    response: Done,
  },
  'GET /imports': {
    operationId: 'listImports',
    response: z.object({ imports: z.array(ImportRun), batches: z.array(ListedBatch) }),
  },
  'POST /imports': {
    operationId: 'sendImportFile',
    query: z.strictObject({ file: saidLine(200) }),
    response: ImportRun,
    status: 201,
  },
  'GET /imports/:id': { operationId: 'readImport', response: ImportRun },
  'POST /imports/:id/check': {
    operationId: 'checkImport',
    body: ImportOrder,
    response: ImportRun,
    status: 202,
  },
  'POST /imports/:id/take': {
    operationId: 'takeImport',
    body: ImportOrder,
    response: ImportRun,
    status: 202,
  },
  'DELETE /imports/:id': { operationId: 'dropImport', response: Done },
  'DELETE /import-batches/:id': {
    operationId: 'removeImportBatch',
    response: z.object({ ok: z.literal(true), file: z.string(), rows: z.number().int() }),
  },
} as const satisfies CallTable;

/** Other programs, and the hub of the province. */
export const linkCalls = {
  'GET /tokens': { operationId: 'listTokens', response: z.object({ tokens: z.array(ProgramToken) }) },
  'POST /tokens': {
    operationId: 'makeToken',
    body: NewProgramToken,
    response: MadeProgramToken,
    status: 201,
  },
  'DELETE /tokens/:id': { operationId: 'revokeToken', response: Done },
  'GET /webhooks': { operationId: 'listWebhooks', response: z.object({ webhooks: z.array(Webhook) }) },
  'POST /webhooks': { operationId: 'addWebhook', body: NewWebhook, response: WebhookSecret, status: 201 },
  'DELETE /webhooks/:id': { operationId: 'removeWebhook', response: Done },
  'POST /webhooks/:id/rotate': { operationId: 'rotateWebhookSecret', response: WebhookSecret },
  'POST /webhooks/:id/enable': { operationId: 'enableWebhook', response: Done },
  'POST /webhooks/:id/test': { operationId: 'testWebhook', response: z.object({ delivery: z.string() }) },
  'GET /webhooks/:id/deliveries': {
    operationId: 'listWebhookDeliveries',
    query: z.object({
      cursor: z.coerce.number().int().min(0).default(Number.MAX_SAFE_INTEGER),
      limit: limit(200, 50),
    }),
    response: z.object({ deliveries: z.array(WebhookDelivery), nextCursor: z.number().int().nullable() }),
  },
  'POST /webhooks/:id/deliveries/:delivery/replay': {
    operationId: 'replayWebhookDelivery',
    response: Done,
  },
  'GET /hub': { operationId: 'readHubLink', response: HubLink },
  'PUT /hub': { operationId: 'joinHub', body: JoinHub, response: HubLink },
  'DELETE /hub': { operationId: 'leaveHub', response: HubLink },
  'GET /hub/list': { operationId: 'readListOfHub', files: ['application/octet-stream'] },
  'POST /hub/list/decline': {
    operationId: 'declineListOfHub',
    body: z.strictObject({ note: z.string().trim().min(1).max(500) }),
    response: HubLink,
  },
} as const satisfies CallTable;
