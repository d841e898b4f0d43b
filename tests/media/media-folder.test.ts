import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardMedia, MediaShelf } from '../../common/protocol/board-media.ts';
import { MediaFolder } from '../../server/media/media-folder.ts';
import { RestHall } from '../support/rest-hall.ts';

const PNG = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\u001a\n0000')]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
const MP4 = Buffer.from('\0\0\0\u0018ftypisom00000000');
const WEBM = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0]);
const WEBP = Buffer.from('RIFF0000WEBPVP8 ');
const MEGABYTE = 1024 * 1024;
const AROUND = {
  today: () => '2026-11-24',
  onError: (error: unknown) => {
    throw error;
  },
};

describe('the media folder', () => {
  let folder: string;
  let media: MediaFolder;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-media-'));
    media = new MediaFolder(folder, AROUND);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('shows pictures and videos in the order of their names, and leaves out what is none and says why', async () => {
    for (const [name, content] of [
      ['2 bản đồ.PNG', PNG],
      ['10 giờ làm việc.jpeg', JPEG],
      ['3 phim.mp4', MP4],
      ['4.webm', WEBM],
      ['5.webp', WEBP],
      ['6 giả.jpg', PNG],
      ['7.svg', Buffer.from('<svg onload="alert(1)"/>')],
      ['8.html', Buffer.from('<p>')],
      ['.an.png', PNG],
    ] as const)
      writeFileSync(join(folder, name), content);
    symlinkSync('/etc/hostname', join(folder, '9.png'));
    const { files, left } = await media.list();
    expect(files.map(({ name, kind }) => [name, kind])).toEqual([
      ['2 bản đồ.PNG', 'image'],
      ['3 phim.mp4', 'video'],
      ['4.webm', 'video'],
      ['5.webp', 'image'],
      ['10 giờ làm việc.jpeg', 'image'],
    ]);
    expect(left).toEqual([
      { name: '6 giả.jpg', fault: 'not_what_it_says' },
      { name: '7.svg', fault: 'unknown_type' },
      { name: '8.html', fault: 'unknown_type' },
    ]);
  });

  test('finds what it shows and nothing else, by plain names alone', async () => {
    expect(await media.find('3 phim.mp4')).toEqual({ path: join(folder, '3 phim.mp4'), mime: 'video/mp4' });
    for (const name of ['6 giả.jpg', '7.svg', '9.png', '.an.png', '../3 phim.mp4', '', 'khong-co.png'])
      expect([name, await media.find(name)]).toEqual([name, undefined]);
  });

  test('a picture over 12 MB and a video over 300 MB are too large; at the bound they are shown', async () => {
    for (const [name, head, bytes] of [
      ['a.png', PNG, 12 * MEGABYTE],
      ['b.png', PNG, 12 * MEGABYTE + 1],
      ['c.mp4', MP4, 300 * MEGABYTE],
      ['d.mp4', MP4, 300 * MEGABYTE + 1],
    ] as const) {
      writeFileSync(join(folder, name), head);
      // Sparse: nothing is written for it.
      truncateSync(join(folder, name), bytes);
    }
    const { files, left } = await media.list();
    const names = files.map((file) => file.name);
    expect([names.includes('a.png'), names.includes('c.mp4')]).toEqual([true, true]);
    expect(left.filter((each) => each.fault === 'too_large').map((each) => each.name)).toEqual([
      'b.png',
      'd.mp4',
    ]);
    expect(await media.find('b.png')).toBeUndefined();
  });

  test('sixty files are shown, the rest is told; the stamp changes with the content', async () => {
    const many = mkdtempSync(join(tmpdir(), 'motcua-many-'));
    for (let n = 1; n <= 61; n += 1) writeFileSync(join(many, `${n}.png`), PNG);
    const shown = await new MediaFolder(many, AROUND).list();
    expect([shown.files.length, shown.left]).toEqual([60, [{ name: '61.png', fault: 'too_many' }]]);
    const stamp = shown.files[0]?.stamp;
    writeFileSync(join(many, '1.png'), Buffer.concat([PNG, PNG]));
    expect((await new MediaFolder(many, AROUND).list()).files[0]?.stamp).not.toBe(stamp);
    rmSync(many, { recursive: true });
    expect(await new MediaFolder(many, AROUND).list()).toEqual({ files: [], left: [] });
  });
});

