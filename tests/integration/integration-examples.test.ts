import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

interface Example {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The requests of the page, as they stand in it: a line with method and address, headers, the body. */
function examples(): Example[] {
  const page = readFileSync('docs/integration.md', 'utf8');
  return [...page.matchAll(/```\n((?:POST|PUT|GET) [\s\S]*?)\n```/g)].map(([, block = '']) => {
    const [first = '', ...rest] = block.split('\n');
    const [method = '', path = ''] = first.split(' ');
    const headers = Object.fromEntries(
      rest.filter((line) => /^[\w-]+: /.test(line)).map((line) => line.split(': ') as [string, string]),
    );
    return { method, path, headers, body: rest.filter((line) => line.startsWith('{')).join('') };
  });
}

let hall: RestHall;
beforeAll(async () => {
  hall = await new RestHall().begin();
  await hall.ask(hall.admin(), 'POST', '/templates/apply', { template: 'commune' });
}, 30_000);
afterAll(() => hall.close());

test('the examples for integrators lead from a token to a first ticket, a first dossier and a first webhook', async () => {
  const send = async ({ method, path, headers, body }: Example, token: string) => {
    const answer = await fetch(`${hall.running.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const [token, ticket, dossier, webhook, ...more] = examples();
  if (!token || !ticket || !dossier || !webhook) throw new Error('an example is missing');
  expect(more).toEqual([]);
  const made = await send(token, hall.admin());
  expect(made.status).toBe(201);
  const drawn = await send(ticket, made.body.token ?? '');
  expect(drawn.status).toBe(201);
  // Sent again, it is the same ticket.
  const again = await send(ticket, made.body.token ?? '');
  expect([again.status, again.body.id]).toEqual([200, drawn.body.id]);
  const told = await send(dossier, made.body.token ?? '');
  expect(told.body).toMatchObject({ state: 'supplement', papers: ['Giấy chứng sinh'] });
  const added = await send(webhook, hall.admin());
  expect(added.status).toBe(201);
  expect(added.body.secret).toMatch(/^whsec_/);
});

test('the example of a file is taken in as it stands', async () => {
  const page = readFileSync('docs/integration.md', 'utf8');
  const file = /```csv\n([\s\S]*?)```/.exec(page)?.[1];
  if (file === undefined) throw new Error('the example is missing');
  const admin = hall.admin();
  await hall.ask(admin, 'PUT', '/settings', { dossierFiles: true });
  const inbox = join(hall.folder, 'dossiers', 'in');
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, 'ho-so.csv'), file);
  const { dossierFiles } = hall.running.services;
  await dossierFiles.look();
  hall.clock.atMs += 5_000;
  await dossierFiles.look();
  const states = await Promise.all(
    ['0981', '0982'].map(async (serial) => {
      const { body } = await hall.ask(admin, 'GET', `/dossiers/H15.50.05.13-261008-${serial}`);
      return [body.state, body.papers];
    }),
  );
  expect(states).toEqual([
    ['ready', []],
    ['supplement', ['Giấy chứng sinh', 'Tờ khai']],
  ]);
});
