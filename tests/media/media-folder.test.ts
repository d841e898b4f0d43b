import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MediaFolder } from '../../server/media/media-folder.ts';
import { RestHall } from '../support/rest-hall.ts';

const PNG = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\u001a\n0000')]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
const MP4 = Buffer.from('\0\0\0\u0018ftypisom00000000');
const WEBM = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0]);
const WEBP = Buffer.from('RIFF0000WEBPVP8 ');
const MEGABYTE = 1024 * 1024;

describe('the media folder', () => {
  let folder: string;
  let media: MediaFolder;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-media-'));
    media = new MediaFolder(folder);
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
    const shown = await new MediaFolder(many).list();
    expect([shown.files.length, shown.left]).toEqual([60, [{ name: '61.png', fault: 'too_many' }]]);
    const stamp = shown.files[0]?.stamp;
    writeFileSync(join(many, '1.png'), Buffer.concat([PNG, PNG]));
    expect((await new MediaFolder(many).list()).files[0]?.stamp).not.toBe(stamp);
    rmSync(many, { recursive: true });
    expect(await new MediaFolder(many).list()).toEqual({ files: [], left: [] });
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
