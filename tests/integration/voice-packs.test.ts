import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SpeakingPack } from '../../common/protocol/stage.ts';
import { levelled } from '../../common/voice/sound/limiter.ts';
import { writeWav } from '../../common/voice/sound/wav.ts';
import { repack } from '../../server/procedure-lists/unpack.ts';
import { RestHall } from '../support/rest-hall.ts';

const RATE = 24_000;

/** A recording as the studio sends it: a hum of so many Hz at a loudness. */
function recording(hertz: number, lufs = -16, seconds = 0.6, rateHz = RATE): Uint8Array {
  const hum = Float32Array.from(
    { length: seconds * rateHz },
    (_, at) => 0.1 * Math.sin((at * hertz) / 3_820),
  );
  return writeWav({ samples: levelled(hum, rateHz, { lufs, ceilingDb: -1.5 }), rateHz });
}

describe('voice packs of the hall’s own recordings', () => {
  const hall = new RestHall();
  let token = '';
  let admin = '';

  beforeAll(async () => {
    await hall.begin();
    token = await hall.person('giam-sat', 'supervisor');
    admin = await hall.person('quan-tri', 'admin');
  });
  afterAll(() => hall.close());

  const send = (path: string, content: Uint8Array, method = 'PUT', as = token) =>
    fetch(`${hall.running.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(content),
    });
  const record = (id: string, clip: string, content: Uint8Array) =>
    send(`/voice-packs/${id}/clips/${clip}`, content);
  const start = async (name: string, language = 'vi') => {
    const { status, body } = await hall.ask(token, 'POST', '/voice-packs', { name, language });
    expect(status).toBe(201);
    return String(body.id);
  };
  const read = async (id: string) => (await hall.ask(token, 'GET', `/voice-packs/${id}`)).body;
  const packsOnStage = (zone = 'hall'): readonly SpeakingPack[] =>
    hall.running.services.stages().find((each) => each.zone === zone)?.packs ?? [];
  const manifest = async (id: string, query = '') => {
    const answer = await fetch(`${hall.running.url}/voice/${id}/manifest.json${query}`);
    return { status: answer.status, cache: answer.headers.get('cache-control'), body: await answer.text() };
  };

  test('are started, recorded clip by clip and heard at once, each clip under the name of its content', async () => {
    const id = await start('Giọng chị Lan');
    const kept = await record(id, 'digit-1', recording(300));
    expect(kept.status).toBe(200);
    const clip = (await kept.json()) as { file: string; lufs: number; durationMs: number };
    expect(Math.abs(clip.lufs + 16)).toBeLessThan(0.2);
    expect(clip.durationMs).toBe(600);
    expect(await read(id)).toMatchObject({ clips: 1, seconds: 0.6, revision: 1, undoable: ['digit-1'] });
    const told = await manifest(id);
    expect(told).toMatchObject({ status: 200, cache: 'no-cache' });
    expect(JSON.parse(told.body)).toMatchObject({
      clips: { 'digit-1': { file: clip.file, durationMs: 600 } },
    });
    expect((await manifest(id, '?v=1')).cache).toContain('immutable');
    expect((await manifest(id, '?v=0')).cache).toBe('no-cache');
    const sound = await fetch(`${hall.running.url}/voice/${id}/${clip.file}`);
    expect(sound.headers.get('content-type')).toContain('audio/wav');
    expect(sound.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await sound.arrayBuffer()).equals(Buffer.from(recording(300)))).toBe(true);
    for (const wrong of ['digit-1-0000000000000000.wav', '..%2f..%2fhall.sqlite', 'digit-1.wav'])
      expect((await fetch(`${hall.running.url}/voice/${id}/${wrong}`)).status).toBe(404);
  });

  test('a take is undone and done again, and a third lets go of the first', async () => {
    const id = await start('Thử lại');
    const fileNow = async () => ((await read(id)).recorded as { file: string }[])[0]?.file;
    const undo = () => hall.ask(token, 'POST', `/voice-packs/${id}/clips/digit-2/undo`);
    expect((await undo()).status).toBe(404);
    await record(id, 'digit-2', recording(300));
    const first = await fileNow();
    await record(id, 'digit-2', recording(400));
    const second = await fileNow();
    expect(second).not.toBe(first);
    await undo();
    expect(await fileNow()).toBe(first);
    await undo();
    expect(await fileNow()).toBe(second);
    await record(id, 'digit-2', recording(500));
    await undo();
    expect(await fileNow()).toBe(second);
    // The only take of a clip: undone it is gone, and comes back.
    await record(id, 'digit-3', recording(300));
    const clips = async () => ((await read(id)).recorded as { clip: string }[]).map(({ clip }) => clip);
    const only = () => hall.ask(token, 'POST', `/voice-packs/${id}/clips/digit-3/undo`);
    await only();
    expect(await clips()).toEqual(['digit-2']);
    await only();
    expect(await clips()).toEqual(['digit-2', 'digit-3']);
  });

  test.each([
    ['what is no sound', 'no_sound', new TextEncoder().encode('OggS not a wave file'.repeat(20))],
    ['what is too short', 'too_short', recording(300, -16, 0.05)],
    ['what is too long', 'too_long', recording(300, -16, 21, 16_000)],
    ['what is too quiet', 'too_quiet', recording(300, -18)],
    ['what is too loud', 'too_loud', recording(300, -14.5)],
  ])('%s is refused by its content, with the reason', async (_, fault, content) => {
    const id = await start('Hỏng');
    const refused = await record(id, 'digit-1', content);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 'invalid_input', details: { fault } } });
    expect(await read(id)).toMatchObject({ clips: 0 });
    expect((await record(id, 'no-such-clip', recording(300))).status).toBe(404);
    expect((await record('own-none', 'digit-1', recording(300))).status).toBe(404);
  });

  test('speaks where the hall says so, in the whole hall or a zone, and what is recorded anew is told to the screens', async () => {
    const id = await start('Tầng hai');
    await record(id, 'please-number', recording(300));
    expect(packsOnStage().map(({ pack }) => pack)).toEqual(['vi-south']);
    await hall.ask(admin, 'PUT', '/settings', {
      zones: [{ code: 'tang-2', name: 'Tầng 2', counters: ['1'] }],
      voices: [{ zone: 'tang-2', pack: id }],
    });
    expect(packsOnStage().map(({ pack }) => pack)).toEqual(['vi-south']);
    expect(packsOnStage('tang-2')).toMatchObject([
      { pack: id, language: 'vi', revision: '1' },
      { pack: 'vi-south' },
    ]);
    await record(id, 'digit-1', recording(300));
    expect(packsOnStage('tang-2')[0]).toMatchObject({ pack: id, revision: '2' });
    await hall.ask(token, 'DELETE', `/voice-packs/${id}`);
    expect(packsOnStage('tang-2').map(({ pack }) => pack)).toEqual(['vi-south']);
    expect((await manifest(id)).status).toBe(404);
    await hall.ask(token, 'POST', `/voice-packs/${id}/restore`);
    expect(packsOnStage('tang-2')[0]?.pack).toBe(id);
  });

  test('goes out and comes in as one file, clip for clip', async () => {
    const id = await start('Chơ Ro', 'crw');
    for (const [clip, hertz] of [
      ['please-number', 200],
      ['digit-1', 300],
      ['counter-3', 400],
    ] as const)
      await record(id, clip, recording(hertz));
    const file = await fetch(`${hall.running.url}/api/v1/voice-packs/${id}/export`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(file.headers.get('content-type')).toBe('application/zip');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const taken = await send('/voice-packs/import', bytes, 'POST');
    expect(taken.status).toBe(201);
    const back = (await taken.json()) as { id: string };
    expect(back).toMatchObject({ name: 'Chơ Ro', language: 'crw', clips: 3 });
    expect(back.id).not.toBe(id);
    const of = async (pack: string) => (await read(pack)).recorded;
    expect(await of(back.id)).toEqual(await of(id));
  });

  const head = (clips: readonly string[], more: object = {}) =>
    Buffer.from(
      JSON.stringify({ format: 'motcua-voice-pack', version: 1, name: 'Lạ', language: 'vi', clips, ...more }),
    );
  const wav = Buffer.from(recording(300));
  test.each([
    ['bytes that are no zip', Buffer.from('PK nothing'), 'no_pack'],
    ['a zip without a head', repack(new Map([['clips/digit-1.wav', wav]])), 'no_pack'],
    [
      'a path out of the folder',
      repack(
        new Map([
          ['pack.json', head(['digit-1'])],
          ['clips/digit-1.wav', wav],
          ['../../evil.js', wav],
        ]),
      ),
      'foreign_part',
    ],
    ['a clip of no known name', repack(new Map([['pack.json', head(['../digit-1'])]])), 'no_pack'],
    ['a head that names more than there is', repack(new Map([['pack.json', head(['digit-1'])]])), 'no_pack'],
    [
      'another kind of sound under the name of a wave',
      repack(
        new Map([
          ['pack.json', head(['digit-1'])],
          ['clips/digit-1.wav', Buffer.from('OggS'.repeat(40))],
        ]),
      ),
      'no_sound',
    ],
    [
      'a head with more in it than a pack has',
      repack(
        new Map([
          ['pack.json', head(['digit-1'], { script: 'x' })],
          ['clips/digit-1.wav', wav],
        ]),
      ),
      'no_pack',
    ],
  ])('%s is refused whole', async (_, file, fault) => {
    const before = (await hall.ask(token, 'GET', '/voice-packs')).body.packs as unknown[];
    const refused = await send('/voice-packs/import', file, 'POST');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { details: { fault } } });
    expect((await hall.ask(token, 'GET', '/voice-packs')).body.packs).toHaveLength(before.length);
  });

  test('is the leaders’ work alone, and who did what stands in the log', async () => {
    const clerk = await hall.person('can-bo', 'clerk');
    expect((await hall.ask(clerk, 'GET', '/voice-packs')).status).toBe(403);
    expect((await hall.ask(clerk, 'POST', '/voice-packs', { name: 'Lén', language: 'vi' })).status).toBe(403);
    const id = await start('Có tên trong sổ');
    expect((await send(`/voice-packs/${id}/clips/digit-1`, recording(300), 'PUT', clerk)).status).toBe(403);
    await record(id, 'digit-1', recording(300));
    await hall.ask(token, 'PUT', `/voice-packs/${id}`, { name: 'Tên mới' });
    const { body } = await hall.ask(admin, 'GET', '/audit?kind=settings&limit=3');
    const told = (body.entries as { text: string }[]).map(({ text }) => text);
    expect(told.join('\n')).toContain('đã đổi tên bộ giọng đọc thành Tên mới');
    expect(told.join('\n')).toContain('đã thu một câu của bộ giọng đọc Có tên trong sổ');
  });

  test('lies in the record, so that every copy of it has the recordings', async () => {
    const id = await start('Trong bản sao');
    await record(id, 'digit-4', recording(300));
    const made = await hall.ask(admin, 'POST', '/backups');
    expect(made.status).toBe(201);
    const copy = new Sqlite(`${hall.folder}/backups/${String(made.body.name)}`, { readonly: true });
    const kept = copy.prepare('SELECT sound FROM voice_takes WHERE pack = ? AND is_present = 1').get(id) as {
      sound: Buffer;
    };
    copy.close();
    expect(kept.sound.equals(Buffer.from(recording(300)))).toBe(true);
  });
});
