import type { PushMessage } from '../common/protocol/push.ts';

/**
 * Keeps the page of a ticket on the phone, so that a reload out of the hall's network still shows it, with what was
 * heard last. It keeps no answer of the hall. Runs only where the hall is reached by https.
 */
const SHELF = 'motcua-phone-1';
/** The page is the same for all tickets: their tokens stand in no cache. */
const PAGE = '/t/';

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface PushEvent extends ExtendableEvent {
  readonly data: { json(): unknown } | null;
}
interface ClickEvent extends ExtendableEvent {
  readonly notification: { close(): void; readonly data: unknown };
}
interface Tab {
  readonly url: string;
  focus(): Promise<unknown>;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(wanted: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Tab[]>;
    openWindow(path: string): Promise<unknown>;
  };
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  addEventListener(name: 'install' | 'activate', act: (event: ExtendableEvent) => void): void;
  addEventListener(name: 'message', act: (event: ExtendableEvent & { readonly data: unknown }) => void): void;
  addEventListener(name: 'push', act: (event: PushEvent) => void): void;
  addEventListener(name: 'notificationclick', act: (event: ClickEvent) => void): void;
  addEventListener(name: 'fetch', act: (event: FetchEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

async function keepPage(address: string): Promise<Response> {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (answer.ok) await (await caches.open(SHELF)).put(PAGE, answer.clone());
  return answer;
}

/** Takes the files that a page uses, and lets those of earlier builds go. */
async function keepFiles(paths: readonly string[]): Promise<void> {
  const shelf = await caches.open(SHELF);
  for (const { url } of await shelf.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith('/assets/') && !paths.includes(pathname)) await shelf.delete(url);
  }
  await shelf.addAll(paths.filter((path) => path.startsWith('/assets/')));
}

async function pageOrKept(request: Request): Promise<Response> {
  try {
    return await keepPage(new URL(request.url).pathname);
  } catch (lost) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw lost;
  }
}

scope.addEventListener('install', () => void scope.skipWaiting());
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('message', (event) => {
  const { page, files } = event.data as { page: string; files: readonly string[] };
  event.waitUntil(Promise.all([keepPage(page), keepFiles(files)]));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== globalThis.location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith(PAGE)) event.respondWith(pageOrKept(request));
  else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
scope.addEventListener('push', (event) => {
  if (event.data === null) return;
  const { title, body, path, urgent } = event.data.json() as PushMessage;
  event.waitUntil(
    scope.registration.showNotification(title, {
      body,
      // One notice a ticket: the newest takes the place of the one before, and tells of itself again.
      tag: path,
      renotify: true,
      requireInteraction: urgent,
      vibrate: urgent ? [400, 200, 400, 200, 400] : [300],
      data: path,
    }),
  );
});

async function showPage(path: string): Promise<void> {
  const tabs = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = tabs.find(({ url }) => new URL(url).pathname === path);
  await (open === undefined ? scope.clients.openWindow(path) : open.focus());
}

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showPage(String(event.notification.data)));
});
