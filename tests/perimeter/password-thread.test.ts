import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { PasswordChecks, PasswordThread } from '../../server/edges/perimeter/password-checks.ts';
import type { PasswordAnswer } from '../../server/edges/perimeter/password-thread.ts';

const run = promisify(execFile);

describe('where passwords are verified', () => {
  test('with one thread to flush the disk, a ticket is durable while most of 24 guesses wait to be verified', async () => {
    const { stdout } = await run(
      process.execPath,
      [
        '--import',
        resolve('tests/support/typescript-loader.mjs'),
        resolve('tests/support/small-pool-child.ts'),
      ],
      { env: { ...process.env, UV_THREADPOOL_SIZE: '1' }, timeout: 60_000 },
    );
    const told = JSON.parse(stdout) as { number: string | null; before: number; codes: string[] };
    expect(told.number).not.toBeNull();
    // In the pool all of them would stand before the flush.
    expect(told.before).toBeLessThan(12);
    expect(told.codes).toEqual(Array.from({ length: 24 }, () => 'unauthenticated'));
  });

  test('one at a time, known places first, and a short line of strangers', async () => {
    const asked: string[] = [];
    const waiting: ((answer: PasswordAnswer) => void)[] = [];
    const checks = new PasswordChecks({
      run: (password) => {
        asked.push(password);
        return new Promise((done) => waiting.push(done));
      },
    });
    const strangers = Array.from({ length: 30 }, (_, at) =>
      checks.verify('hash', `stranger-${at}`, 'stranger'),
    );
    const desk = checks.verify('hash', 'desk', 'known');
    expect(asked).toEqual(['stranger-0']);
    expect(checks.pending).toBe(26);
    const next = async () => {
      const { length } = asked;
      waiting.shift()?.({ id: 0, right: true });
      while (asked.length === length && checks.pending > 0) await new Promise(setImmediate);
    };
    await next();
    expect(asked).toEqual(['stranger-0', 'desk']);
    while (checks.pending > 0) await next();
    expect(await desk).toEqual({ ok: true, value: true });
    const codes = (await Promise.all(strangers)).map((each) => (each.ok ? 'verified' : each.refusal.code));
    expect(codes.filter((code) => code === 'verified')).toHaveLength(25);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(5);
  });

  test('the thread tells right from wrong, and what is no hash is nobody’s password', async () => {
    const checks = new PasswordChecks();
    const hash = await checks.hash('mat-khau-dai');
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(await checks.verify(hash, 'mat-khau-dai', 'known')).toEqual({ ok: true, value: true });
    expect(await checks.verify(hash, 'mat-khau-dai ', 'known')).toEqual({ ok: true, value: false });
    expect(await checks.verify('no hash', 'mat-khau-dai', 'stranger')).toEqual({ ok: true, value: false });
  });

  test('the thread ends when no password has come for a minute, and the next one starts another', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const thread = new PasswordThread();
    const checks = new PasswordChecks(thread);
    const hash = await checks.hash('mat-khau-dai');
    vi.advanceTimersByTime(59_000);
    // A password in between begins the minute again.
    expect(await checks.verify(hash, 'mat-khau-dai', 'known')).toEqual({ ok: true, value: true });
    vi.advanceTimersByTime(59_000);
    expect(thread.running).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(thread.running).toBe(false);
    expect(await checks.verify(hash, 'mat-khau-dai', 'known')).toEqual({ ok: true, value: true });
    expect(thread.running).toBe(true);
  });
});
