import { z } from 'zod';
import { DOCUMENT_FORMATS, REPORT_LANGUAGES, type ReportLanguage } from '../../../common/protocol/formats.ts';
import {
  BATCH_BYTES,
  EnrolmentCode,
  HubBatch,
  type HubLook,
  NewHall,
  NewHubAccount,
  ProvinceSettings,
} from '../../../common/protocol/hub.ts';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { DIMENSION_TITLES } from '../../documents/columns.ts';
import { csvOf } from '../../reports/csv.ts';
import { titleIn } from '../../reports/english.ts';
import { REPORTS } from '../../reports/registry.ts';
import { HUB_SESSION_MS, type HubUser } from '../hub-accounts.ts';
import { PROVINCE_REPORTS } from '../province-reports.ts';
import type { ReportedHall } from '../volume.ts';
import { type Asker, defineHubRoute, reply } from './route.ts';

const ALL = ['admin', 'province', 'viewer'] as const;

function userOf(asker: Asker): HubUser {
  if (asker.kind !== 'user') throw new Error('a call of people was let in without one');
  return asker.user;
}

/** The halls of a request: those asked for, within those that the account sees. */
function chosen(halls: readonly ReportedHall[], asked: string | undefined): Outcome<ReportedHall[]> {
  if (asked === undefined) return { ok: true, value: [...halls] };
  const codes = new Set(asked.split(',').map((code) => code.trim()));
  const found = halls.filter(({ code }) => codes.has(code));
  // A hall outside the account's is not told from one that does not exist.
  return found.length === codes.size
    ? { ok: true, value: found }
    : refused('not_found', 'one of the halls is not known');
}

/** What rows can be named by, as reports title it. */
const titlesIn = (language: ReportLanguage) =>
  Object.fromEntries(Object.entries(DIMENSION_TITLES).map(([key, title]) => [key, titleIn(language, title)]));

