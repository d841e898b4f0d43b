import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

describe('other programs in the console, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;
  let receiver: Server;
  let address: string;
  const heard: { readonly body: string; readonly headers: Record<string, string> }[] = [];
  let secret = '';

  beforeAll(async () => {
    at = await ConsolePage.open();
    at.page.on('dialog', (asked) => void asked.accept());
    receiver = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      req.on('end', () => {
        heard.push({ body, headers: req.headers as Record<string, string> });
        res.writeHead(204).end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/su-kien`;
  });
  afterAll(async () => {
    receiver.close();
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  /** What stands in the dialog that shows it once. */
  const shown = () => at.page.locator('input.secret').inputValue();
  const button = (name: string) => at.page.getByRole('button', { name, exact: true });

  chapter('a token is made with its scopes, shown once, works, and ends when it is revoked', async () => {
    await at.page.goto(`${at.hall.url}/manager/links`);
    await at.page.getByLabel('Tên phần mềm').fill('Một cửa điện tử');
    await button('Cấp mã truy cập').click();
    await at.page.getByText('Xin chọn ít nhất một quyền.').waitFor();
    await at.page.getByLabel('Lấy số').check();
    await button('Cấp mã truy cập').click();
    await at.page.getByText('Mã chỉ hiện một lần này').waitFor();
    const token = await shown();
    await at.picture('links-token');
    const draw = () =>
      fetch(`${at.hall.url}/api/v1/tickets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{"field":"tra-ket-qua","printer":null}',
      });
    expect((await draw()).status).toBe(201);
    await at.page.reload();
    await at.page.getByRole('cell', { name: 'Một cửa điện tử' }).waitFor();
    expect(await at.page.content()).not.toContain(token);
    await button('Thu hồi').click();
    await at.page.getByRole('cell', { name: 'Đã thu hồi' }).waitFor();
    expect((await draw()).status).toBe(401);
  });

  chapter('a webhook is added, tested, seen, replayed, given another secret and taken away', async () => {
    await at.page.getByRole('tab', { name: 'Gửi sự kiện' }).click();
    await at.page.getByLabel('Địa chỉ nhận').fill(address);
    await button('Thêm địa chỉ nhận').click();
    await at.page.getByText('Mã chỉ hiện một lần này').waitFor();
    secret = await shown();
    expect(secret).toMatch(/^whsec_/);
    await at.page.keyboard.press('Escape');
    await at.page.getByRole('cell', { name: address }).waitFor();
    await button('Gửi thử').click();
    await at.page.getByText('Đã gửi thử.').waitFor();
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
    const first = heard[0];
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers ?? {})).toMatchObject({
      type: 'webhook.test',
    });
    await button('Lần gửi').click();
    await at
      .dialog()
      .getByText(/Đã nhận lúc/)
      .waitFor();
    await at.picture('links-deliveries');
    await at.dialog().getByRole('button', { name: 'Gửi lại sự kiện này' }).click();
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
    expect(heard[1]?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await at.page.keyboard.press('Escape');
    await button('Đổi khóa ký').click();
    await at.page.getByText('Mã chỉ hiện một lần này').waitFor();
    expect(await shown()).toMatch(/^whsec_/);
    expect(await shown()).not.toBe(secret);
    await at.page.keyboard.press('Escape');
    await at.picture('links-webhooks');
    await button('Xóa').click();
    await at.page.getByText('Chưa có địa chỉ nhận sự kiện nào.').waitFor();
  });

  chapter(
    'files of dossiers are seen with what became of them, their answers, and the state of the folder',
    async () => {
      await at.page.getByRole('tab', { name: 'Tệp hồ sơ' }).click();
      await at.page.getByText('Đang tắt.').waitFor();
      await at.page.getByText('Chưa nhận tệp nào.').waitFor();
      const inbox = join(at.folder, 'hall', 'dossiers', 'in');
      await at.rest('PUT', '/settings', { dossierFiles: true });
      const { dossierFiles } = at.hall.services;
      await dossierFiles.look();
      const rows = ['H15.50.05.13-261008-0001,Đã có kết quả', 'sai,Đã có kết quả'];
      const name = 'trang-thai-ho-so-trung-tam-phuc-vu-hanh-chinh-cong-2026-11-24.csv';
      writeFileSync(join(inbox, name), `Mã hồ sơ,Trạng thái\n${rows.join('\n')}\n`);
      mkdirSync(join(inbox, 'luu-tru'));
      await expect
        .poll(() => dossierFiles.look().then(() => readdirSync(inbox)), { timeout: 20_000, interval: 500 })
        .toContain(`${name}.ket-qua.txt`);
      await at.page.reload();
      const row = at.row(name);
      await row.getByText('Đã nhận').waitFor();
      expect(await row.getByRole('cell').allInnerTexts()).toMatchObject(
        [name, /./, 'Đã nhận', '1', '0', '0', '1', /./].map((each) => expect.stringMatching(each)),
      );
      await at.page.getByText('luu-tru: là thư mục').waitFor();
      await at.picture('links-files');
      const download = at.page.waitForEvent('download');
      await at.page.getByRole('link', { name: `Tệp trả lời ${name}` }).click();
      expect((await download).suggestedFilename()).toBe(`${name}.ket-qua.txt`);
      expect(await at.seriousFaults()).toEqual([]);
      rmSync(inbox, { recursive: true });
      writeFileSync(inbox, '');
      await dossierFiles.look();
      await at.page.reload();
      await at.page.getByRole('alert').getByText('Không đọc được thư mục.').waitFor();
      await at.picture('links-files-unreachable');
    },
  );
});
