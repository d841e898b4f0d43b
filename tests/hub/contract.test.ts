import { describe, expect, test } from 'vitest';
import type { RestCall } from '../../common/protocol/rest/call.ts';
import { HUB_API } from '../../common/protocol/rest/hub-api.ts';
import { openApi } from '../../server/edges/http/open-api.ts';
import { HUB_ROUTES } from '../../server/hub/http/routes.ts';

const DESCRIPTION = 'GET /openapi.json';
const calls = (Object.entries(HUB_API) as [string, RestCall][]).filter(([key]) => key !== DESCRIPTION);
const keyOf = (route: { method: string; path: string }) => `${route.method.toUpperCase()} ${route.path}`;

interface Operation {
  readonly operationId?: string;
  readonly summary: string;
  readonly 'x-allowed': unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

describe('the contract of the hub', () => {
  const document = openApi(HUB_ROUTES, '0.0.0', { basePath: '/tinh' }) as unknown as {
    servers: { url: string }[];
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.values(document.paths).flatMap((each) => Object.values(each));

  test('every call is answered by one route, and no route is outside it', () => {
    expect(HUB_ROUTES.map(keyOf).sort()).toEqual(calls.map(([key]) => key).sort());
  });

  test('the description names every call once, says who may and what comes back, at the proxy’s path', () => {
    expect(document.servers).toEqual([{ url: '/tinh/' }]);
    expect(operations).toHaveLength(calls.length);
    expect(new Set(operations.map((each) => each.operationId)).size).toBe(calls.length);
    for (const { path, method, allowed } of HUB_ROUTES) {
      const operation = document.paths[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`]?.[method];
      expect(operation?.['x-allowed']).toEqual(allowed);
      expect(Object.keys(operation?.responses ?? {}).length, path).toBeGreaterThan(1);
    }
    const report = document.paths['/api/v1/reports/{id}']?.get;
    expect(Object.keys(report?.responses['200']?.content ?? {})).toContain('application/pdf');
    // References lead somewhere.
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(text).toContain(`"${name}":{`);
  });
});
