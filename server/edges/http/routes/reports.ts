import { z } from 'zod';
import { answer, defineRoute, STAFF } from '../route.ts';

export const reportRoutes = [
  defineRoute({
    method: 'get',
    path: '/reports',
    summary: 'All reports with their parameters',
    allowed: STAFF,
    run: ({ services }) => answer({ reports: services.reports.list() }),
  }),
  defineRoute({
    method: 'get',
    path: '/reports/:id',
    summary: 'One report',
    allowed: ['supervisor', 'chairman', 'admin'],
    query: z.looseObject({ format: z.enum(['json', 'csv']).default('json') }),
    run: async ({ services, params, query }) => {
      const { format, ...rest } = query;
      const plain: Record<string, string> = {};
      for (const [key, value] of Object.entries(rest)) if (typeof value === 'string') plain[key] = value;
      const output = await services.reports.run(params.id ?? '', plain, format);
      if (!output.ok) return output;
      if (format === 'json') return answer(output.value.json);
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
