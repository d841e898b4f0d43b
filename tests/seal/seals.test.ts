import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SealProof } from '../../common/protocol/seals.ts';
import { checkProof } from '../../common/seal/check-proof.ts';
import { inGroups, sealLine } from '../../common/seal/seal-groups.ts';
import { run } from '../../server/cli/main.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { chainHash, FIRST_HASH } from '../../server/storage/event-store.ts';
import { until } from '../support/hand-clock.ts';
import { RestHall } from '../support/rest-hall.ts';
import { SpokenOutput } from '../support/spoken-output.ts';

const FIELD = 'chung-thuc-ho-tich';
const DAY_MS = 86_400_000;

describe('the seal of a day', () => {
  let hall: RestHall;
  const spoken = new SpokenOutput();
  beforeEach(async () => {
    hall = await new RestHall().begin();
    spoken.take();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await hall.close();
  });

  const motcua = async (...args: string[]) => {
    spoken.text = '';
    const status = await run([...args, '--data', hall.folder]);
    return { status, text: spoken.text };
  };
  const ask = async (method: string, path: string, body: unknown = {}) => {
    const answer = await hall.ask(hall.admin(), method, path, method === 'GET' ? undefined : body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  /** Serves some citizens and closes the day. @returns addresses of their tickets */
  const workADay = async (citizens = 3, waiting = 0): Promise<string[]> => {
    const tokens: string[] = [];
    await ask('POST', '/counters/1/open');
    for (let each = 0; each < citizens; each += 1) {
      const ticket = await ask('POST', '/tickets', { field: FIELD, printer: null });
      tokens.push(String(ticket.trackingUrl).split('/t/')[1] ?? '');
    }
    for (let each = 0; each < citizens + waiting; each += 1) {
      hall.clock.minutes(4);
      await ask('POST', '/counters/1/call-next');
    }
    await ask('POST', '/day/close');
    await sealed();
    return tokens;
  };
  /** Every closing has its seal, and every seal stands beside the record. */
  const sealed = () =>
    until(() => {
      const { closings, seals } = hall.running.services.hall.state.sealing;
      const file = join(hall.folder, 'seals.txt');
      const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
      return closings.length === 0 && seals.every((each) => kept.includes(` ${each.sequence} `));
    }, 'the day is sealed');
  const proofOf = async (token: string) => {
    const answer = await hall.ask(null, 'GET', `/track/${token}/proof`);
    return { status: answer.status, proof: answer.body as unknown as SealProof };
  };
  const sealsFile = async () => {
    const file = join(hall.folder, 'kept-elsewhere.txt');
    writeFileSync(file, (await motcua('seals')).text);
    return file;
  };
  /** Writes the log again as whoever owns the database could, every hash computed anew. */
  const rewrite = (change: (body: string, sequence: number) => string | null) => {
    const db = new Sqlite(join(hall.folder, DATABASE_FILE));
    const rows = db.prepare('SELECT sequence, body FROM events ORDER BY sequence').all() as {
      sequence: number;
      body: string;
    }[];
    let hash = FIRST_HASH;
    db.transaction(() => {
      db.exec('DELETE FROM events; DELETE FROM snapshots');
      for (const row of rows) {
        const body = change(row.body, row.sequence);
        if (body === null) break;
        hash = chainHash(hash, body);
        db.prepare('INSERT INTO events VALUES (?, ?, ?)').run(row.sequence, body, hash);
      }
    })();
    db.close();
  };

  test('the record is held against seals that were kept elsewhere, one line a day', async () => {
    await workADay();
    hall.clock.atMs += DAY_MS;
    await workADay();
    const { text } = await motcua('seals');
    expect(text).toMatch(/^2026-11-24 \d+ [0-9a-f]{64}\n2026-11-25 \d+ [0-9a-f]{64}\n$/);
    const file = await sealsFile();
    const good = await motcua('verify', '--seals', file);
    expect(good).toMatchObject({ status: 0, text: expect.stringContaining('passes through all 2 seals') });
    // What stands beside the record and what a page gives are the same seals.
    expect(readFileSync(join(hall.folder, 'seals.txt'), 'utf8')).toBe(text);
    const page = await fetch(`${hall.running.url}/api/v1/seals?format=text`, {
      headers: { authorization: `Bearer ${hall.admin()}` },
    });
    expect(await page.text()).toBe(text);
  });

  test('call times that were moved are found though the chain was computed again', async () => {
    await workADay();
    const file = await sealsFile();
    let issuedAt = 0;
    rewrite((body) => {
      const event = JSON.parse(body);
      if (event.event.type === 'ticket:issued') issuedAt = event.atMs;
      if (event.event.type === 'ticket:called') event.atMs = issuedAt + 1;
      return JSON.stringify(event);
    });
    const found = await motcua('verify', '--seals', file);
    expect(found.text).toContain('The log is whole');
    expect(found.text).toContain('does not pass through the seal of 2026-11-24 (line 1)');
    expect(found.status).toBe(1);
  });

  test('the last events cut off are found, and the first seal that is missing is named', async () => {
    await workADay();
    const { sequence } = hall.running.services.hall.state;
    hall.clock.atMs += DAY_MS;
    await workADay();
    const file = await sealsFile();
    rewrite((body, at) => (at > sequence ? null : body));
    const found = await motcua('verify', '--seals', file);
    expect(found.text).toContain('The log is whole');
    expect(found.text).toContain(`the seal of 2026-11-25 (line 2): the log ends at event ${sequence}`);
    expect(found.status).toBe(1);
  });

  test('a seal typed from paper is read; a file that holds none, or something else, does not pass', async () => {
    await workADay();
    const [seal] = hall.running.services.seals.list();
    if (seal === undefined) throw new Error('no seal');
    const file = join(hall.folder, 'typed.txt');
    const verify = (text: string) => {
      writeFileSync(file, text);
      return motcua('verify', '--seals', file);
    };
    const typed = `\uFEFF# from the closing slip\r\n\r\n${seal.date} ${seal.sequence} ${inGroups(seal.hash)}\r\n`;
    expect((await verify(typed)).status).toBe(0);
    expect((await verify('\n')).text).toContain('holds no seals');
    expect((await verify(`${sealLine(seal)}\nhello`)).text).toContain('Line 2');
    const other = sealLine({ ...seal, date: '2026-11-23' });
    expect(await verify(other)).toMatchObject({
      status: 1,
      text: expect.stringContaining('seal of 2026-11-24'),
    });
  });

  test('a day that goes on after it was closed is sealed again, and the turn of the day adds none', async () => {
    await workADay();
    expect(hall.running.services.seals.list()).toHaveLength(1);
    const tokens = await workADay(1);
    hall.clock.atMs += DAY_MS;
    await hall.running.services.hall.record([]);
    await sealed();
    expect(hall.running.services.seals.list().map((each) => [each.date, each.tickets])).toEqual([
      ['2026-11-24', 1],
      ['2026-11-24', 3],
    ]);
    expect(checkProof((await proofOf(tokens[0] ?? '')).proof)).toMatchObject({ holds: true });
    expect((await motcua('seals')).text.split('\n')).toHaveLength(2);
  });

  test('a day closed while the hall was killed is sealed at the next start', async () => {
    await workADay();
    const { folder } = hall;
    await hall.running.stop();
    rewrite((body) => (body.includes('"day:sealed"') ? null : body));
    await hall.begin();
    expect(hall.folder).toBe(folder);
    await sealed();
    expect(hall.running.services.seals.newest()).toMatchObject({ date: '2026-11-24', tickets: 3 });
    expect((await motcua('verify')).status).toBe(0);
  });

  test('every citizen can prove the own ticket by the seal, and only while the day is sealed', async () => {
    const early = await ask('POST', '/tickets', { field: FIELD, printer: null });
    expect((await proofOf(String(early.trackingUrl).split('/t/')[1] ?? '')).status).toBe(404);
    const tokens = await workADay(5, 1);
    const seal = hall.running.services.seals.newest();
    for (const token of tokens) {
      const { proof } = await proofOf(token);
      const verdict = checkProof(proof);
      if (!verdict.holds) throw new Error(verdict.fault);
      expect(proof.seal.hash).toBe(seal?.hash);
      expect(verdict.ticket.acts.map(([act]) => act)).toEqual([
        'ticket:issued',
        'ticket:called',
        'ticket:finished',
      ]);
    }
    expect((await hall.ask(null, 'GET', '/track/nobody/proof')).status).toBe(404);
  });

  test('a proof with anything changed in it does not hold', async () => {
    const [token = ''] = await workADay(4);
    const { proof } = await proofOf(token);
    expect(checkProof(proof).holds).toBe(true);
    const other = '0'.repeat(64);
    const wrong: Partial<SealProof>[] = [
      { leaf: proof.leaf.replace('ticket:called', 'ticket:absent') },
      { leaf: 'no' },
      { index: proof.index + 1 },
      { tickets: proof.tickets + 1 },
      { path: proof.path.slice(1) },
      { path: [...proof.path, other] },
      { path: [other, ...proof.path.slice(1)] },
      { previousHash: other },
      { body: proof.body.replace('2026-11-24', '2026-11-25') },
      { seal: { ...proof.seal, hash: other } },
      { seal: { ...proof.seal, date: '2026-11-25' } },
      { seal: { ...proof.seal, sequence: proof.seal.sequence + 1 } },
    ];
    for (const change of wrong)
      expect(checkProof({ ...proof, ...change }), JSON.stringify(change)).toMatchObject({ holds: false });
  });

  test('health names the newest seal', async () => {
    await workADay();
    const { body } = await hall.ask(null, 'GET', '/health');
    const checks = body.checks as Record<string, unknown>;
    const seal = hall.running.services.seals.newest();
    expect(checks.seal).toEqual({ ok: true, date: '2026-11-24', sequence: seal?.sequence, hash: seal?.hash });
  });
});
