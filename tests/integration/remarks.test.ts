import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Remark } from '../../common/protocol/remarks.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { RestHall } from '../support/rest-hall.ts';

type Listed = Remark & { readonly officerName: string; readonly settledByName: string | null };

describe('remarks over the interface', () => {
  const hall = new RestHall();
  let lan: string;
  let minh: string;
  let chairman: string;
  const FIELD = 'chung-thuc-ho-tich';
  const procedure = () => {
    const found = [...hall.running.services.procedures()].find((each) => each.field === FIELD);
    if (!found) throw new Error('the template has no procedure');
    return found.code;
  };

  beforeAll(async () => {
    await hall.begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    minh = await hall.person('minh', 'clerk');
    chairman = await hall.person('chu-tich', 'chairman', 'Lê Văn Tám');
  });
  afterAll(() => hall.close());

  const post = async (token: string, body: object, key: string) => {
    const answer = await fetch(`${hall.running.url}/api/v1/remarks`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const own = async (token: string) =>
    (await hall.ask(token, 'GET', '/me/remarks')).body.remarks as unknown as Remark[];
  const all = async (query = '') =>
    (await hall.ask(chairman, 'GET', `/remarks?${query}`)).body as unknown as {
      remarks: Listed[];
      nextCursor: string | null;
    };

  test('a remark sent twice is one; each clerk sees the own ones only', async () => {
    const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null });
    const said = {
      kind: 'difficulty',
      procedure: procedure(),
      text: 'Người dân thường thiếu bản chính',
      ticket: drawn.body.id,
    };
    for (const _twice of [1, 2]) expect((await post(lan, said, 'mot')).status).toBe(200);
    expect((await post(lan, { ...said, text: 'khác' }, 'mot')).status).toBe(409);
    hall.clock.minutes(10);
    await post(minh, { kind: 'proposal', field: FIELD, text: 'Bỏ yêu cầu bản sao' }, 'hai');
    expect((await own(lan)).map((each) => [each.text, each.ticketNumber, each.state])).toEqual([
      ['Người dân thường thiếu bản chính', drawn.body.number, 'open'],
    ]);
    expect((await own(minh)).map((each) => each.text)).toEqual(['Bỏ yêu cầu bản sao']);
    expect((await hall.ask(lan, 'GET', '/remarks')).code).toBe('forbidden');
  });

  test('leaders find them by period, procedure, kind and state, a page at a time', async () => {
    expect((await all()).remarks.map((each) => each.officerName)).toEqual(['minh', 'Nguyễn Thị Lan']);
    expect((await all(`procedure=${procedure()}`)).remarks).toHaveLength(1);
    expect((await all('kind=proposal')).remarks).toHaveLength(1);
    expect((await all('state=handled')).remarks).toHaveLength(0);
    expect((await all('from=2026-11-25')).remarks).toHaveLength(0);
    const first = await all('limit=1');
    expect(first.remarks[0]?.text).toBe('Bỏ yêu cầu bản sao');
    const second = await all(`limit=1&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    expect(second.remarks[0]?.text).toBe('Người dân thường thiếu bản chính');
    expect(second.nextCursor).toBeNull();
    expect((await hall.ask(chairman, 'GET', '/remarks?from=2026-12-01&to=2026-11-01')).code).toBe(
      'invalid_input',
    );
  });

  test('what a leader decides is seen by the clerk, and stands in the draft', async () => {
    const [proposal, difficulty] = (await all()).remarks;
    const settle = (id: string, body: object) => hall.ask(chairman, 'POST', `/remarks/${id}/settle`, body);
    expect((await settle(difficulty?.id ?? '', { state: 'handled' })).code).toBe('reason_required');
    await settle(difficulty?.id ?? '', { state: 'handled', answer: 'Đã nhắc ở bảng tin' });
    await settle(proposal?.id ?? '', { state: 'drafted', answer: 'Kiến nghị Sở Tư pháp' });
    expect((await own(lan))[0]).toMatchObject({ state: 'handled', answer: 'Đã nhắc ở bảng tin' });
    expect((await hall.ask(lan, 'DELETE', `/remarks/${difficulty?.id}`)).code).toBe('wrong_state');
    const report = await hall.ask(
      chairman,
      'GET',
      '/reports/difficulties?from=2026-11-01&to=2026-11-30&state=drafted',
    );
    expect(report.body.rows).toEqual([
      {
        field: FIELD,
        procedure: null,
        topic: null,
        kind: 'Đề xuất',
        text: 'Bỏ yêu cầu bản sao',
        handling: 'Kiến nghị cấp trên: Kiến nghị Sở Tư pháp',
        date: '2026-11-24',
      },
    ]);
    expect((await all()).remarks.every((each) => each.settledByName === 'Lê Văn Tám')).toBe(true);
  });

  test('a general difficulty needs no procedure and stands by its topic in list, log and report (S22)', async () => {
    hall.clock.minutes(1);
    const said = { kind: 'difficulty', topic: 'network', text: 'Mạng đứt cả buổi sáng' };
    expect((await post(minh, said, 'chung')).status).toBe(200);
    expect((await post(minh, { ...said, field: FIELD }, 'hai lan')).status).toBe(400);
    const [latest] = await own(minh);
    expect(latest).toMatchObject({ field: null, procedure: null, topic: 'network' });
    const { entries } = (await hall.ask(chairman, 'GET', '/audit?kind=catalogue&actor=minh'))
      .body as unknown as {
      entries: { text: string }[];
    };
    expect(entries.map((each) => each.text).join(' ')).toContain('một vướng mắc về đường truyền, mạng');
    const { rows } = (
      await hall.ask(chairman, 'GET', '/reports/difficulties?from=2026-11-01&to=2026-11-30&kind=difficulty')
    ).body as unknown as { rows: object[] };
    expect(rows).toContainEqual(expect.objectContaining({ field: null, procedure: null, topic: 'network' }));
    expect((await hall.ask(minh, 'DELETE', `/remarks/${latest?.id}`)).status).toBe(200);
  });

  test('the log names who did what, and the read tables follow from it', async () => {
    const made = await post(lan, { kind: 'difficulty', field: FIELD, text: 'Ghi nhầm' }, 'ba');
    expect(made.status).toBe(200);
    const [latest] = await own(lan);
    expect((await hall.ask(lan, 'DELETE', `/remarks/${latest?.id}`)).status).toBe(200);
    expect(await own(lan)).toHaveLength(1);
    expect(hall.deeds(/^remark:/)).toEqual([
      'lan remark:made',
      'minh remark:made',
      'chu-tich remark:settled',
      'chu-tich remark:settled',
      'minh remark:made',
      'minh remark:withdrawn',
      'lan remark:made',
      'lan remark:withdrawn',
    ]);
    const { entries } = (await hall.ask(chairman, 'GET', '/audit?kind=catalogue&actor=lan'))
      .body as unknown as { entries: { text: string }[] };
    expect(entries.map((each) => each.text)).toContainEqual(
      'Nguyễn Thị Lan đã rút một ý kiến về thủ tục của mình.',
    );
    const { calendar } = hall.running.services.hall;
    expect(verifyReadTables(`${hall.folder}/${DATABASE_FILE}`, calendar)).toEqual(ALL_FOLLOWS);
  });

  test('the draft for the Chairman comes as Word and PDF', async () => {
    for (const format of ['docx', 'pdf']) {
      const answer = await fetch(
        `${hall.running.url}/api/v1/reports/difficulties?from=2026-11-01&to=2026-11-30&state=drafted&format=${format}`,
        { headers: { authorization: `Bearer ${chairman}` } },
      );
      expect(answer.status).toBe(200);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, format === 'pdf' ? 4 : 2).toString()).toBe(format === 'pdf' ? '%PDF' : 'PK');
    }
  });
});
