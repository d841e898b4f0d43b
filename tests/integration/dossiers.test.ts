import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DossierLook } from '../../common/protocol/dossiers.ts';
import { RestHall } from '../support/rest-hall.ts';

const CODE = 'H15.50.05.13-261008-0975';
const DAY_MS = 86_400_000;

describe('dossiers at a hall', () => {
  const hall = new RestHall();
  let admin: string;
  let program: string;
  const sockets: Socket[] = [];

  const freshProgram = async () => {
    const made = await hall.ask(hall.admin(), 'POST', '/tokens', {
      name: 'phần mềm một cửa',
      scopes: ['dossiers:write', 'tickets:issue', 'tickets:read'],
    });
    return String(made.body.token);
  };
  const begin = async () => {
    await hall.begin();
    admin = hall.admin();
  };
  beforeAll(async () => {
    await begin();
    await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
    program = await freshProgram();
  }, 30_000);
  afterEach(() => {
    for (const each of sockets.splice(0)) each.disconnect();
  });
  afterAll(() => hall.close());

  const tell = (told: object, code = CODE) => hall.ask(program, 'PUT', `/dossiers/${code}`, told);
  const told = () =>
    hall.running.services.reads.events(0, 10_000).filter((each) => each.event.type === 'dossier:told').length;

  const device = async (kind: 'kiosk' | 'display' | 'counter' | null) => {
    const token =
      kind === null ? null : hall.running.services.access.addDevice(kind, `${kind} mới`, null).token;
    const socket = io(hall.running.url, {
      transports: ['websocket'],
      auth: { protocol: 1, ...(token === null ? {} : { token }) },
      forceNew: true,
    });
    sockets.push(socket);
    await new Promise<void>((done, failed) => {
      socket.once('connect', () => done());
      socket.once('connect_error', failed);
    });
    return async (code: unknown) =>
      (await socket.timeout(4_000).emitWithAck('dossier:look', { code })) as {
        ok: boolean;
        dossier?: DossierLook;
        error?: { code: string };
      };
  };

  test('software tells the four states; a kiosk that scans the slip hears each, in the field of results', async () => {
    const look = await device('kiosk');
    const slip = `https://dichvucong.example/tra-cuu?ma=${CODE}`;
    expect((await look(slip)).dossier).toMatchObject({ code: CODE, state: null, collectIn: 'tra-ket-qua' });
    expect((await tell({ state: 'received', procedure: '1.001193' })).body).toMatchObject({
      code: CODE,
      state: 'received',
      field: 'chung-thuc-ho-tich',
      procedure: '1.001193',
      papers: [],
    });
    expect((await look(slip)).dossier).toMatchObject({ state: 'received', papers: [] });
    await tell({ state: 'supplement' });
    const listed = hall.running.services.hall.state.procedures.get('1.001193')?.papers ?? [];
    expect(listed.length).toBeGreaterThan(0);
    expect((await look(slip)).dossier?.papers).toEqual(listed);
    await tell({ state: 'supplement', papers: ['Giấy chứng sinh'] });
    expect((await look(slip)).dossier).toMatchObject({ state: 'supplement', papers: ['Giấy chứng sinh'] });
    for (const state of ['ready', 'returned']) {
      await tell({ state });
      expect((await look(slip)).dossier).toMatchObject({ state, papers: [], procedure: '1.001193' });
    }
  });

  test('the same told again, also after a restart on another day, leaves no second event', async () => {
    const code = 'H15.50.05.13-261008-0976';
    await tell({ state: 'ready' }, code);
    const before = told();
    expect((await tell({ state: 'ready' }, code)).status).toBe(200);
    await hall.running.stop();
    hall.clock.atMs += DAY_MS;
    await begin();
    expect((await tell({ state: 'ready' }, code)).status).toBe(200);
    expect(told()).toBe(before);
    expect((await hall.ask(program, 'GET', `/dossiers/${code}`)).body).toMatchObject({ state: 'ready' });
  });

  test('screens and strangers look no dossier up, and what is no code is said', async () => {
    for (const kind of ['display', null] as const)
      expect((await (await device(kind))(CODE)).error?.code).toBe('forbidden');
    const look = await device('counter');
    for (const wrong of ['', 'H15', 5, null, 'x'.repeat(501)])
      expect((await look(wrong)).error?.code).toBe('invalid_input');
    expect((await hall.ask(program, 'GET', '/dossiers/H15.1-261008-9999')).code).toBe('not_found');
    expect((await hall.ask(program, 'GET', '/dossiers/khong')).code).toBe('invalid_input');
    expect((await tell({ state: 'mat' })).code).toBe('invalid_input');
    expect((await tell({ state: 'ready', name: 'Nguyễn Văn A' })).code).toBe('invalid_input');
    expect((await hall.ask(null, 'PUT', `/dossiers/${CODE}`, { state: 'ready' })).code).toBe(
      'unauthenticated',
    );
  });

  test('a number drawn with a code bears it to the desk, through its end and in the list of the day', async () => {
    const code = '000.00.19.H15-200105-0003';
    const drawn = await hall.ask(program, 'POST', '/tickets', {
      field: 'tra-ket-qua',
      purpose: 'collect',
      dossierCode: code.toLowerCase(),
      printer: null,
    });
    expect(drawn.body).toMatchObject({ dossierCode: code, purpose: 'collect' });
    await hall.person('lan', 'clerk');
    await hall.ask(admin, 'POST', '/counters/1/open', { fields: ['tra-ket-qua'] });
    const called = await hall.ask(admin, 'POST', '/counters/1/call-next', {});
    expect(called.body.ticket).toMatchObject({ id: drawn.body.id, dossierCode: code });
    await hall.ask(admin, 'POST', '/counters/1/finish', {
      transactions: [{ procedure: '1.001193', count: 1, dossierCode: code }],
    });
    const { date } = hall.running.services.hall.moment();
    const listed = await hall.ask(program, 'GET', `/tickets?date=${date}`);
    expect(listed.body.tickets).toMatchObject([
      { id: drawn.body.id, state: 'done', dossierCode: code, transactions: [{ dossierCode: code }] },
    ]);
    expect(
      (await hall.ask(program, 'POST', '/tickets', { field: 'tra-ket-qua', dossierCode: 'khong phai ma' }))
        .code,
    ).toBe('invalid_input');
  });

  test('a state that is told late is answered as late, changes nothing, stays in the log, and after a night too', async () => {
    const code = 'H15.50.05.13-261008-0990';
    const at = (minutes: number) => new Date(hall.clock.atMs - minutes * 60_000).toISOString();
    const [older, newer] = [at(60), at(20)];
    expect((await tell({ state: 'ready', asOf: newer }, code)).body).toMatchObject({
      state: 'ready',
      asOf: newer,
      outcome: 'recorded',
    });
    expect((await tell({ state: 'ready', asOf: newer }, code)).body).toMatchObject({ outcome: 'unchanged' });
    const late = { state: 'supplement', papers: ['Giấy a'], asOf: older };
    expect(await tell(late, code)).toMatchObject({
      status: 200,
      body: { state: 'ready', papers: [], asOf: newer, outcome: 'late' },
    });
    hall.clock.atMs += DAY_MS;
    program = await freshProgram();
    expect((await tell(late, code)).body).toMatchObject({ state: 'ready', asOf: newer, outcome: 'late' });
    expect((await tell({ state: 'returned' }, code)).body).toMatchObject({
      state: 'returned',
      outcome: 'recorded',
    });
    expect((await tell({ state: 'ready', asOf: at(-6) }, code)).code).toBe('bad_date');
    admin = hall.admin();
    const { body } = await hall.ask(admin, 'GET', '/audit?kind=dossiers');
    expect(JSON.stringify(body)).toContain(`đã báo muộn hồ sơ ${code}: cần bổ sung giấy tờ từ`);
  });
});
