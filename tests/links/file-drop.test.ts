import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Excel from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

const SECOND_MS = 1_000;
const code = (serial: number) => `H15.50.05.13-261008-${String(serial).padStart(4, '0')}`;

describe('dossiers by files', () => {
  const hall = new RestHall();
  let admin: string;
  let inbox: string;
  let outbox: string;
  let copies = 0;

  beforeAll(async () => {
    await hall.begin();
    admin = hall.admin();
    await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
    await hall.ask(admin, 'PUT', '/settings', { dossierFiles: true });
    inbox = join(hall.folder, 'dossiers', 'in');
    outbox = join(hall.folder, 'dossiers', 'out');
  }, 30_000);
  afterAll(() => hall.close());
  beforeEach(() => {
    rmSync(inbox, { recursive: true, force: true });
    mkdirSync(inbox, { recursive: true });
  });

  const look = () => hall.running.services.dossierFiles.look();
  /** A look that sees the file, and one that finds it unchanged. */
  const twice = async () => {
    await look();
    hall.clock.atMs += 4 * SECOND_MS;
    await look();
  };
  const put = (name: string, content: string | Buffer) => {
    writeFileSync(join(inbox, name), content);
    // Each copy bears a time of its own, as files do that come one after another.
    copies += 1;
    utimesSync(join(inbox, name), copies, copies);
  };
  const result = (name: string) => readFileSync(join(inbox, `${name}.ket-qua.txt`), 'utf8');
  const answered = () => readdirSync(inbox).filter((name) => name.endsWith('.ket-qua.txt'));
  const stateOf = async (serial: number) =>
    (await hall.ask(admin, 'GET', `/dossiers/${code(serial)}`)).body.state;
  const told = () =>
    hall.running.services.reads.events(0, 10_000).filter((each) => each.event.type === 'dossier:told').length;

  test('a CSV file of Vietnamese software is taken in, and answered beside it', async () => {
    put(
      'ho-so.csv',
      `Sở Tư pháp\nMã hồ sơ;Trạng thái;Lĩnh vực;Giấy tờ cần bổ sung\n${code(1)};Đã có kết quả;Chứng thực – Hộ tịch;\n${code(2)};Cần bổ sung;;Giấy a; \n`,
    );
    await look();
    expect(answered()).toEqual([]);
    await twice();
    expect(result('ho-so.csv')).toContain('Đã ghi 2 hồ sơ; 0 hồ sơ không có gì mới; 0 dòng không dùng được.');
    expect((await hall.ask(admin, 'GET', `/dossiers/${code(1)}`)).body).toMatchObject({
      state: 'ready',
      field: 'chung-thuc-ho-tich',
    });
    expect((await hall.ask(admin, 'GET', `/dossiers/${code(2)}`)).body).toMatchObject({
      state: 'supplement',
      papers: ['Giấy a'],
    });
  });

  test('a workbook is taken in as well', async () => {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('Hồ sơ');
    sheet.addRow(['STT', 'Mã hồ sơ', 'Tình trạng hồ sơ', 'Mã TTHC']);
    sheet.addRow([1, code(3), 'Đã tiếp nhận', '1.001193']);
    put('ho-so.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    await twice();
    expect(result('ho-so.xlsx')).toContain('Đã ghi 1 hồ sơ');
    expect((await hall.ask(admin, 'GET', `/dossiers/${code(3)}`)).body).toMatchObject({
      state: 'received',
      procedure: '1.001193',
      field: 'chung-thuc-ho-tich',
    });
  });

  test('columns with names of citizens are dropped with a sentence, and nothing of them is kept anywhere', async () => {
    put(
      'co-ten.csv',
      `Mã hồ sơ,Trạng thái,Họ và tên,Tên người nộp,CCCD,Số điện thoại,Địa chỉ,Ghi chú\n${code(4)},ready,Nguyễn Thị Bí Mật,Bí Mật,075123456789,0912345678,Tổ 5,x\n${code(5)},sai,Nguyễn Thị Bí Mật,,,,,\n`,
    );
    await twice();
    const answer = result('co-ten.csv');
    for (const title of ['Họ và tên', 'Tên người nộp', 'CCCD', 'Số điện thoại', 'Địa chỉ'])
      expect(answer.split('\r\n').find((line) => line.includes('thông tin cá nhân'))).toContain(`“${title}”`);
    expect(answer).toContain('cột không dùng đến: “Ghi chú”');
    expect(answer).toContain('Dòng 3: mã hồ sơ, trạng thái');
    const log = JSON.stringify(hall.running.services.reads.events(0, 10_000));
    for (const text of [answer, log]) expect(text).not.toMatch(/Bí Mật|075123456789|0912345678|Tổ 5/);
  });

  test('a half-written file is waited for while it grows, and taken in when it is whole', async () => {
    const whole = `Mã hồ sơ,Trạng thái\n${code(6)},ready\n${code(7)},ready\n`;
    for (const length of [20, 40, 60]) {
      put('dang-chep.csv', whole.slice(0, length));
      await look();
      hall.clock.atMs += 4 * SECOND_MS;
    }
    put('dang-chep.csv', whole);
    await look();
    hall.clock.atMs += 4 * SECOND_MS - 1;
    await look();
    expect(answered()).toEqual([]);
    hall.clock.atMs += 1;
    await look();
    expect(result('dang-chep.csv')).toContain('Đã ghi 2 hồ sơ');
  });

  test('a file that cannot be read is given a minute to become whole, then refused in words', async () => {
    const book = new Excel.Workbook();
    book.addWorksheet('a').addRow(['Mã hồ sơ', 'Trạng thái']);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    put('nua.xlsx', bytes.subarray(0, bytes.length / 2));
    await twice();
    await look();
    expect(answered()).toEqual([]);
    hall.clock.atMs += 60 * SECOND_MS;
    await look();
    expect(result('nua.xlsx')).toContain('bị hỏng hoặc chưa chép xong');
  });

  test('the same content is taken in once, under another name and after a restart too', async () => {
    const content = `Mã hồ sơ,Trạng thái\n${code(8)},ready\n`;
    put('mot.csv', content);
    await twice();
    await hall.ask(admin, 'PUT', `/dossiers/${code(8)}`, { state: 'returned' });
    const before = told();
    put('hai.csv', content);
    await twice();
    expect(result('hai.csv')).toMatch(/Nội dung này đã nhận lúc .* trong tệp mot\.csv; không ghi lần nữa/);
    const answers = answered().length;
    rmSync(join(inbox, 'mot.csv.ket-qua.txt'));
    await hall.running.stop();
    await hall.begin();
    admin = hall.admin();
    await twice();
    expect(answered()).toHaveLength(answers - 1);
    expect(told()).toBe(before);
    expect(await stateOf(8)).toBe('returned');
  });

  test('a file of the same name with other content is another file', async () => {
    put('lai.csv', `Mã hồ sơ,Trạng thái\n${code(9)},received\n`);
    await twice();
    put('lai.csv', `Mã hồ sơ,Trạng thái\n${code(9)},ready\n`);
    await twice();
    expect(await stateOf(9)).toBe('ready');
  });

  test.each([
    ['anh.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'không phải CSV hoặc XLSX'],
    ['bao-cao.pdf', Buffer.from('%PDF-1.7 …'), 'không phải CSV hoặc XLSX'],
    ['khac.csv', Buffer.from('ten,tuoi\nA,3\n'), 'Không tìm thấy cột “Mã hồ sơ”'],
    ['rong.csv', Buffer.from(''), 'không có nội dung'],
    ['lon.csv', Buffer.alloc(10_000_001, 'a'), 'quá lớn'],
  ])('a file that is none of ours is answered in words: %s', async (name, content, words) => {
    const before = told();
    put(name, content);
    await twice();
    expect(result(name)).toContain(words);
    expect(told()).toBe(before);
  });

  test('wrong rows are told by their number, and the right ones are kept', async () => {
    const rows = [
      `${code(11)},ready,ho-tich-khong-co,`,
      `${code(12)},ready,,9.999999`,
      'khong-phai-ma,ready,,',
      `${code(13)},ready,,`,
    ];
    put('sai.csv', `Mã hồ sơ,Trạng thái,Lĩnh vực,Mã thủ tục\n${rows.join('\n')}\n`);
    await twice();
    expect(result('sai.csv').split('\r\n').slice(1, -1)).toEqual([
      'Đã ghi 1 hồ sơ; 0 hồ sơ không có gì mới; 3 dòng không dùng được.',
      'Dòng 2: đơn vị không có lĩnh vực này.',
      'Dòng 3: đơn vị không có thủ tục này, hoặc thủ tục thuộc lĩnh vực khác.',
      'Dòng 4: mã hồ sơ, trạng thái hoặc giấy tờ không đúng mẫu.',
    ]);
    expect(await stateOf(13)).toBe('ready');
  });

  test('rows say as of when, in the ways people and spreadsheets write it; the newest stands and late ones are named', async () => {
    const date = (daysAgo: number) =>
      hall.running.services.hall.calendar.momentOf(hall.clock.atMs - daysAgo * 86_400_000).date;
    const slashed = (daysAgo: number) => date(daysAgo).split('-').reverse().join('/');
    put(
      'co-gio.csv',
      [
        'Mã hồ sơ,Trạng thái,Thời điểm',
        `${code(31)},Đã có kết quả,${slashed(1)} 09:30`,
        `${code(31)},Đã tiếp nhận,${date(3)}T08:00:00+07:00`,
        `${code(32)},Đã trả,${slashed(2)}`,
        `${code(33)},Đã có kết quả,${slashed(0)}`,
        `${code(34)},Đã có kết quả,${slashed(-2)}`,
        `${code(34)},Đã có kết quả,sáng nay`,
      ].join('\n'),
    );
    await twice();
    expect(result('co-gio.csv').split('\r\n').slice(1, -1)).toEqual([
      'Đã ghi 3 hồ sơ; 0 hồ sơ không có gì mới; 2 dòng không dùng được.',
      '1 dòng báo muộn (dòng 3): đơn vị đã biết tình trạng mới hơn của hồ sơ nên giữ tình trạng đó.',
      'Dòng 6: thời điểm không đúng mẫu hoặc ở sau giờ hiện tại.',
      'Dòng 7: thời điểm không đúng mẫu hoặc ở sau giờ hiện tại.',
    ]);
    const known = async (serial: number) =>
      (await hall.ask(hall.admin(), 'GET', `/dossiers/${code(serial)}`)).body;
    expect(await known(31)).toMatchObject({
      state: 'ready',
      asOf: new Date(`${date(1)}T09:30:00+07:00`).toISOString(),
    });
    expect(await known(32)).toMatchObject({
      asOf: new Date(`${date(2)}T23:59:59.999+07:00`).toISOString(),
    });
    expect((await known(33)).asOf).toBe((await known(33)).changedAt);
  });

  test('a workbook with times keeps them to the minute, and a formula is no value', async () => {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('Hồ sơ');
    sheet.addRow(['Mã hồ sơ', 'Trạng thái', 'Cập nhật lúc']);
    const { date } = hall.running.services.hall.calendar.momentOf(hall.clock.atMs - 86_400_000);
    sheet.addRow([code(35), 'Đã có kết quả', new Date(`${date}T09:15:00Z`)]);
    sheet.addRow([{ formula: 'A2', result: code(36) }, 'Đã có kết quả', null]);
    put('co-gio.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    await twice();
    expect(result('co-gio.xlsx').split('\r\n').slice(1, -1)).toEqual([
      'Đã ghi 1 hồ sơ; 0 hồ sơ không có gì mới; 1 dòng không dùng được.',
      'Dòng 3: có ô là công thức; xin chép lại thành giá trị.',
    ]);
    expect((await hall.ask(hall.admin(), 'GET', `/dossiers/${code(35)}`)).body.asOf).toBe(
      new Date(`${date}T09:15:00+07:00`).toISOString(),
    );
  });

  test('links, folders, hidden and unfinished files are left alone; switched off, so is everything', async () => {
    mkdirSync(join(inbox, 'thu-muc.csv'));
    symlinkSync('/etc/hostname', join(inbox, 'lien-ket.csv'));
    for (const name of ['.an.csv', '~$so.xlsx', 'tai.csv.part', 'tam.tmp'])
      put(name, 'Mã hồ sơ,Trạng thái\n');
    await twice();
    expect(answered()).toEqual([]);
    await hall.ask(admin, 'PUT', '/settings', { dossierFiles: false });
    put('tat.csv', 'a,b\n');
    await twice();
    expect(answered()).toEqual([]);
    await hall.ask(admin, 'PUT', '/settings', { dossierFiles: true });
    await twice();
    expect(answered()).toEqual(['tat.csv.ket-qua.txt']);
  });

  test('each file that was answered is listed, with its figures and its answer to read again', async () => {
    put(
      'dau.csv',
      `Mã hồ sơ,Trạng thái,Thời điểm\n${code(41)},ready,\n${code(41)},received,01/01/2026 08:00\nsai,ready,\n`,
    );
    await twice();
    put('trung.csv', readFileSync(join(inbox, 'dau.csv')));
    await twice();
    put('anh.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 9]));
    await twice();
    const token = hall.admin();
    const { body } = await hall.ask(token, 'GET', '/dossier-files?limit=3');
    expect(body.files).toMatchObject([
      { name: 'anh.csv', outcome: 'foreign', recorded: 0, wrong: 0 },
      { name: 'trung.csv', outcome: 'twin' },
      { name: 'dau.csv', outcome: 'taken', recorded: 1, unchanged: 0, late: 1, wrong: 1 },
    ]);
    const [, , first] = body.files as { id: number }[];
    const answer = await fetch(`${hall.running.url}/api/v1/dossier-files/${first?.id}/result`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.headers.get('content-disposition')).toContain('dau.csv.ket-qua.txt');
    expect(await answer.text()).toBe(result('dau.csv').replace('\uFEFF', ''));
    expect((await hall.ask(token, 'GET', '/dossier-files/999999/result')).code).toBe('not_found');
    const { body: older } = await hall.ask(token, 'GET', `/dossier-files?limit=1&cursor=${first?.id}`);
    expect((older.files as { id: number }[])[0]?.id).toBeLessThan(first?.id ?? 0);
  });

  const folder = async () =>
    (await hall.ask(hall.admin(), 'GET', '/dossier-files')).body.folder as Record<string, unknown>;

  test('the folder tells what is left alone in it and why', async () => {
    mkdirSync(join(inbox, 'thu-muc'));
    symlinkSync('/etc/hostname', join(inbox, 'lien-ket.csv'));
    put('tai.csv.part', 'Mã hồ sơ');
    put('dang-chep.csv', 'Mã hồ sơ');
    await look();
    expect(await folder()).toMatchObject({ path: inbox, state: 'ok' });
    expect(
      new Map(
        ((await folder()).left as { name: string; why: string }[]).map((each) => [each.name, each.why]),
      ),
    ).toEqual(
      new Map([
        ['thu-muc', 'folder'],
        ['lien-ket.csv', 'link'],
        ['tai.csv.part', 'unfinished'],
        ['dang-chep.csv', 'changing'],
      ]),
    );
  });

  test('a folder that is not there, or that takes no answer, is told, and works again by itself', async () => {
    rmSync(inbox, { recursive: true });
    writeFileSync(inbox, 'không phải thư mục');
    await look();
    expect(await folder()).toMatchObject({ state: 'unreachable' });
    rmSync(inbox);
    await look();
    expect(await folder()).toMatchObject({ state: 'ok', left: [] });
    const blocked = join(inbox, 'khoa.csv.ket-qua.txt.new');
    mkdirSync(blocked);
    put('khoa.csv', `Mã hồ sơ,Trạng thái\n${code(42)},ready\n`);
    await twice();
    expect(await folder()).toMatchObject({ state: 'unwritable' });
    rmSync(blocked, { recursive: true });
    await look();
    expect(await folder()).toMatchObject({ state: 'ok' });
    expect(result('khoa.csv')).toContain('1 hồ sơ không có gì mới');
    await hall.ask(hall.admin(), 'PUT', '/settings', { dossierFiles: false });
    expect(await folder()).toMatchObject({ state: 'off', left: [] });
    await hall.ask(hall.admin(), 'PUT', '/settings', { dossierFiles: true });
  });

  test('what visits received stands in the file of the day and in the interface, and follows a reopened visit', async () => {
    const { date } = hall.running.services.hall.moment();
    const draw = (more: object) =>
      hall.ask(admin, 'POST', '/tickets', { field: 'tra-ket-qua', printer: null, ...more });
    const act = (what: string, body: object = {}) => hall.ask(admin, 'POST', `/counters/1/${what}`, body);
    await act('open', { fields: ['tra-ket-qua'] });
    const first = await draw({ purpose: 'collect', dossierCode: code(21) });
    await draw({ dossierCode: code(22) });
    await act('call-next');
    await act('finish');
    await act('call-next');
    await act('finish', {
      outcome: 'missing_papers',
      transactions: [{ procedure: '1.001193', count: 1, dossierCode: code(23) }],
    });
    await look();
    const lines = () =>
      readFileSync(join(outbox, `tiep-nhan-${date}.csv`), 'utf8')
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',').slice(0, 4).join(','));
    expect(lines()).toEqual([
      `${code(21)},returned,tra-ket-qua,`,
      `${code(22)},supplement,tra-ket-qua,`,
      `${code(23)},supplement,tra-ket-qua,1.001193`,
    ]);
    expect((await hall.ask(admin, 'GET', `/dossier-receptions?date=${date}`)).body.receptions).toMatchObject([
      { code: code(21), state: 'returned', number: first.body.number, counter: '1' },
      { code: code(22) },
      { code: code(23), procedure: '1.001193' },
    ]);
    await act('reopen', { number: first.body.number });
    await look();
    expect(lines()).not.toContain(`${code(21)},returned,tra-ket-qua,`);
  });
});
