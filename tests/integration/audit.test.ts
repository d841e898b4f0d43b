import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry, ChainState } from '../../common/protocol/audit.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('the log in sentences', () => {
  const hall = new RestHall();
  let admin: string;
  let chairman: string;
  beforeAll(async () => {
    await hall.begin();
    admin = hall.admin();
    chairman = await hall.person('chu-tich', 'chairman', 'Lê Văn Tám');
    const lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    const as = (token: string) => (method: string, path: string, body: unknown) =>
      hall.ask(token, method, path, body).then((given) => {
        if (given.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(given.body)}`);
        return given.body;
      });
    const root = as(admin);
    const clerk = as(lan);
    await root('POST', '/accounts', {
      username: 'hoa',
      displayName: 'Trần Thị Hoa',
      role: 'clerk',
      password: 'hoa-mat-khau',
    });
    await root('PUT', '/accounts/hoa', {
      displayName: 'Trần Thị Hoa',
      role: 'clerk',
      password: 'hoa-mat-khau-2',
    });
    await root('PUT', '/settings', { volume: 0.5, dialect: 'north' });
    await root('PUT', '/calendar/2026-12-24', { kind: 'closed', name: 'Bảo trì điện' });
    await root('PUT', '/hall-names/2027-01-01', { hallName: 'Trung tâm mới' });
    const { code } = await root('POST', '/devices/pairing', { kind: 'display', name: 'Màn hình sảnh' });
    await hall.ask(null, 'POST', '/devices/claim', { code });
    await root('PUT', '/officers/lan', { postedFrom: '2026-06-01', postedTo: '2026-12-31' });
    await root('DELETE', '/accounts/hoa', undefined);
    await clerk('POST', '/counters/1/open', {});
    const drawn = await root('POST', '/tickets', { field: 'chung-thuc-ho-tich', printer: null });
    await clerk('POST', '/counters/1/call-next', {});
    await clerk('POST', '/counters/1/start', {});
    await clerk('POST', '/counters/1/park', { reason: 'Đi sao chụp giấy tờ' });
    await clerk('POST', `/tickets/${drawn.id}/return`, {});
    await clerk('POST', `/tickets/${drawn.id}/priority`, { class: 'elderly', reason: 'thẻ' });
    await clerk('POST', '/counters/1/call', { number: drawn.number });
    await clerk('POST', '/counters/1/finish', { outcome: 'guidance' });
    await clerk('POST', `/tickets/${drawn.id}/correct`, { outcome: 'served' });
    const mistaken = await clerk('POST', '/tickets', { field: 'dat-dai', printer: null });
    await clerk('POST', `/tickets/${mistaken.id}/cancel`, {});
    await clerk('POST', '/counters/1/pause', { reason: 'Họp' });
    hall.clock.minutes(24 * 60);
    await clerk('POST', '/counters/1/open', {});
  });
  afterAll(() => hall.close());

  const read = async (query: string) => {
    const { body, status } = await hall.ask(chairman, 'GET', `/audit?${query}`);
    expect(status).toBe(200);
    return body as unknown as { entries: AuditEntry[]; nextCursor: number | null };
  };
  const texts = async (query: string) => (await read(query)).entries.map((each) => each.text);

  test('tells who did what, in whole Vietnamese sentences', async () => {
    expect(await texts('kind=office&actor=admin')).toEqual([
      'Quản trị đã ngừng tài khoản Trần Thị Hoa.',
      'Quản trị đã ghi hồ sơ bố trí của Nguyễn Thị Lan: từ 01/06/2026 đến 31/12/2026.',
      'Quản trị đã tạo mã ghép cho thiết bị Màn hình sảnh.',
      'Quản trị đã đặt tên đơn vị từ ngày 01/01/2027: Trung tâm mới.',
      'Quản trị đã đặt ngày 24/12/2026 là ngày nghỉ: Bảo trì điện.',
      'Quản trị đã đổi thiết lập: cách đọc số, âm lượng.',
      'Quản trị đã đặt mật khẩu mới cho Trần Thị Hoa.',
      'Quản trị đã đặt tài khoản Trần Thị Hoa, vai trò cán bộ quầy.',
      'Quản trị đã đặt tài khoản Trần Thị Hoa, vai trò cán bộ quầy.',
    ]);
    const [both, admin] = [
      await texts('kind=tickets&actor=lan,admin'),
      await texts('kind=tickets&actor=admin'),
    ];
    expect(admin.length).toBeGreaterThan(0);
    expect(both).toHaveLength(admin.length + (await texts('kind=tickets&actor=lan')).length);
    expect(await texts('kind=tickets&actor=lan')).toEqual([
      'Nguyễn Thị Lan đã hủy số 4001.',
      'Nguyễn Thị Lan đã cấp số 4001, Đất đai.',
      'Nguyễn Thị Lan đã sửa số 1001: kết quả.',
      'Nguyễn Thị Lan đã hoàn thành số 1001 tại Quầy 1: đã hướng dẫn.',
      'Nguyễn Thị Lan đã gọi số 1001 đến Quầy 1.',
      'Nguyễn Thị Lan đã đổi diện ưu tiên của số 1001 thành Người cao tuổi: thẻ.',
      'Nguyễn Thị Lan đã đưa số 1001 trở lại hàng chờ.',
      'Nguyễn Thị Lan đã tạm gác số 1001 tại Quầy 1: Đi sao chụp giấy tờ.',
      'Nguyễn Thị Lan đã bắt đầu phục vụ số 1001 tại Quầy 1.',
      'Nguyễn Thị Lan đã gọi số 1001 đến Quầy 1.',
    ]);
    expect(await texts('kind=counters&from=2026-11-24&to=2026-11-24')).toEqual([
      'Nguyễn Thị Lan đã tạm dừng Quầy 1: Họp.',
      'Nguyễn Thị Lan đã mở Quầy 1.',
    ]);
    expect(await texts('kind=records')).toContain('Hệ thống đã khép ngày làm việc 24/11/2026.');
  });

  test('no sentence has a gap, whatever the kind', async () => {
    const all: string[] = [];
    for (let cursor = ''; ; ) {
      const { entries, nextCursor } = await read(`kind=all&limit=200${cursor}`);
      all.push(...entries.map((each) => each.text));
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(all).toHaveLength(hall.running.services.hall.state.sequence);
    expect(all.filter((text) => /[{}]|undefined|\w+:\w+/.test(text))).toEqual([]);
  });

  test('page after page gives every entry once, newest first', async () => {
    const whole = (await read('kind=all&limit=200&to=2026-11-24')).entries.map((each) => each.sequence);
    const pages: number[] = [];
    let cursor: number | null = null;
    do {
      const page = await read(`kind=all&limit=7&to=2026-11-24${cursor === null ? '' : `&cursor=${cursor}`}`);
      pages.push(...page.entries.map((each) => each.sequence));
      cursor = page.nextCursor;
    } while (cursor !== null && pages.length < whole.length);
    expect(pages).toEqual(whole);
    expect([...pages].sort((a, b) => b - a)).toEqual(pages);
  });

  test('days are the hall’s own, and wrong ones are refused', async () => {
    const next = await read('kind=all&from=2026-11-25&to=2026-11-25');
    expect(next.entries.every((each) => each.at >= '2026-11-24T17:00:00.000Z')).toBe(true);
    expect(next.entries.length).toBeGreaterThan(0);
    expect((await read('kind=all&from=2026-11-26')).entries).toEqual([]);
    expect((await read('kind=all&to=2026-11-20')).entries).toEqual([]);
    for (const query of [
      'from=2026-11-26&to=2026-11-25',
      'kind=khong',
      'cursor=-1',
      'limit=5000',
      'from=hom-nay',
    ])
      expect((await hall.ask(admin, 'GET', `/audit?${query}`)).code).toBe('invalid_input');
  });

  const settled = async (): Promise<ChainState> => {
    await hall.ask(chairman, 'POST', '/audit/chain', {});
    let chain: ChainState = { state: 'idle' };
    await expect
      .poll(async () => {
        chain = (await hall.ask(chairman, 'GET', '/audit/chain')).body.chain as ChainState;
        return chain.state;
      })
      .not.toBe('running');
    return chain;
  };

  test('the chain is checked in the background and found whole, or broken where somebody wrote into it', async () => {
    const { sequence } = hall.running.services.hall.state;
    expect(await settled()).toMatchObject({ state: 'whole', events: sequence });
    const db = new Sqlite(`${hall.folder}/${DATABASE_FILE}`);
    const { body } = db.prepare('SELECT body FROM events WHERE sequence = 20').get() as { body: string };
    const write = db.prepare('UPDATE events SET body = ? WHERE sequence = 20');
    write.run(`${body.slice(0, -1)} }`);
    expect(await settled()).toMatchObject({ state: 'broken', firstBad: 20 });
    write.run(body);
    expect(await settled()).toMatchObject({ state: 'whole' });
    db.close();
  });
});
