import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHILD_PASSWORD } from '../support/hall-process.ts';

const { EIO, ENOSPC } = constants.errno;
const WRITE = 1;
const FLUSH = 2;
/** A library can be preloaded, and there is a compiler for it. */
const CAN_PRELOAD =
  process.platform === 'linux' && spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0;

/** So many times in a row a write of the hall's own may come before that of a tap. */
const OWN_WRITES_IN_A_ROW = 8;
const FAILING_FLUSHES = 3;

describe.skipIf(!CAN_PRELOAD)('a hall whose disk fails beneath SQLite and Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-preload-'));
  const data = join(folder, 'data');
  const library = join(folder, 'failing-disk.so');
  const planFile = join(folder, 'plan');
  let plan: number;
  let child: ChildProcess;
  let gone: Promise<number | null>;
  let said = '';
  let url = '';
  let token = '';
  let field = '';
  let taps = 0;

  beforeAll(async () => {
    const made = spawnSync(
      'cc',
      ['-shared', '-fPIC', '-O1', '-o', library, resolve('tests/faults/failing-disk.c'), '-ldl'],
      { encoding: 'utf8' },
    );
    expect(made.stderr).toBe('');
    plan = openSync(planFile, 'w+');
    arm(0, 0, 0);
    await start();
    const answer = await ask('POST', '/session', 'sign-in', { username: 'admin', password: CHILD_PASSWORD });
    token = String(answer.body.token);
    const { body } = await ask('GET', '/fields', 'fields');
    field = (body.fields as { code: string }[])[0]?.code ?? '';
  });
  afterAll(async () => {
    child.kill('SIGTERM');
    await gone;
    closeSync(plan);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Lets the n-th such call from now on fail. */
  function arm(kind: number, at: number, error: number): void {
    writeSync(plan, Int32Array.of(kind, at, error, 0, 0), 0, 20, 0);
  }
  function counted(): { seen: number; failed: number } {
    const read = new Int32Array(5);
    readSync(plan, read, 0, 20, 0);
    return { seen: read[3] ?? 0, failed: read[4] ?? 0 };
  }

  async function start(): Promise<void> {
    said = '';
    child = spawn(process.execPath, [resolve('bin/motcua'), 'hall'], {
      env: {
        ...process.env,
        DATA_DIR: data,
        PORT: '0',
        HTTPS_PORT: '0',
        HOST: '127.0.0.1',
        ADMIN_PASSWORD: CHILD_PASSWORD,
        LOG_LEVEL: 'silent',
        TZ_HALL: 'Asia/Ho_Chi_Minh',
        LD_PRELOAD: library,
        FAULT_PLAN: planFile,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    gone = new Promise((tell) => child.once('exit', (status) => tell(status)));
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    url = await new Promise<string>((tell, fail) => {
      let text = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /running: (http:\S+)/.exec(text)?.[1];
        if (found !== undefined) tell(found);
      });
      void gone.then((status) => fail(new Error(`the hall ended with ${status}: ${said}`)));
    });
  }

  /** @returns status 0: the line broke before an answer */
  async function ask(method: string, path: string, key: string, body?: object) {
    try {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    } catch {
      return { status: 0, body: {} };
    }
  }
  const draw = (key: string) => ask('POST', '/tickets', key, { field });
  /** How many writes the record takes for one ticket: the fewest that are seen, since some are the hall's own. */
  const writesOfADraw = async () => {
    let fewest = Number.POSITIVE_INFINITY;
    for (let look = 0; look < 3; look += 1) {
      taps += 1;
      arm(WRITE, 0, 0);
      expect((await draw(`tap-${taps}`)).status).toBe(201);
      fewest = Math.min(fewest, counted().seen);
      arm(0, 0, 0);
    }
    return fewest;
  };
  /** A tap whose n-th write fails; whether it was refused, before it drew its number all the same. */
  const failsOnce = async (at: number, error: number) => {
    taps += 1;
    arm(WRITE, at, error);
    let answer = await draw(`tap-${taps}`);
    const refused = answer.status > 299;
    if (refused) expect(counted().failed).toBe(1);
    for (let attempt = 1; answer.status > 299 && attempt < 6; attempt += 1) {
      expect([500, 503]).toContain(answer.status);
      answer = await draw(`tap-${taps}`);
    }
    arm(0, 0, 0);
    expect([200, 201]).toContain(answer.status);
    expect(child.exitCode).toBeNull();
    expect(await drawn()).toBe(taps);
    return refused;
  };
  const drawn = async () => {
    const { body } = await ask('GET', '/tickets?limit=500', 'list');
    return (body.tickets as { id: string; number: string }[]).length;
  };
  const papers = () =>
    existsSync(join(data, 'virtual-printer'))
      ? readdirSync(join(data, 'virtual-printer')).filter((name) => name.endsWith('.png')).length
      : 0;
  /** Waits for the paper of every ticket, and that there is no more of it. */
  const papersAre = async (count: number) => {
    while (papers() < count) await new Promise((again) => setTimeout(again, 20));
    expect(papers()).toBe(count);
  };
  const verify = () =>
    spawnSync(process.execPath, [resolve('bin/motcua'), 'verify', '--data', data], { encoding: 'utf8' });

  test('each write of a draw fails once, of error or for want of room: the hall lives, and each tap draws one number', async () => {
    const writes = await writesOfADraw();
    expect(writes).toBeGreaterThan(1);
    const refusedAt: number[] = [];
    for (let at = 1; at <= writes; at += 1) {
      // The failing one may be a write of the hall's own, beside the tap: a checkpoint, a sign of life. Then once more.
      for (let attempt = 1; refusedAt.at(-1) !== at && attempt <= OWN_WRITES_IN_A_ROW; attempt += 1)
        if (await failsOnce(at, at % 2 === 0 ? EIO : ENOSPC)) refusedAt.push(at);
    }
    expect(refusedAt).toEqual(Array.from({ length: writes }, (_, at) => at + 1));
    await papersAre(taps);
    const { stdout, status } = verify();
    expect([status, stdout]).toEqual([0, expect.stringContaining('The log is whole')]);
  });

  test('a flush fails: the hall ends without a paper or a word of it, and the same tap gives one number when it is back', async () => {
    for (let each = 1; each <= FAILING_FLUSHES; each += 1) {
      // Papers of the draws before must not be taken for one of this.
      await papersAre(taps);
      taps += 1;
      const before = papers();
      arm(FLUSH, 1, EIO);
      const first = await draw(`tap-${taps}`);
      expect([0, 503]).toContain(first.status);
      expect(await gone).toBe(1);
      expect(counted().failed).toBe(1);
      expect(said).toContain('không xác nhận');
      expect(papers()).toBe(before);
      await start();
      // 200: it was kept, and is answered; 201: it was not, and is done now.
      expect([200, 201]).toContain((await draw(`tap-${taps}`)).status);
      expect(await drawn()).toBe(taps);
      await papersAre(taps);
    }
    expect(verify().status).toBe(0);
  });
});
