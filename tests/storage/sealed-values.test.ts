import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../server/cli/main.ts';
import { SealedValues } from '../../server/storage/sealed-values.ts';
import { FIRST_PASSWORD, RestHall } from '../support/rest-hall.ts';
import { SpokenOutput } from '../support/spoken-output.ts';

const START_MS = Date.UTC(2026, 10, 24, 0, 30);

describe('values that are sealed', () => {
  let folder: string;
  let errors: unknown[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-sealed-'));
    errors = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => SealedValues.ofFolder(folder, (error) => errors.push(error));

  test('are read again after a restart, by a key that nobody else on the machine can read', () => {
    const text = open().seal('JBSWY3DPEHPK3PXP', 'second-factor/lan');
    expect(text).not.toContain('JBSWY3DPEHPK3PXP');
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600);
    expect(open().open(text, 'second-factor/lan')).toBe('JBSWY3DPEHPK3PXP');
    expect(open().seal('x', 'a')).not.toBe(open().seal('x', 'a'));
  });

  test('cannot be put in another’s place, changed or cut short', () => {
    const sealed = open();
    const text = sealed.seal('JBSWY3DPEHPK3PXP', 'second-factor/lan');
    const [mark, iv = '', tag = '', body = ''] = text.split('.');
    expect(sealed.open(text, 'second-factor/minh')).toBeNull();
    for (const wrong of [
      [mark, iv, tag, Buffer.from('KBSWY3DPEHPK3PXP').toString('base64url')].join('.'),
      [mark, iv, tag.slice(0, 6), body].join('.'),
      [mark, iv, tag].join('.'),
      'JBSWY3DPEHPK3PXP',
      'v1.',
    ])
      expect(sealed.open(wrong, 'second-factor/lan')).toBeNull();
  });

  test('are not read with another key: that is told once for each', () => {
    const text = open().seal('JBSWY3DPEHPK3PXP', 'second-factor/lan');
    unlinkSync(join(folder, 'secrets.key'));
    const other = open();
    for (let at = 0; at < 3; at += 1) expect(other.open(text, 'second-factor/lan')).toBeNull();
    expect(errors).toHaveLength(1);
    expect(String(errors[0])).toContain('second-factor/lan cannot be read');
  });

  test('a file that is no key stops the start with a sentence', () => {
    writeFileSync(join(folder, 'secrets.key'), 'cut');
    expect(open).toThrow('Put back the one that was saved with "motcua backup --keys"');
  });
});

