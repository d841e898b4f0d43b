import type { ReportLanguage } from '../../../../common/protocol/formats.ts';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import { DIMENSION_TITLES } from '../../../documents/columns.ts';
import { answer } from '../../../edges/http/route.ts';
import { csvOf } from '../../../reports/csv.ts';
import { titleIn } from '../../../reports/english.ts';
import { REPORTS } from '../../../reports/registry.ts';
import { PROVINCE_REPORTS } from '../../province-reports.ts';
import type { ReportedHall } from '../../volume.ts';
import { ALL, defineHubRoute, userOf } from '../route.ts';

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

export const reportRoutes = [
  defineHubRoute('GET /reports', {
    summary: 'All reports with their parameters',
    allowed: ALL,
    run: ({ services, query, asker }) =>
      answer({
        reports: services.reports.list(query.language, userOf(asker).role === 'viewer'),
        titles: titlesIn(query.language),
      }),
  }),
  defineHubRoute('GET /reports/:id', {
    summary: 'One report over the halls that the account sees; halls=CODE,… chooses among them',
    allowed: ALL,
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
      if (format === 'json') return answer(result.value);
      const own = PROVINCE_REPORTS.find((each) => each.id === id);
      if (format === 'csv') {
        const columns = (own ?? REPORTS.find((each) => each.id === id))?.columns ?? [];
        const content = csvOf({ columns }, result.value, 'Tổng cộng');
        const fileName = `${id}-${plain.from}-${plain.to}.csv`;
        return {
          ok: true,
          value: { status: 200, raw: { content, type: 'text/csv; charset=utf-8', fileName } },
        };
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
      return written.ok ? { ok: true, value: { status: 200, raw: written.value } } : written;
    },
  }),
];
