import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askFrom } from '../support/loopback-client.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('built files', () => {
  const web = mkdtempSync(join(tmpdir(), 'motcua-web-'));
  const hall = new RestHall(web);
  const script = 'console.log("một cửa");'.repeat(200);
  beforeAll(async () => {
    mkdirSync(join(web, 'assets'));
    writeFileSync(join(web, 'assets', 'page.js'), script);
    writeFileSync(join(web, 'assets', 'page.js.br'), brotliCompressSync(script));
    writeFileSync(join(web, 'assets', 'page.js.gz'), gzipSync(script));
    writeFileSync(join(web, 'assets', 'plain.js'), script);
    await hall.begin();
  });
  afterAll(async () => {
    await hall.close();
    rmSync(web, { recursive: true, force: true });
  });

  test.each([
    ['page.js', 'br, gzip', 'br'],
    ['page.js', 'gzip', 'gzip'],
    ['page.js', 'identity', undefined],
    ['plain.js', 'br, gzip', undefined],
  ])('%s for whoever reads "%s" comes as %s, to be kept for a year', async (file, accepts, encoding) => {
    const headers = { 'accept-encoding': accepts };
    const answer = await askFrom(hall.running.url, { path: `/assets/${file}`, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.headers['cache-control']).toContain('immutable');
    if (file === 'page.js') expect(answer.headers.vary).toContain('Accept-Encoding');
    if (encoding === undefined) expect(answer.text).toBe(script);
  });
});