export const HUB_ROUTES = [
  defineHubRoute({
    method: 'post',
    path: '/session',
    summary: 'Sign in',
    allowed: 'anyone',
    body: z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
    run: async ({ services, body, address }) => {
      const done = await services.accounts.signIn(body.username, body.password, address);
      if (!done.ok) return done;
      return {
        ok: true,
        value: {
          status: 200,
          body: done.value,
          cookie: { token: done.value.token, maxAgeMs: HUB_SESSION_MS },
        },
      };
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/session',
    summary: 'Who is signed in',
    allowed: ALL,
    run: ({ asker }) => reply({ user: userOf(asker) }),
  }),
  defineHubRoute({
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    allowed: ALL,
    run: async ({ services, token }) => {
      if (token !== null) await services.accounts.signOut(token);
      return { ok: true, value: { status: 200, body: { ok: true }, cookie: 'clear' } };
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/health',
    summary: 'Whether the hub answers and its database with it',
    allowed: 'anyone',
    run: async ({ services }) => {
      const ok = await services.writer.query('SELECT 1').then(
        () => true,
        () => false,
      );
      return reply({
        status: ok ? 'ok' : 'degraded',
        version: services.version,
        checks: { database: { ok } },
      });
    },
  }),
  defineHubRoute({
    method: 'post',
    path: '/halls',
    summary: 'Make a hall known; answers the code with which it joins once',
    allowed: ['admin'],
    body: NewHall,
    run: async ({ services, body }) => {
      const added = await services.halls.add(body);
      return added.ok ? reply(added.value, 201) : added;
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/halls',
    summary: 'Halls with their state, the worst first',
    allowed: ALL,
    run: async ({ services, asker }) => {
      const { username, halls } = userOf(asker);
      const list = await services.halls.list(halls);
      await services.looked(username, 'halls', {});
      return reply({ halls: list, nowMs: services.nowMs() });
    },
  }),
  defineHubRoute({
    method: 'post',
    path: '/halls/:code/enrolment',
    summary: 'A new code for a hall; its old key ends',
    allowed: ['admin'],
    run: async ({ services, params }) => {
      const renewed = await services.halls.renew(params.code ?? '');
      return renewed.ok ? reply(renewed.value, 201) : renewed;
    },
  }),
  defineHubRoute({
    method: 'delete',
    path: '/halls/:code/key',
    summary: 'End the key of a hall; its record stays',
    allowed: ['admin'],
    run: async ({ services, params }) => {
      const revoked = await services.halls.revoke(params.code ?? '');
      return revoked.ok ? reply({ ok: true }) : revoked;
    },
  }),
  defineHubRoute({
    method: 'post',
    path: '/halls/:code/fork/settle',
    summary: 'Let the present log of a forked hall count; what it replaces is kept',
    allowed: ['admin'],
    run: async ({ services, params, asker }) => {
      const settled = await services.intake.settleFork(params.code ?? '');
      if (!settled.ok) return settled;
      await services.looked(userOf(asker).username, 'fork settled', { hall: params.code });
      return reply({ acknowledged: settled.value });
    },
  }),
  defineHubRoute({
    method: 'post',
    path: '/enrolments',
    summary: 'A hall joins by its code and gets its key',
    allowed: 'anyone',
    body: z.strictObject({ enrolmentCode: EnrolmentCode }),
    run: async ({ services, body }) => {
      const joined = await services.halls.enrol(body.enrolmentCode);
      return joined.ok ? reply(joined.value, 201) : joined;
    },
  }),
  defineHubRoute({
    method: 'post',
    path: '/batches',
    summary: 'A hall sends a piece of its log, or a sign of life',
    allowed: 'hall',
    body: HubBatch,
    mostBytes: BATCH_BYTES,
    run: async ({ services, body, asker }) => {
      if (asker.kind !== 'hall') return refused('unauthenticated', 'halls send batches');
      const taken = await services.intake.take(asker.hall, body);
      return taken.ok ? reply(taken.value) : taken;
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/reports',
    summary: 'All reports with their parameters',
    allowed: ALL,
    query: z.object({ language: z.enum(REPORT_LANGUAGES).default('vi') }),
    run: ({ services, query, asker }) =>
      reply({
        reports: services.reports.list(query.language, userOf(asker).role === 'viewer'),
        titles: titlesIn(query.language),
      }),
  }),
  defineHubRoute({
    method: 'get',
    path: '/reports/:id',
    summary: 'One report over the halls that the account sees; halls=CODE,… chooses among them',
    allowed: ALL,
    query: z.looseObject({
      format: z.enum(['json', 'csv', ...DOCUMENT_FORMATS]).default('json'),
      halls: z.string().max(4_000).optional(),
      language: z.enum(REPORT_LANGUAGES).optional(),
    }),
    run: async ({ services, query, params, asker }) => {
      const user = userOf(asker);
      const id = params.id ?? '';
      const { format, halls: asked, language, ...rest } = query;
      const plain: Record<string, string> = {};
      for (const [key, value] of Object.entries(rest)) if (typeof value === 'string') plain[key] = value;
      const scope = chosen(await services.halls.reported(user.halls), asked);
      if (!scope.ok) return scope;
      const result = await services.reports.run(id, plain, scope.value, user.role === 'viewer');
      if (!result.ok) return result;
      await services.looked(user.username, 'report', { id, ...plain, format, halls: asked ?? null });
      if (format === 'json') return reply(result.value);
      const own = PROVINCE_REPORTS.find((each) => each.id === id);
      if (format === 'csv') {
        const columns = (own ?? REPORTS.find((each) => each.id === id))?.columns ?? [];
        const content = csvOf({ columns }, result.value, 'Tổng cộng');
        const type = 'text/csv; charset=utf-8';
        const file = { content, type, fileName: `${id}-${plain.from}-${plain.to}.csv` };
        return { ok: true, value: { status: 200, file } };
      }
      const written = await services.documents.write(
        {
          reportId: id,
          ...(own === undefined ? {} : { report: own }),
          params: plain,
          result: result.value,
          format,
          madeBy: user.displayName,
          ...(language === undefined ? {} : { language }),
        },
        scope.value,
      );
      return written.ok ? { ok: true, value: { status: 200, file: written.value } } : written;
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/settings',
    summary: 'What the province is called on its pages to sign, and who signs',
    allowed: ['admin', 'province'],
    run: async ({ services }) => reply({ settings: await services.documents.settings() }),
  }),
  defineHubRoute({
    method: 'put',
    path: '/settings',
    summary: 'Set what the province is called and who signs',
    allowed: ['admin'],
    body: ProvinceSettings,
    run: async ({ services, body, asker }) => {
      await services.documents.change(body);
      await services.looked(userOf(asker).username, 'settings changed', body);
      return reply({ settings: body });
    },
  }),
  defineHubRoute({
    method: 'post',
    path: '/accounts',
    summary: 'Create or change an account',
    allowed: ['admin'],
    body: NewHubAccount,
    run: async ({ services, body }) => {
      const put = await services.accounts.put(body);
      return put.ok ? reply({ account: put.value }, 201) : put;
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/accounts',
    summary: 'Accounts',
    allowed: ['admin'],
    run: async ({ services }) => reply({ accounts: await services.accounts.list() }),
  }),
  defineHubRoute({
    method: 'delete',
    path: '/accounts/:username',
    summary: 'Take an account out of use',
    allowed: ['admin'],
    run: async ({ services, params }) => {
      const removed = await services.accounts.remove(params.username ?? '');
      return removed.ok ? reply({ ok: true }) : removed;
    },
  }),
  defineHubRoute({
    method: 'get',
    path: '/looks',
    summary: 'Who looked at what, the newest first',
    allowed: ['admin'],
    run: async ({ services }) => {
      const { rows } = await services.writer.query<Omit<HubLook, 'at'> & { at: Date }>(
        'SELECT at, username, what, details FROM looks ORDER BY id DESC LIMIT 500',
      );
      const looks: HubLook[] = rows.map(({ at, ...look }) => ({ at: at.toISOString(), ...look }));
      return reply({ looks });
    },
  }),
];
