import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RestCall } from '../../common/protocol/rest/call.ts';
import { HALL_API } from '../../common/protocol/rest/hall-api.ts';
import type { GivenAnswer } from '../../server/edges/http/api.ts';
import { openApi } from '../../server/edges/http/open-api.ts';
import { ROUTES } from '../../server/edges/http/routes.ts';
import { wrongAnswer } from '../support/wrong-answer.ts';

const DESCRIPTION = 'GET /openapi.json';
const calls = (Object.entries(HALL_API) as [string, RestCall][]).filter(([key]) => key !== DESCRIPTION);
const keyOf = (route: { method: string; path: string }) => `${route.method.toUpperCase()} ${route.path}`;

interface Operation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Record<string, { schema: Record<string, unknown> }> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly parameters: readonly { name: string; in: string; schema: unknown }[];
}

describe('the contract of the REST interface', () => {
  const document = openApi(ROUTES, '0.0.0') as unknown as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, unknown> };
  };
  const operations = Object.values(document.paths).flatMap((each) => Object.values(each));

  test('every call of the contract is answered by one route, and no route is outside it', () => {
    expect(ROUTES.map(keyOf).sort()).toEqual(calls.map(([key]) => key).sort());
  });

  test('every operation has a name of its own, an answer, and parameters with a schema', () => {
    expect(operations).toHaveLength(calls.length);
    const ids = operations.map((each) => each.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const operation of operations) {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      const [status] = Object.keys(operation.responses).filter((each) => each !== 'default');
      expect(Object.keys(operation.responses[status ?? '']?.content ?? {})).not.toEqual([]);
    }
  });

  test('no body is described as an object of anything', () => {
    const empty = calls.filter(
      ([, call]) =>
        call.body instanceof z.ZodObject && call.body.def.catchall !== undefined && isLoose(call.body),
    );
    expect(empty.map(([key]) => key)).toEqual([]);
    const next =
      document.paths['/api/v1/counters/{code}/park']?.post?.requestBody?.content['application/json'];
    expect(Object.keys(next?.schema.properties as object)).toEqual(
      expect.arrayContaining(['reason', 'missing', 'present']),
    );
    expect(next?.schema.required).toEqual(['reason']);
  });

  test('every reference of the description leads to a schema in it', () => {
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(names).toContain('Ticket');
    expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('#/$defs/');
  });
});

const isLoose = (schema: z.ZodObject) => schema.def.catchall instanceof z.ZodUnknown;

describe('an answer held against its contract', () => {
  const route = ROUTES.find((each) => keyOf(each) === 'GET /me/second-factor');
  const judge = (reply: object, of = route) =>
    wrongAnswer({ route: of, reply: { status: 200, ...reply } } as unknown as GivenAnswer);

  test('passes when it is what the schema says', () => {
    expect(judge({ body: { on: true } })).toBeNull();
  });

  test('is refused when a value is of another kind, missing, or not in the schema', () => {
    expect(judge({ body: { on: 'yes' } })).toContain('on');
    expect(judge({ body: {} })).toContain('on');
    expect(judge({ body: { on: true, secret: 'JBSWY3DP' } })).toContain('/secret is not in the schema');
  });

  test('is refused with a status or a type of file that the contract does not name', () => {
    expect(judge({ status: 201, body: { on: true } })).toContain('201');
    expect(judge({ raw: { type: 'text/html', content: '' } })).toContain('text/html');
    const picture = ROUTES.find((each) => keyOf(each) === 'GET /printers/virtual/:file');
    expect(judge({ raw: { type: 'image/png', content: '' } }, picture)).toBeNull();
    expect(judge({ body: {} }, picture)).toContain('files alone');
  });
});
