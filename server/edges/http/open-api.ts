import { z } from 'zod';
import { RefusalBody } from '../../../common/protocol/refusal-body.ts';
import type { RestCall } from '../../../common/protocol/rest/call.ts';
import { NAMED } from './open-api-names.ts';
import type { Route } from './route.ts';

const ERROR_BODY = z.object({ error: RefusalBody });

/** An OpenAPI document. */
export interface OpenApi extends Json {
  readonly openapi: string;
}

/** What a description tells of a route, of a hall or of a hub. */
interface DescribedRoute
  extends RestCall,
    Pick<Route, 'method' | 'path' | 'summary' | 'scope' | 'keyed' | 'fileBytes' | 'streams'> {
  readonly allowed: string | readonly string[];
}

type Io = 'input' | 'output';
type Json = Record<string, unknown>;

/** Names of schemas in the description. What is written differs from what is read: defaults are filled in. */
const registryOf = (ending: string) => {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(NAMED)) registry.add(schema, { id: `${name}${ending}` });
  return registry;
};
const REGISTRIES = { output: registryOf(''), input: registryOf('Input') };

/** Collects the named schemas that the calls refer to. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  /** JSON Schema of one body or answer; named parts of it are references. */
  of(schema: z.ZodType, io: Io): unknown {
    const {
      $schema: _version,
      $defs,
      ...written
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      metadata: REGISTRIES[io],
    }) as Json;
    for (const [name, each] of Object.entries(($defs ?? {}) as Json)) this.schemas[name] = pointed(each);
    const named = written.id;
    return pointed(
      typeof named === 'string' && named in this.schemas ? { $ref: `#/$defs/${named}` } : written,
    );
  }
}

/** References to definitions of one schema become references to those of the whole description. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key !== 'id' || typeof each !== 'string')
      .map(([key, each]) => [
        key,
        key === '$ref' && typeof each === 'string'
          ? each.replace('#/$defs/', '#/components/schemas/')
          : pointed(each),
      ]),
  );
}

/** The OpenAPI 3.1 description of the routes, made from their own schemas. */
export function openApi(
  routes: readonly DescribedRoute[],
  version: string,
  { title = 'Một cửa', basePath = '' } = {},
): OpenApi {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: `${basePath}/` }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'motcua_session' },
      },
    },
  };
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Chosen by the caller, the same for every repetition of one act: it is done once.',
  schema: { type: 'string', maxLength: 200 },
};

function operationOf(route: DescribedRoute, components: Components): Json {
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
  return {
    summary: route.summary,
    operationId: route.operationId,
    'x-allowed': route.allowed,
    'x-scope': route.allowed === 'anyone' ? 'any' : (route.scope ?? null),
    security: route.allowed === 'anyone' ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...queryOf(route, components),
      ...(route.keyed === true ? [IDEMPOTENCY_KEY] : []),
    ],
    ...bodyOf(route, components),
    responses: responsesOf(route, components),
  };
}

function queryOf({ query }: DescribedRoute, components: Components): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = components.of(query, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
    ...(required.includes(name) ? { required: true } : {}),
  }));
}

function bodyOf(route: DescribedRoute, components: Components): Json {
  if (route.fileBytes !== undefined || route.streams === true)
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    };
  if (route.body === undefined) return {};
  return {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: { 'application/json': { schema: components.of(route.body, 'input') } },
    },
  };
}

function responsesOf(route: DescribedRoute, components: Components): Json {
  const { response, files = [], status = 200 } = route;
  const content = {
    ...(response === undefined ? {} : { 'application/json': { schema: components.of(response, 'output') } }),
    ...Object.fromEntries(files.map((type) => [type, {}])),
  };
  const statuses = typeof status === 'number' ? [status] : status;
  return {
    ...Object.fromEntries(statuses.map((each) => [each, { description: 'The answer', content }])),
    default: {
      description: 'A refusal',
      content: { 'application/json': { schema: components.of(ERROR_BODY, 'output') } },
    },
  };
}
