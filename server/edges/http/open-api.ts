import { z } from 'zod';
import type { Route } from './route.ts';

const REFUSAL_BODY = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** The OpenAPI 3.1 description of the routes, made from their own schemas. */
export function openApi(routes: readonly Route[], version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`;
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    const query = route.query instanceof z.ZodObject ? Object.entries(route.query.shape) : [];
    paths[path] = {
      ...paths[path],
      [route.method]: {
        summary: route.summary,
        ...(route.operationId === undefined ? {} : { operationId: route.operationId }),
        'x-allowed': route.allowed,
        'x-scope': route.allowed === 'anyone' ? 'any' : (route.scope ?? null),
        ...(route.allowed === 'anyone' ? {} : { security: [{ bearer: [] }, { cookie: [] }] }),
        parameters: [
          ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
          ...query.map(([name, schema]) => ({ name, in: 'query', schema: jsonSchema(schema as z.ZodType) })),
        ],
        ...(route.fileBytes === undefined && route.streams === undefined
          ? {}
          : {
              requestBody: {
                content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
              },
            }),
        ...(route.body
          ? { requestBody: { content: { 'application/json': { schema: jsonSchema(route.body) } } } }
          : {}),
        responses: responsesOf(route),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Một cửa', version },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'motcua_session' },
      },
    },
  };
}

function responsesOf(route: Route): unknown {
  if (route.response === undefined)
    return { default: { description: 'The answer, or {"error":{"code","message","details?"}}' } };
  return {
    [route.created === true ? 201 : 200]: {
      description: 'The answer',
      content: { 'application/json': { schema: jsonSchema(route.response, 'output') } },
    },
    default: {
      description: 'A refusal',
      content: { 'application/json': { schema: jsonSchema(REFUSAL_BODY, 'output') } },
    },
  };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): unknown {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}