describe('a hall and the keys beside its record', () => {
  let hall: RestHall;
  const spoken = new SpokenOutput();
  beforeEach(async () => {
    hall = new RestHall();
    hall.realAtMs = START_MS;
    hall.encrypted = true;
    await hall.begin();
    spoken.take();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await hall.close();
  });

  const later = () => {
    hall.realAtMs = (hall.realAtMs ?? 0) + 60_000;
  };
  const codeOf = (secret: string) =>
    new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: hall.realAtMs ?? 0 });
  const signIn = async (code: string) => {
    const body = { username: 'admin', password: FIRST_PASSWORD, code };
    const answer = await hall.ask(null, 'POST', '/session', body);
    return answer.code ?? String(answer.status);
  };
  const enrol = async () => {
    const admin = hall.admin();
    const begun = await hall.ask(admin, 'POST', '/me/second-factor', { password: FIRST_PASSWORD });
    const secret = String(begun.body.secret);
    const confirmed = await hall.ask(admin, 'PUT', '/me/second-factor', { code: codeOf(secret) });
    return { secret, codes: confirmed.body.recoveryCodes as string[] };
  };
  const addWebhook = async () => {
    const url = 'http://127.0.0.1:9/hook';
    const made = await hall.ask(hall.admin(), 'POST', '/webhooks', { url, events: ['ticket.issued'] });
    expect(made.status).toBe(201);
    return String(made.body.secret);
  };
  const states = async () =>
    ((await hall.ask(hall.admin(), 'GET', '/webhooks')).body.webhooks as { state: string }[]).map(
      ({ state }) => state,
    );
  const motcua = (folder: string, ...args: string[]) => {
    spoken.text = '';
    return run([...args, '--data', folder]);
  };

  test('no secret of an authenticator or webhook stands in the record’s file or in a copy of it', async () => {
    const { secret } = await enrol();
    const signing = await addWebhook();
    const copy = join(hall.folder, 'usb', 'copy.sqlite');
    expect(await motcua(hall.folder, 'backup', copy)).toBe(0);
    const text = readFileSync(copy).toString('latin1');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(signing.replace(/^whsec_/, ''));
    later();
    expect(await signIn(codeOf(secret))).toBe('200');
  });

  test('what a hall of before kept in clear is sealed at its next start and goes on working', async () => {
    const { secret } = await enrol();
    await hall.running.stop();
    const db = new Sqlite(join(hall.folder, 'hall.sqlite'));
    db.prepare('UPDATE second_factors SET secret = ?').run(secret);
    db.close();
    await hall.begin();
    later();
    expect(await signIn(codeOf(secret))).toBe('200');
    await hall.running.stop();
    const after = new Sqlite(join(hall.folder, 'hall.sqlite'), { readonly: true });
    expect(after.prepare('SELECT secret FROM second_factors').pluck().get()).toMatch(/^v1\./);
    after.close();
    await hall.begin();
  });

  test('restored with its keys on another machine it is the same hall; they cannot be read by others', async () => {
    const { secret } = await enrol();
    await addWebhook();
    const fingerprint = hall.running.services.encryption()?.fingerprint;
    const copy = join(hall.folder, 'usb', 'copy.sqlite');
    expect(await motcua(hall.folder, 'backup', '--keys', copy)).toBe(0);
    expect(spoken.text).toContain('5 keys');
    expect(await motcua(hall.folder, 'backup', '--keys', join(hall.folder, 'usb', 'copy'))).toBe(1);
    expect(spoken.text).toContain('copy.keys exists already');
    await hall.running.stop();
    const other = join(hall.folder, 'other');
    mkdirSync(other);
    expect(await motcua(other, 'restore', copy)).toBe(0);
    expect(spoken.text).toContain('5 keys restored');
    expect(spoken.text).not.toContain('Without keys');
    for (const name of ['secrets.key', 'tls/ca.key', 'tls/server.key'])
      expect(statSync(join(other, name)).mode & 0o777).toBe(0o600);
    const restored = new RestHall();
    restored.realAtMs = hall.realAtMs;
    restored.encrypted = true;
    rmSync(restored.folder, { recursive: true });
    Object.assign(restored, { folder: other });
    await restored.begin();
    hall.running = restored.running;
    expect(restored.running.services.encryption()?.fingerprint).toBe(fingerprint);
    expect(await states()).toEqual(['active']);
    hall.realAtMs = (hall.realAtMs ?? 0) + 60_000;
    restored.realAtMs = hall.realAtMs;
    expect(await signIn(codeOf(secret))).toBe('200');
  });

  test('restored without them it says what follows: recovery codes are good, a webhook needs a new secret', async () => {
    const { secret, codes } = await enrol();
    await addWebhook();
    const copy = join(hall.folder, 'usb', 'copy.sqlite');
    expect(await motcua(hall.folder, 'backup', copy)).toBe(0);
    await hall.running.stop();
    const other = join(hall.folder, 'other');
    mkdirSync(other);
    expect(await motcua(other, 'restore', copy)).toBe(0);
    expect(spoken.text).toContain('Without keys: secrets.key, tls/ca.key');
    expect(spoken.text).toContain('restore FILE --keys FOLDER');
    const restored = new RestHall();
    restored.encrypted = true;
    rmSync(restored.folder, { recursive: true });
    Object.assign(restored, { folder: other });
    restored.realAtMs = hall.realAtMs;
    await restored.begin();
    hall.running = restored.running;
    expect(await signIn(codeOf(secret))).toBe('second_factor_wrong');
    expect(await signIn(codes[0] ?? '')).toBe('200');
    expect(await signIn(codes[0] ?? '')).toBe('second_factor_wrong');
    expect(await states()).toEqual(['disabled']);
    const [webhook] = restored.running.services.webhooks.list();
    expect((await hall.ask(hall.admin(), 'POST', `/webhooks/${webhook?.id}/rotate`, {})).status).toBe(200);
    expect(await states()).toEqual(['active']);
  });
});
