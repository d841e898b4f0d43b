import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { COMMANDS, type CommandName } from '../../common/protocol/commands.ts';
import { REFUSAL_STATUS } from '../../common/protocol/refusals.ts';
import { ROUTES } from '../../server/edges/http/routes.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { verifyLog } from '../../server/storage/verify.ts';

/** Values that programs trip over. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  0.5,
  '',
  ' ',
  '\u0000',
  '../../etc/passwd',
  "'; DROP TABLE tickets; --",
  '<script>alert(1)</script>',
  'Ế'.repeat(5_000),
  '\uD800',
  '__proto__',
  [],
  [[[[[[]]]]]],
  {},
  { __proto__: null, constructor: 1 },
  ['ho-tich', 7, null],
];

type JsonSchema = {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  enum?: unknown[];
  anyOf?: JsonSchema[];
};

/** A value that mostly follows a schema and here and there does not. */
function nearly(schema: JsonSchema): fc.Arbitrary<unknown> {
  const right = (): fc.Arbitrary<unknown> => {
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(nearly));
    if (schema.type === 'object' || schema.properties)
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, each]) => [key, nearly(each)])),
        { requiredKeys: [] },
      );
    if (schema.type === 'array') return fc.array(nearly(schema.items ?? {}), { maxLength: 4 });
    if (schema.type === 'number' || schema.type === 'integer') return fc.oneof(fc.integer(), fc.double());
    if (schema.type === 'boolean') return fc.boolean();
    return fc.oneof(
      fc.constantFrom('1', 'dat-dai', 'van-thu', 'served', '2026-11-24', '08:00', 'tcp:127.0.0.1:1', '#pair'),
      fc.string({ maxLength: 30 }),
    );
  };
  return fc.oneof({ weight: 5, arbitrary: right() }, { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) });
}

const schemaOf = (schema: z.ZodType | undefined): JsonSchema =>
  schema === undefined ? {} : (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);

const CODES = new Set(Object.keys(REFUSAL_STATUS));
const RUNS = 25;
const SEED = 20_261_124;