describe('a hall with media', () => {
  let hall: RestHall;
  beforeAll(async () => {
    hall = await new RestHall().begin();
  }, 30_000);
  afterAll(() => hall.close());

  test('sends what it shows with its own type, also part of it, and refuses the rest', async () => {
    mkdirSync(join(hall.folder, 'media'), { recursive: true });
    writeFileSync(join(hall.folder, 'media', 'phim 1.mp4'), MP4);
    writeFileSync(join(hall.folder, 'media', 'x.html'), '<script>');
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${hall.running.url}${path}`, { headers });
    const whole = await get('/media/phim%201.mp4');
    expect([
      whole.status,
      whole.headers.get('content-type'),
      whole.headers.get('x-content-type-options'),
    ]).toEqual([200, 'video/mp4', 'nosniff']);
    const part = await get('/media/phim%201.mp4', { range: 'bytes=4-7' });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    for (const path of ['/media/x.html', '/media/..%2Fmotcua.sqlite', '/media/'])
      expect((await get(path)).status).toBe(404);
  });
});

describe('media put on the boards from the console', () => {
  const hall = new RestHall();
  let lead: string;
  beforeAll(async () => {
    await hall.begin();
    lead = await hall.person('lan', 'supervisor');
  }, 30_000);
  afterAll(() => hall.close());

  const upload = async (name: string, content: Buffer) => {
    const answer = await fetch(`${hall.running.url}/api/v1/media?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lead}` },
      body: new Uint8Array(content),
    });
    const read = (await answer.json()) as { name?: string; error?: { code: string } };
    return read.name ?? read.error?.code;
  };
  const shelf = async () => (await hall.ask(lead, 'GET', '/media/shelf')).body as unknown as MediaShelf;
  const onBoard = async () =>
    ((await hall.ask(lead, 'GET', '/media')).body as unknown as BoardMedia).files.map(({ name }) => name);

  test('a file is what its content says, whatever its name; what is none is refused and leaves nothing', async () => {
    expect(await upload('tranh.png', JPEG)).toBe('tranh.jpg');
    expect(await upload('tranh.jpeg', JPEG)).toBe('tranh.jpeg');
    expect(await upload('tranh.jpg', JPEG)).toBe('tranh (2).jpg');
    expect(await upload('phim', MP4)).toBe('phim.mp4');
    expect(await upload('trang.html', Buffer.from('<script>alert(1)</script>'))).toBe('media_unknown');
    expect(await upload('to.png', Buffer.concat([PNG, Buffer.alloc(12 * MEGABYTE)]))).toBe(
      'payload_too_large',
    );
    expect(await upload('../ngoai.png', PNG)).toBe('invalid_input');
    expect(await upload('.an.png', PNG)).toBe('invalid_input');
    expect(readdirSync(join(hall.folder, 'media')).filter((name) => name.startsWith('.upload'))).toEqual([]);
    expect((await shelf()).files).toHaveLength(4);
  });

  test('they are shown in the order that was given, on their days alone', async () => {
    const names = ['phim.mp4', 'tranh.jpg', 'khong-co.png'];
    await hall.ask(lead, 'PUT', '/media/order', { names });
    expect(await onBoard()).toEqual(['phim.mp4', 'tranh.jpg', 'tranh (2).jpg', 'tranh.jpeg']);
    const today = hall.running.services.hall.moment().date;
    const dates = (from: string | null, to: string | null) =>
      hall.ask(lead, 'PUT', '/media/tranh.jpg/dates', { from, to });
    await dates(today, today);
    expect(await onBoard()).toContain('tranh.jpg');
    hall.clock.minutes(24 * 60);
    expect(await onBoard()).not.toContain('tranh.jpg');
    expect((await shelf()).files.find(({ name }) => name === 'tranh.jpg')).toMatchObject({
      to: today,
      shown: false,
    });
    expect((await dates(today, '2020-01-01')).status).toBe(400);
    expect((await hall.ask(lead, 'PUT', '/media/khong-co.png/dates', { from: null, to: null })).status).toBe(
      404,
    );
  });

  test('a removed file is off the boards and can be put back for a day, with its days', async () => {
    expect((await hall.ask(lead, 'DELETE', '/media/phim.mp4')).status).toBe(200);
    expect((await fetch(`${hall.running.url}/media/phim.mp4`)).status).toBe(404);
    expect((await shelf()).removed).toEqual(['phim.mp4']);
    // A new file does not take the name of one that may come back.
    expect(await upload('phim.mp4', MP4)).toBe('phim (2).mp4');
    expect((await hall.ask(lead, 'POST', '/media/phim.mp4/restore')).status).toBe(200);
    expect((await onBoard())[0]).toBe('phim.mp4');
    await hall.ask(lead, 'DELETE', '/media/phim.mp4');
    const long = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(join(hall.folder, 'media', '.removed', 'phim.mp4'), long, long);
    expect((await hall.ask(lead, 'POST', '/media/phim.mp4/restore')).status).toBe(404);
    expect((await shelf()).removed).toEqual([]);
  });
});
