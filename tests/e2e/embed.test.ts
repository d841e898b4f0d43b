import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';

const pictures = process.env.PICTURES;

describe('a page of another site', () => {
  const hall = new RestHall();
  let admin: string;
  let browser: Browser;
  let site: Server;
  let origin: string;

  beforeAll(async () => {
    await hall.begin();
    admin = hall.admin();
    await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
    site = createServer((_req, res) => {
      res.setHeader('content-type', 'text/html; charset=utf-8');
      res.end('<!doctype html><title>Cổng thông tin</title><h1>Phường</h1>');
    });
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    site.close();
    await hall.close();
  });

  beforeEach(() => hall.ask(admin, 'PUT', '/settings', { embedOrigins: [] }));

  const visit = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 420, height: 900 } });
    await page.goto(origin);
    return page;
  };
  let asked = 0;
  /** Each time another address: an answer is kept for a few seconds, with who may frame it. */
  const addressOf = (path: string) => {
    asked += 1;
    return `${hall.running.url}${path}${path.includes('?') ? '&' : '?'}n=${asked}`;
  };
  /** The text that a frame shows; null: the browser refused it. */
  const framed = async (page: Page, path: string): Promise<string | null> => {
    await page.evaluate((address) => {
      document.querySelector('iframe')?.remove();
      const frame = document.createElement('iframe');
      frame.src = address;
      frame.style.cssText = 'width:400px;height:800px';
      const loaded = new Promise((done) => {
        frame.onload = done;
      });
      document.body.append(frame);
      return loaded;
    }, addressOf(path));
    const frame = page.frames()[1];
    if (frame === undefined || !frame.url().startsWith(hall.running.url)) return null;
    return frame.evaluate(() => document.body.textContent);
  };

  test('shows the small page where the hall allows its origin, and nothing else of the hall', async () => {
    const page = await visit();
    expect(await framed(page, '/embed')).toBeNull();
    await hall.ask(admin, 'PUT', '/settings', { embedOrigins: ['https://dongnai.gov.vn'] });
    expect(await framed(page, '/embed')).toBeNull();
    await hall.ask(admin, 'PUT', '/settings', { embedOrigins: [origin] });
    expect(await framed(page, '/embed')).toContain('Trả kết quả');
    if (pictures) await page.screenshot({ path: join(pictures, 'embed.png') });
    expect(await framed(page, '/embed?lang=en')).toContain('Waiting');
    for (const other of ['/', '/statement', '/manager'])
      expect([other, await framed(page, other)]).toEqual([other, null]);
    await hall.ask(admin, 'PUT', '/settings', { embedOrigins: ['*'] });
    expect(await framed(page, '/embed')).toContain('Trả kết quả');
    // The page around it cannot look into the frame.
    expect(await page.evaluate(() => document.querySelector('iframe')?.contentDocument)).toBeNull();
    await page.close();
  });

  test('reads what is public, and its browser hands it nothing else', async () => {
    const page = await visit();
    const read = (path: string, how: RequestInit = {}) =>
      page.evaluate(
        ([address, init]) =>
          fetch(address as string, init as RequestInit).then(
            (answer) => answer.status,
            () => 'refused',
          ),
        [`${hall.running.url}/api/v1${path}`, how] as const,
      );
    for (const path of ['/public', '/public/times', '/public/data', '/procedures', '/announce'])
      expect([path, await read(path)]).toEqual([path, 200]);
    for (const path of ['/fields', '/health', '/settings', '/tickets'])
      expect([path, await read(path)]).toEqual([path, 'refused']);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${admin}` };
    expect(await read('/tickets', { method: 'POST', headers, body: '{"field":"tra-ket-qua"}' })).toBe(
      'refused',
    );
    expect(await read('/public', { credentials: 'include' })).toBe('refused');
    expect(hall.running.services.hall.state.tickets.size).toBe(0);
    await page.close();
  });
});
