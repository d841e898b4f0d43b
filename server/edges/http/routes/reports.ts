import { answer, defineRoute, STAFF } from '../route.ts';

export const reportRoutes = [
  defineRoute('GET /reports', {
    summary: 'All reports with their parameters',
    allowed: STAFF,
    scope: 'reports:read',
    run: ({ services, query }) => answer({ reports: services.reports.list(query.language) }),
  }),
  defineRoute('GET /reports/:id', {
    summary: 'One report',
    allowed: ['supervisor', 'chairman', 'admin'],
    scope: 'reports:read',
    run: async ({ services, params, query, principal, whileWaiting }) => {
      const { format, language, basis, ...rest } = query;
      const plain: Record<string, string> = {};
      for (const [key, value] of Object.entries(rest)) if (typeof value === 'string') plain[key] = value;
      const output = await services.reports.run(
        params.id ?? '',
        plain,
        format === 'csv' ? 'csv' : format === 'json' && basis !== true ? 'json' : 'whole',
        whileWaiting(),
        language,
      );
      if (!output.ok) return output;
      if (format === 'json') return answer(output.value.json);
      if (format !== 'csv') {
        const written = await services.documents.write({
          reportId: params.id ?? '',
          params: plain,
          result: output.value.json,
          format,
          language,
          madeBy: principal.kind === 'user' ? principal.displayName || principal.username : '',
        });
        if (!written.ok) return written;
        return { ok: true, value: { status: 200, raw: written.value } };
      }
      const fileName = `${params.id}-${plain.from ?? ''}-${plain.to ?? ''}.csv`;
      return {
        ok: true,
        value: {
          status: 200,
          raw: { type: 'text/csv; charset=utf-8', content: output.value.csv ?? '', fileName },
        },
      };
    },
  }),
];
