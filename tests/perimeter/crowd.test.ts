import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMPTY_VIEW, patched, type View, viewOf } from '../../common/client/view-state.ts';
import type { Patch, Snapshot } from '../../common/protocol/views.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { RestHall } from '../support/rest-hall.ts';

/** A page that follows the hall as the pages do; it counts how often it was told of a change. */
class FollowingPage {
  readonly socket: RawSocket;
  view: View = EMPTY_VIEW;
  patches = 0;
  gaps = 0;

  private constructor(socket: RawSocket) {
    this.socket = socket;
    socket.socket.on('message', (data: Buffer) => this.hear(data.toString()));
  }

  static async open(url: string, token?: string): Promise<FollowingPage> {
    const page = new FollowingPage(await RawSocket.open(url, token === undefined ? {} : { token }));
    page.socket.ask(1, 'view:get');
    await page.until(() => page.view.sequence >= 0);
    return page;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((done) => this.socket.socket.once('message', done));
  }

  /** All it shows but the hall's clock, which moves by itself. */
  shown(): unknown {
    return [...this.view.records.values()]
      .filter(({ kind }) => kind !== 'clock')
      .sort((a, b) => a.id.localeCompare(b.id));
  }

  private hear(text: string): void {
    if (text.startsWith('431')) this.view = viewOf((JSON.parse(text.slice(3)) as [Snapshot])[0]);
    if (!text.startsWith('42["view:patch"')) return;
    const [, patch] = JSON.parse(text.slice(2)) as [string, Patch];
    if (patch.to > patch.from) this.patches += 1;
    const next = patched(this.view, patch);
    if (next !== null) this.view = next;
    else {
      this.gaps += 1;
      this.socket.ask(1, 'view:get');
    }
  }
}

const hall = new RestHall();
let admin = '';
beforeAll(async () => {
  await hall.begin();
  admin = hall.admin();
});
afterAll(() => hall.close());

const draw = async () => {
  const [field] = hall.running.services.hall.state.fields.keys();
  const answer = await hall.ask(admin, 'POST', '/tickets', { field, printer: null });
  expect(answer.status).toBe(201);
};

test('many tickets are told to a stranger together and to a paired screen one by one; both show the same', async () => {
  const { url, services } = hall.running;
  const token = services.access.addDevice('display', 'Màn hình 1', null).token;
  const [stranger, screen] = [await FollowingPage.open(url), await FollowingPage.open(url, token)];
  for (let at = 0; at < 20; at += 1) await draw();
  const last = services.hall.state.sequence;
  await screen.until(() => screen.view.sequence === last);
  await stranger.until(() => stranger.view.sequence === last);
  expect(screen.patches).toBe(20);
  expect(stranger.patches).toBeLessThan(20);
  expect(stranger.gaps + screen.gaps).toBe(0);
  expect(stranger.shown()).toEqual(screen.shown());
  stranger.socket.close();
  screen.socket.close();
});

test('a stranger who comes between a ticket and its telling misses nothing and asks for nothing twice', async () => {
  const { url, services } = hall.running;
  const first = await FollowingPage.open(url);
  await draw();
  const late = await FollowingPage.open(url);
  await draw();
  const last = services.hall.state.sequence;
  for (const page of [first, late]) {
    await page.until(() => page.view.sequence === last);
    expect(page.gaps).toBe(0);
  }
  expect(late.shown()).toEqual(first.shown());
  for (const page of [first, late]) page.socket.close();
});

test('a ticket tells what moved of its field: the names and words that stand are told once', async () => {
  const { url, services } = hall.running;
  const token = services.access.addDevice('display', 'Màn hình 2', null).token;
  const screen = await FollowingPage.open(url, token);
  const texts: string[] = [];
  screen.socket.socket.on('message', (data: Buffer) => texts.push(data.toString()));
  const [field] = services.hall.state.fields.values();
  await draw();
  await draw();
  await screen.until(() => screen.view.sequence === services.hall.state.sequence);
  const told = texts.filter((text) => text.includes(`"id":"field/${field?.code}"`));
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(told.at(-1)).not.toContain(field?.name);
  // A changed word goes out whole, and a page that amends what it never held asks for the view.
  expect(patched({ sequence: 1, records: new Map() }, patchThatAmends('field/unknown'))).toBeNull();
  screen.socket.close();
});

test('when everything changed at once a stranger is told to ask again, and then follows on', async () => {
  const page = await FollowingPage.open(hall.running.url);
  for (const to of ['16:30', '16:45', '17:00']) {
    const workingHours = [{ from: '07:00', to }];
    expect((await hall.ask(admin, 'PUT', '/settings', { workingHours })).status).toBe(200);
  }
  const last = hall.running.services.hall.state.sequence;
  await page.until(() => page.gaps > 0 && page.view.sequence === last);
  expect((await hall.ask(admin, 'PUT', '/settings', { kioskBurst: 19 })).status).toBe(200);
  await page.until(() => page.view.sequence === last + 1);
  expect(page.view.records.get('hall')).toBeDefined();
  page.socket.close();
});

function patchThatAmends(id: `field/${string}`): Patch {
  const amend = [
    { id, waiting: 1, longestSince: null, counters: [], issuing: { open: true }, estimate: null } as const,
  ];
  return { from: 1, to: 2, now: new Date(0).toISOString(), put: [], amend, drop: [] };
}
