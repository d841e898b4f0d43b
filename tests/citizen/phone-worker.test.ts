import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PushMessage } from '../../common/protocol/push.ts';

type Handler = (event: object) => void;

/** The worker's surroundings as a browser makes them: its own scope, the tabs of its pages, the notices it shows. */
describe('the worker of the phone, told of a turn', () => {
  const handlers = new Map<string, Handler>();
  const shown: { title: string; options: Record<string, unknown> }[] = [];
  const did: string[] = [];
  let tabs: string[] = [];

  const stub = () => {
    vi.stubGlobal('addEventListener', (name: string, act: Handler) => handlers.set(name, act));
    vi.stubGlobal('registration', {
      showNotification: async (title: string, options: Record<string, unknown>) => {
        shown.push({ title, options });
      },
    });
    vi.stubGlobal('clients', {
      matchAll: async () => tabs.map((url) => ({ url, focus: async () => did.push(`focus ${url}`) })),
      openWindow: async (path: string) => did.push(`open ${path}`),
    });
  };
  const fire = async (name: string, event: object) => {
    const waits: Promise<unknown>[] = [];
    handlers.get(name)?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) });
    await Promise.all(waits);
  };
  const call: PushMessage = {
    title: '1005 · Mời đến Quầy 3',
    body: 'Đang gọi số 1005. Mời đến Quầy 3.',
    path: '/t/abc',
    urgent: true,
  };

  beforeAll(async () => {
    stub();
    await import('../../citizen/phone-worker.ts');
  });
  beforeEach(() => {
    stub();
    shown.length = 0;
    did.length = 0;
    tabs = [];
  });
  afterAll(() => handlers.clear());

  test('shows the call until it is touched, news of before once; one notice a ticket', async () => {
    await fire('push', { data: { json: () => ({ ...call, title: '1005 · Sắp gọi', urgent: false }) } });
    await fire('push', { data: { json: () => call } });
    await fire('push', { data: null });
    expect(shown.map(({ title, options }) => [title, options.requireInteraction, options.tag])).toEqual([
      ['1005 · Sắp gọi', false, '/t/abc'],
      ['1005 · Mời đến Quầy 3', true, '/t/abc'],
    ]);
    expect(shown[1]?.options).toMatchObject({ body: call.body, renotify: true, data: '/t/abc' });
  });

  test('a touch goes to the page of the ticket where it is open, and opens it where it is not', async () => {
    const closed: string[] = [];
    const touch = { notification: { close: () => closed.push('notice'), data: '/t/abc' } };
    tabs = ['https://hall.example/t/other', 'https://hall.example/'];
    await fire('notificationclick', touch);
    tabs = ['https://hall.example/t/other', 'https://hall.example/t/abc#r=x'];
    await fire('notificationclick', touch);
    expect(did).toEqual(['open /t/abc', 'focus https://hall.example/t/abc#r=x']);
    expect(closed).toEqual(['notice', 'notice']);
  });
});
