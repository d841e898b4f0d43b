import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

/** What an integrator writes against the generated types: draws, tells of a dossier, reads both back. */
const PROGRAM = `
import createClient from 'openapi-fetch';
import type { paths } from './hall.ts';

export async function work(baseUrl: string, token: string) {
  const hall = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
  const dossierCode = 'H15.50.05.13-261008-0975';
  const told = await hall.PUT('/api/v1/dossiers/{code}', {
    params: { path: { code: dossierCode } },
    body: { state: 'ready', procedure: '1.001193' },
  });
  const drawn = await hall.POST('/api/v1/tickets', {
    params: { header: { 'Idempotency-Key': 'don-1' } },
    body: { field: 'tra-ket-qua', purpose: 'collect', dossierCode, printer: null },
  });
  if (drawn.data === undefined) throw new Error(JSON.stringify(drawn.error));
  const { data } = await hall.GET('/api/v1/tickets', { params: { query: { field: 'tra-ket-qua', limit: 5 } } });
  const refusedCall = await hall.POST('/api/v1/tickets', { body: { field: 'khong-co' } });
  const number: string = drawn.data.number;
  const open = await createClient<paths>({ baseUrl }).GET('/api/v1/public');
  return {
    number,
    state: told.data?.state,
    listed: data?.tickets.map((each) => each.dossierCode),
    refused: refusedCall.error?.error.code,
    hall: open.data?.hall.name,
  };
}
`;

describe('a client that is generated from the description of a running hall', () => {
  const hall = new RestHall();
  // Within the packages' reach, as an integrator's program is.
  const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.typed-client-'));
  let token: string;

  beforeAll(async () => {
    await hall.begin();
    const admin = hall.admin();
    await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
    const made = await hall.ask(admin, 'POST', '/tokens', {
      name: 'đối tác',
      scopes: ['tickets:issue', 'tickets:read', 'dossiers:write'],
    });
    token = String(made.body.token);
    const { body } = await hall.ask(null, 'GET', '/openapi.json');
    const types = await openapiTS(JSON.stringify(body));
    writeFileSync(join(folder, 'hall.ts'), astToString(types));
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await hall.close();
  });

  /** What the compiler says of each program beside the generated types; all at once, for it reads them but once. */
  const faultsOf = (programs: readonly string[]): string[][] => {
    const files = programs.map((program, at) => {
      const file = join(folder, `program-${at}.ts`);
      writeFileSync(file, program);
      return file;
    });
    const built = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      types: [],
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    });
    return files.map((file) => {
      const source = built.getSourceFile(file);
      return [...built.getSyntacticDiagnostics(source), ...built.getSemanticDiagnostics(source)].map((each) =>
        ts.flattenDiagnosticMessageText(each.messageText, '\n'),
      );
    });
  };

  test('an integrator’s program does its work on the running hall', async () => {
    const { outputText } = ts.transpileModule(PROGRAM, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, 'program.mjs'), outputText);
    const { work } = (await import(pathToFileURL(join(folder, 'program.mjs')).href)) as {
      work: (url: string, token: string) => Promise<Record<string, unknown>>;
    };
    expect(await work(hall.running.url, token)).toEqual({
      number: expect.stringMatching(/^\d+$/),
      state: 'ready',
      listed: ['H15.50.05.13-261008-0975'],
      refused: 'unknown_field',
      hall: hall.running.services.hall.state.settings.hallName,
    });
  });

  test('it compiles as it stands, and the compiler notices a wrong state, key, answer and call', () => {
    const wrong = [
      ["state: 'ready', procedure", "state: 'lost', procedure"],
      ["purpose: 'collect'", "purpose: 'fetch'"],
      ['drawn.data.number', 'drawn.data.nummer'],
      ["GET('/api/v1/tickets'", "GET('/api/v1/tikets'"],
    ].map(([right = '', instead = '']) => PROGRAM.replace(right, instead));
    const [own, ...others] = faultsOf([PROGRAM, ...wrong]);
    expect(own).toEqual([]);
    expect(others.map((faults) => faults.length > 0)).toEqual([true, true, true, true]);
  }, 60_000);
});
