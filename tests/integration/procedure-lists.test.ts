import { join } from 'node:path';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ComparedFile, PublicListing } from '../../common/protocol/procedure-versions.ts';
import type { Patch, Snapshot } from '../../common/protocol/views.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { RestHall } from '../support/rest-hall.ts';

// Threads and sockets take their time on a busy machine, and nothing here measures it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const BIRTH = '1.001193';

describe('a procedure list over REST', () => {
  let rest: RestHall;
  let admin: string;
  beforeEach(async () => {
    rest = await new RestHall().begin();
    admin = rest.admin();
  });
  afterEach(() => rest.close());

  async function send(
    what: 'compare' | 'import',
    content: string | Buffer,
    query: Record<string, string> = {},
    token = admin,
  ) {
    const answer = await fetch(
      `${rest.running.url}/api/v1/procedure-lists/${what}?${new URLSearchParams(query)}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(Buffer.from(content as string)),
      },
    );
    const body = (await answer.json()) as { error?: { code: string; details?: Record<string, unknown> } };
    return { status: answer.status, code: body.error?.code ?? null, details: body.error?.details, body };
  }
  const compare = async (content: string | Buffer, query: Record<string, string> = {}) => {
    const answer = await send('compare', content, query);
    expect(answer.status).toBe(200);
    return answer.body as unknown as ComparedFile;
  };
  const procedures = () => rest.running.services.hall.state.procedures;
  const nextDay = async (days = 1) => {
    rest.clock.minutes(days * 24 * 60);
    await rest.running.services.hall.record([]);
  };
  const download = async (format: string, token: string | null = null, more = '') => {
    const answer = await fetch(`${rest.running.url}/api/v1/procedures/listing?format=${format}${more}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
  };

  const LIST = `Mã,Tên,Lĩnh vực,Lệ phí,Ngày hiệu lực
${BIRTH},Đăng ký khai sinh,,Miễn phí,25/11/2026
9.000001,Thủ tục mới,chung-thuc-ho-tich,8.000đ,25/11/2026
`;

  test('[PRC5] is compared, shown, confirmed, and holds from its day; the log tells who took in which file', async () => {
    const before = procedures().get(BIRTH);
    const seen = await compare(LIST);
    expect(seen.problems).toEqual([]);
    expect(seen.difference.added.map((each) => each.code)).toEqual(['9.000001']);
    expect(seen.difference.changed).toMatchObject([{ code: BIRTH, row: 2 }]);
    expect(procedures().get(BIRTH)).toEqual(before);
    expect(rest.deeds(/^procedure/).filter((each) => each.startsWith('admin'))).toEqual([]);

    const taken = await send('import', LIST, { file: 'danh-muc.csv', shown: seen.difference.shown });
    expect(taken.status).toBe(200);
    expect(procedures().get(BIRTH)?.fee).toBe(before?.fee);
    await nextDay();
    expect(procedures().get(BIRTH)?.fee).toBe('Miễn phí');
    expect(procedures().get('9.000001')?.active).toBe(true);
    const log = await rest.ask(admin, 'GET', '/audit?kind=catalogue&limit=3');
    expect(JSON.stringify(log.body)).toContain('danh-muc.csv');
    expect(await compare(LIST)).toMatchObject({ difference: { unchanged: 2, added: [], changed: [] } });
  });

  test('[PRC5] is refused when the file or the catalogue is another than was shown, or parts cannot be used', async () => {
    const { difference } = await compare(LIST);
    const other = LIST.replace('8.000đ', '9.000đ');
    expect(await send('import', other, { file: 'a.csv', shown: difference.shown })).toMatchObject({
      status: 409,
      code: 'list_changed',
    });
    await rest.ask(admin, 'PUT', `/procedures/${BIRTH}`, {
      field: procedures().get(BIRTH)?.field,
      name: 'Tên khác',
    });
    expect(await send('import', LIST, { file: 'a.csv', shown: difference.shown })).toMatchObject({
      code: 'list_changed',
    });
    const wrong = await send('import', `${LIST}8.1,Sai ngày,dat-dai,,31/02/2026\n`, {
      file: 'a.csv',
      shown: difference.shown,
    });
    expect(wrong).toMatchObject({
      status: 422,
      code: 'list_invalid',
      details: { count: 1, problems: [{ row: 4, reason: 'bad_date' }] },
    });
    expect(procedures().has('9.000001')).toBe(false);
  });

  test('[PRC4] rows that reach behind the version in force are counted, and begin today where the person says so', async () => {
    const field = procedures().get(BIRTH)?.field;
    await rest.ask(admin, 'PUT', `/procedures/${BIRTH}`, { field, name: 'Tên', effectiveFrom: '2026-11-24' });
    const old = LIST.replaceAll('25/11/2026', '01/07/2025');
    const first = await compare(old);
    expect(first).toMatchObject({ behind: 1, problems: [{ row: 2, column: 'Ngày hiệu lực' }] });
    const second = await compare(old, { behind: 'today' });
    expect(second).toMatchObject({ behind: 0, problems: [] });
    expect(second.difference.changed).toMatchObject([{ effectiveFrom: '2026-11-24' }]);
    const taken = await send('import', old, { file: 'a', shown: second.difference.shown, behind: 'today' });
    expect(taken.status).toBe(200);
    expect(procedures().get(BIRTH)?.fee).toBe('Miễn phí');
  });

  test('[PRC6] what the list leaves out goes out of use only where the person says so', async () => {
    const { difference } = await compare(LIST);
    const gone = difference.missing[0]?.code ?? '';
    expect(difference.missing.length).toBeGreaterThan(1);
    await send('import', LIST, { file: 'a', shown: difference.shown, missing: 'retire' });
    expect(procedures().get(gone)?.active).toBe(false);
    expect(procedures().get(BIRTH)?.active).toBe(true);
  });

  test('files that are no list are told in the answer, and files beyond the bound are refused', async () => {
    expect(await compare('%PDF-1.7')).toMatchObject({ problems: [{ row: null, reason: 'not_a_list' }] });
    expect(await compare('')).toMatchObject({ problems: [{ reason: 'empty_list' }] });
    expect(await send('compare', LIST, { fields: '{"a":1}' })).toMatchObject({ code: 'invalid_input' });
    expect(await send('compare', LIST, { fields: '{' })).toMatchObject({ code: 'invalid_input' });
    const large = await send('compare', Buffer.alloc(12 * 1024 * 1024 + 1, 32)).catch(() => null);
    if (large !== null) expect(large.code).toBe('payload_too_large');
    expect((await rest.ask(null, 'GET', '/health')).status).toBe(200);
  });

  test('the hall’s own list, as CSV and as a sheet, read again changes nothing, whatever stands in it', async () => {
    const line = fc
      .string({ unit: fc.constantFrom(...'Thủ tục;,"\'=-+@ (1) a\u0301đ'), maxLength: 30 })
      .map((text) =>
        text
          .normalize('NFC')
          .trim()
          .replace(/^[-+]\s+|^'+/, '')
          .trim(),
      );
    const said = line.map((text) => `x${text}`);
    const list = fc.uniqueArray(said, { maxLength: 4 });
    const fields = [...rest.running.services.hall.state.fields.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            field: fc.constantFrom(...fields),
            name: said,
            fee: fc.array(line, { maxLength: 3 }).map((lines) => lines.join('\n').trim()),
            timeLimit: line,
            note: line,
            nameEn: line,
            papers: list,
            words: list,
            effectiveFrom: fc.constantFrom(null, '2026-11-24'),
            effectiveTo: fc.constantFrom(null, '2027-01-01'),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (given) => {
          for (const [at, procedure] of given.entries())
            expect((await rest.ask(admin, 'PUT', `/procedures/R-${at}`, procedure)).status).toBe(200);
          for (const format of ['csv', 'xlsx']) {
            const { bytes } = await download(format);
            const read = await compare(bytes);
            expect(read.problems).toEqual([]);
            expect([read.difference.added, read.difference.changed, read.difference.missing]).toEqual([
              [],
              [],
              [],
            ]);
            expect(read.difference.unchanged).toBeGreaterThan(given.length - 1);
          }
        },
      ),
      { numRuns: 6, seed: 20_261_124 },
    );
  });

  test('the public reads what holds today, by field, in the hall’s name of the day; other days are for officials', async () => {
    const field = procedures().get(BIRTH)?.field;
    await rest.ask(admin, 'PUT', `/procedures/${BIRTH}`, {
      field,
      name: 'Khai sinh',
      fee: 'mới',
      effectiveFrom: '2026-11-25',
    });
    await rest.ask(admin, 'PUT', '/hall-names/2026-11-25', { hallName: 'Tên mới', superiorName: 'UBND xã' });
    const feeOf = (listing: PublicListing) =>
      listing.fields.flatMap((each) => each.procedures).find((each) => each.code === BIRTH)?.fee;
    const listing = async (more = '', token: string | null = null) =>
      (await rest.ask(token, 'GET', `/procedures/listing${more}`)).body as unknown as PublicListing;
    expect(feeOf(await listing())).not.toBe('mới');
    expect((await rest.ask(null, 'GET', '/procedures/listing?date=2026-11-25')).code).toBe('forbidden');
    expect(feeOf(await listing('?date=2026-11-25', admin))).toBe('mới');
    await nextDay();
    const today = await listing();
    expect([feeOf(today), today.hall.name, today.date]).toEqual(['mới', 'Tên mới', '2026-11-25']);
    for (const [format, mark] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ] as const) {
      const { status, bytes, headers } = await download(format);
      expect([status, bytes.subarray(0, mark.length).toString()]).toEqual([200, mark]);
      expect(headers.get('content-disposition')).toContain('Danh muc thu tuc hanh chinh 2026-11-25');
    }
  });

  test('[PRC1] screens hear of a change at once, and of the planned one when the day turns, with nobody at work', async () => {
    const field = procedures().get(BIRTH)?.field;
    const socket: Socket = io(rest.running.url, {
      auth: { protocol: 1, wants: 'kiosk' },
      transports: ['websocket'],
    });
    try {
      const marks: number[] = [];
      const wholes: number[] = [];
      socket.on('view:patch', (patch: Patch) => {
        if (patch.from === -1) wholes.push(patch.to);
        for (const record of patch.put) if (record.kind === 'hall') marks.push(record.proceduresAt);
      });
      await expect.poll(() => socket.connected).toBe(true);
      const markIn = (snapshot: Snapshot) =>
        snapshot.records.flatMap((each) => (each.kind === 'hall' ? [each.proceduresAt] : []))[0] ?? 0;
      const first = markIn(await socket.emitWithAck('view:get'));
      await rest.ask(admin, 'PUT', `/procedures/${BIRTH}`, { field, name: 'Hôm nay' });
      await expect.poll(() => marks.at(-1) ?? 0).toBeGreaterThan(first);
      await rest.ask(admin, 'PUT', `/procedures/${BIRTH}`, {
        field,
        name: 'Ngày mai',
        effectiveFrom: '2026-11-25',
      });
      const planned = rest.running.services.hall.state.proceduresAt;
      await expect.poll(() => marks.at(-1)).toBe(planned);
      await nextDay();
      await expect.poll(() => wholes.length).toBeGreaterThan(0);
      expect(markIn(await socket.emitWithAck('view:get'))).toBeGreaterThan(planned);
      const offered = (await rest.ask(null, 'GET', '/procedures')).body.procedures as {
        code: string;
        name: string;
      }[];
      expect(offered.find((each) => each.code === BIRTH)?.name).toBe('Ngày mai');
    } finally {
      socket.disconnect();
    }
  });

  test('versions of a procedure are told as past, present and planned; a planned one is taken back', async () => {
    const field = procedures().get(BIRTH)?.field;
    const put = (body: object) =>
      rest.ask(admin, 'PUT', `/procedures/${BIRTH}`, { field, name: 'A', ...body });
    await put({ fee: '1', effectiveFrom: '2026-11-24' });
    await put({ fee: '2', effectiveFrom: '2026-12-01' });
    const clerk = await rest.person('lan', 'clerk');
    const states = async () =>
      (
        (await rest.ask(clerk, 'GET', `/procedures/${BIRTH}/versions`)).body.versions as { state: string }[]
      ).map((each) => each.state);
    expect(await states()).toEqual(['past', 'present', 'planned']);
    const catalogue = await rest.ask(admin, 'GET', '/catalogue');
    expect(catalogue.body.planned).toMatchObject([{ effectiveFrom: '2026-12-01', procedure: { fee: '2' } }]);
    expect((await rest.ask(clerk, 'DELETE', `/procedures/${BIRTH}/versions/2026-12-01`)).code).toBe(
      'forbidden',
    );
    expect((await rest.ask(admin, 'DELETE', `/procedures/${BIRTH}/versions/2026-12-01`)).status).toBe(200);
    expect(await states()).toEqual(['past', 'present']);
    expect((await rest.ask(admin, 'DELETE', `/procedures/${BIRTH}/versions/2026-11-24`)).code).toBe(
      'past_version',
    );
    expect((await rest.ask(admin, 'GET', '/procedures/khong-co/versions')).code).toBe('unknown_procedure');
  });

  test('two thousand procedures come in as one act; the log, tables and snapshots agree, also after a restart', async () => {
    const rows = Array.from({ length: 2_000 }, (_, at) =>
      [
        `8.${String(at).padStart(6, '0')}`,
        `Thủ tục số ${at}`,
        'dat-dai',
        `${at} đồng`,
        '"Đơn\nCCCD"',
        '2026-11-25',
      ].join(','),
    );
    const list = `Mã,Tên,Lĩnh vực,Lệ phí,Hồ sơ,Từ ngày\n${rows.join('\n')}\n`;
    const { difference } = await compare(list);
    expect(difference.added).toHaveLength(2_000);
    expect((await send('import', list, { file: 'tinh.csv', shown: difference.shown })).status).toBe(200);
    await nextDay();
    expect(procedures().get('8.001999')?.papers).toEqual(['Đơn', 'CCCD']);
    await rest.running.stop();
    const file = join(rest.folder, DATABASE_FILE);
    expect(verifyReadTables(file, new HallCalendar('Asia/Ho_Chi_Minh'))).toEqual(ALL_FOLLOWS);
    const db = openDatabase(file);
    expect(verifyLog(db)).toMatchObject({ ok: true });
    db.close();
    await rest.begin();
    expect(procedures().get('8.001999')?.fee).toBe('1999 đồng');
  });
});
