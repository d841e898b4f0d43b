import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announcement } from '../../common/voice/announcement.ts';
import { spokenCount } from '../../common/voice/number-words.ts';
import { RestHall } from '../support/rest-hall.ts';

const NORTH = { language: 'vi', dialect: 'north' } as const;
const SOUTH = { language: 'vi', dialect: 'south' } as const;
const ENGLISH = { language: 'en', dialect: 'north' } as const;

describe('what anyone may read', () => {
  let hall: RestHall;
  beforeAll(async () => {
    hall = await new RestHall().begin();
    await hall.ask(hall.admin(), 'POST', '/templates/apply', { template: 'commune' });
  }, 30_000);
  afterAll(() => hall.close());

  const read = (path: string) =>
    fetch(`${hall.running.url}/api/v1${path}`, { headers: { origin: 'https://bao.vn' } });

  test('a page of any site reads the public state and the announcement, and nothing else', async () => {
    for (const path of ['/public', '/announce', '/procedures', '/public/times', '/public/data']) {
      const { headers } = await read(path);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('cache-control')).toBe('public, max-age=5');
    }
    for (const path of ['/fields', '/health', '/session', '/tickets', '/tokens', '/khong-co']) {
      const { headers } = await read(path);
      expect(`${path} ${headers.get('access-control-allow-origin')}`).toBe(`${path} null`);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    // A refused question is not kept on the way.
    const refused = await read('/announce?lang=de');
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([400, 'no-store']);
  });

  test('the announcement follows the line and has no digit in either language', async () => {
    const admin = hall.admin();
    const [field] = [...hall.running.services.hall.state.fields.values()];
    for (let i = 0; i < 3; i++)
      expect((await hall.ask(admin, 'POST', '/tickets', { field: field?.code, printer: null })).status).toBe(
        201,
      );
    const vi = await (await read('/announce?lang=vi')).text();
    expect(vi).toContain('có ba người đang chờ');
    const en = await (await read('/announce?lang=en')).text();
    expect(en).toContain('three people are waiting');
    expect(`${vi}${en}`).not.toMatch(/\d|UBND/);
  });

  test('numbers are said as people say them', () => {
    const said = [0, 15, 21, 24, 105, 115, 300, 1_000].map((n) => spokenCount(n, NORTH));
    expect(said).toEqual([
      'không',
      'mười lăm',
      'hai mươi mốt',
      'hai mươi tư',
      'một trăm linh năm',
      'một trăm mười lăm',
      'ba trăm',
      'hơn chín trăm chín mươi chín',
    ]);
    expect([24, 105].map((n) => spokenCount(n, SOUTH))).toEqual(['hai mươi bốn', 'một trăm lẻ năm']);
    expect([21, 105, 115].map((n) => spokenCount(n, ENGLISH))).toEqual([
      'twenty-one',
      'one hundred and five',
      'one hundred and fifteen',
    ]);
  });

  test('a name is said whole, one wait as one number, and a closed field as closed', () => {
    const text = announcement(
      'UBND P. Bến Thành - TP.HCM',
      [
        {
          name: 'Đất đai/xây dựng',
          waiting: 12,
          estimate: { lowMinutes: 10, highMinutes: 25 },
          isOpen: true,
        },
        { name: 'Hộ tịch', waiting: 1, estimate: { lowMinutes: 5, highMinutes: 5 }, isOpen: true },
        { name: 'Chứng thực', waiting: 0, estimate: null, isOpen: true },
        { name: 'Thuế', waiting: 2, estimate: null, isOpen: false },
      ],
      SOUTH,
    );
    expect(text.split('\n')).toEqual([
      'Ủy ban nhân dân phường Bến Thành, Thành phố Hồ Chí Minh xin thông báo.',
      'Đất đai, xây dựng có mười hai người đang chờ. Chờ từ mười đến hai mươi lăm phút.',
      'Hộ tịch có một người đang chờ. Chờ khoảng năm phút.',
      'Chứng thực không có người chờ.',
      'Thuế hiện chưa cấp số.',
    ]);
  });
});