describe('whatever is sent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-fuzz-'));
  let running: RunningHall;
  let socket: Socket;
  const logged: string[] = [];
  const admin = () => {
    const account = running.services.access.listAccounts().find((each) => each.role === 'admin');
    if (!account) throw new Error('the administrator is gone');
    return running.services.access.openSession(account).token;
  };

  beforeAll(async () => {
    running = await startHall({
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      adminPassword: 'matkhau-thu-nghiem',
      logLevel: 'fatal',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    socket = io(running.url, { auth: { token: admin(), protocol: 1 }, transports: ['websocket'] });
    await new Promise<void>((done) => socket.once('connect', () => done()));
  }, 30_000);
  afterAll(async () => {
    socket.close();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Events of the log but those by which the hall itself seals a day that a call before has closed. */
  const sequence = () => {
    const { sequence: all, sealing } = running.services.hall.state;
    return all - sealing.seals.length;
  };

  async function expectCoded(answer: Response, before: number, what: string): Promise<void> {
    // An address longer than a head may be is refused by node itself, before the hall sees it.
    if (answer.status === 431) return;
    const text = await answer.text();
    if (answer.status >= 500) logged.push(`${what}: ${answer.status} ${text}`);
    expect(answer.status, `${what}: ${text}`).toBeLessThan(500);
    if (answer.status < 400) return;
    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    expect(CODES.has(error.code), `${what}: ${text}`).toBe(true);
    expect(answer.status).toBe(REFUSAL_STATUS[error.code as keyof typeof REFUSAL_STATUS]);
    expect(text).not.toMatch(/\bat .+\.(ts|js):\d+/);
    // A day may turn and a present visit may end beside a refusal; nothing else may be written.
    if (error.code !== 'nothing_waiting') expect(sequence(), what).toBe(before);
  }

  for (const route of ROUTES)
    test(`${route.method.toUpperCase()} ${route.path} answers with a code and changes nothing it refuses`, async () => {
      const token = admin();
      const part = fc.constantFrom(
        '1',
        '2',
        'dat-dai',
        'nowhere',
        '%00',
        '..%2f..',
        '%E0%A4%A',
        'x'.repeat(300),
        '%27',
      );
      await fc.assert(
        fc.asyncProperty(
          nearly(schemaOf(route.body)),
          nearly(schemaOf(route.query)),
          fc.array(part, { minLength: 4, maxLength: 4 }),
          fc.uuid(),
          async (body, query, parts, key) => {
            let at = 0;
            const path = route.path.replace(/:\w+/g, () => parts[at++ % parts.length] ?? '1');
            const search =
              typeof query === 'object' && query !== null
                ? `?${Object.entries(query)
                    .map(
                      ([name, value]) =>
                        `${encodeURIComponent(name)}=${encodeURIComponent(JSON.stringify(value)?.replace(/\\u[dD][89a-fA-F]../g, '') ?? '')}`,
                    )
                    .join('&')}`
                : '';
            const before = sequence();
            const answer = await fetch(`${running.url}/api/v1${path}${search}`, {
              method: route.method.toUpperCase(),
              headers: {
                authorization: `Bearer ${token}`,
                'content-type': 'application/json',
                'idempotency-key': key,
              },
              ...(route.method === 'get' || route.method === 'delete'
                ? {}
                : { body: JSON.stringify(body) ?? 'null' }),
            });
            await expectCoded(
              answer,
              before,
              `${route.method} ${path}${search} ${JSON.stringify(body)?.slice(0, 300)}`,
            );
          },
        ),
        { numRuns: RUNS, seed: SEED },
      );
    }, 30_000);

  test('bodies that are no JSON, too long, or of another kind are refused by every call that takes one', async () => {
    for (const route of ROUTES.filter((each) => each.body !== undefined))
      for (const [type, body] of [
        ['application/json', '{"a":'],
        ['application/json', ''],
        ['application/json', `{"a":"${'x'.repeat(3_000_000)}"}`],
        ['text/xml', '<a/>'],
        ['application/json', '[]'],
        ['application/json', '"\\ud800"'],
      ] as const) {
        const before = sequence();
        const answer = await fetch(`${running.url}/api/v1${route.path.replace(/:\w+/g, '1')}`, {
          method: route.method.toUpperCase(),
          headers: {
            authorization: `Bearer ${admin()}`,
            'content-type': type,
            'idempotency-key': 'bad-body',
          },
          body,
        }).catch((error: unknown) => {
          // A server may hang up on a body that is far too long, after its answer.
          if (body.length > 1_000_000) return null;
          throw error;
        });
        if (answer)
          await expectCoded(answer, before, `${route.method} ${route.path} ${type} ${body.slice(0, 20)}`);
      }
  }, 30_000);

  for (const name of Object.keys(COMMANDS) as CommandName[])
    test(`the command ${name} over a socket is answered with a code and changes nothing it refuses`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            {
              weight: 4,
              arbitrary: fc
                .tuple(fc.uuid(), nearly(schemaOf(COMMANDS[name].payload)))
                .map(([commandId, payload]) =>
                  typeof payload === 'object' && payload !== null
                    ? { ...payload, commandId }
                    : { commandId, payload },
                ),
            },
            { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
          ),
          async (message) => {
            const before = sequence();
            const reply = (await socket.timeout(5_000).emitWithAck(name, message)) as {
              ok: boolean;
              error?: { code: string };
            };
            if (reply.ok) return;
            const code = reply.error?.code ?? '';
            expect(CODES.has(code), JSON.stringify(reply)).toBe(true);
            expect(code, JSON.stringify(message)).not.toBe('internal');
            if (code !== 'nothing_waiting') expect(sequence()).toBe(before);
          },
        ),
        { numRuns: RUNS, seed: SEED },
      );
    }, 30_000);

  test('after all of it the hall still draws a ticket and its log is whole', async () => {
    const template = await running.services.hall.execute(
      'field:put',
      COMMANDS['field:put'].payload.parse({
        code: 'sau-cung',
        name: 'Sau cùng',
        range: { prefix: 'ZZ', start: 1, size: 99, digits: 3 },
      }),
      { commander: { kind: 'system', id: 'test' }, commandId: 'last-field' },
    );
    expect(template.refusal).toBeUndefined();
    const answer = await fetch(`${running.url}/api/v1/tickets`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin()}`,
        'content-type': 'application/json',
        'idempotency-key': 'last',
      },
      body: JSON.stringify({ field: 'sau-cung', printer: null }),
    });
    expect(answer.status).toBe(201);
    expect(logged).toEqual([]);
    const db = openDatabase(join(folder, DATABASE_FILE));
    expect(verifyLog(db)).toMatchObject({ ok: true });
    db.close();
  });
});
