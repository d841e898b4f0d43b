import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrintRequest } from '../../common/protocol/hardware.ts';
import { type AgentOptions, type AgentStart, runAgent } from '../../hardware/main.ts';
import { AgentServer } from '../support/agent-server.ts';
import { FakeHidSource } from '../support/fake-hid-source.ts';
import { until } from '../support/hand-clock.ts';
import { plainSlip } from '../support/sample-slips.ts';
import { TcpPrinterPeer } from '../support/tcp-printer-peer.ts';

// Real links and files: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 30_000 });

describe('an agent beside a printer and buttons', () => {
  let folder: string;
  let server: AgentServer;
  let peer: TcpPrinterPeer;
  let hid: FakeHidSource;
  let running: AgentStart | null;
  let refusedWith: string[];

  async function begin(change: Partial<AgentOptions> = {}): Promise<AgentStart> {
    running = await runAgent({
      server: server.url,
      pair: 'ABCD-EFGH',
      printers: [{ transport: `tcp:127.0.0.1:${peer.port}`, model: 'epson-tm-t88' }],
      dataFolder: folder,
      timeZone: 'Asia/Ho_Chi_Minh',
      hidSource: hid,
      onRefused: (code) => refusedWith.push(code),
      ...change,
    });
    return running;
  }

  async function end(): Promise<void> {
    if (running?.ok) await running.stop();
    running = null;
  }

  const request = (number: string, printer = 'Sảnh'): PrintRequest => ({
    jobId: `job-${number}`,
    ticketId: `ticket-${number}`,
    slip: { ...plainSlip, number },
    copies: 1,
    submittedAt: Date.now(),
    printer,
  });
  const told = () => server.results.map((result) => [result.jobId, result.outcome]);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-'));
    server = new AgentServer();
    peer = new TcpPrinterPeer();
    hid = new FakeHidSource();
    running = null;
    refusedWith = [];
    server.codes.add('ABCD-EFGH');
    await server.start();
    await peer.start();
  });
  afterEach(async () => {
    await end();
    await server.stop();
    await peer.stop();
    rmSync(folder, { recursive: true });
  });

  test('pairs once, keeps its token from other accounts, and needs no code afterwards', async () => {
    expect(await begin()).toMatchObject({ ok: true, deviceName: 'Sảnh' });
    expect(statSync(join(folder, 'agent.json')).mode & 0o777).toBe(0o600);
    await end();
    expect(await begin()).toMatchObject({ ok: true });
    await end();
    expect(await begin({ pair: undefined })).toMatchObject({ ok: true });
    expect(server.claims).toBe(1);
    await until(() => server.connected, 'the agent is connected');
  });

  test.each([
    ['a code that is not accepted', { pair: 'WRONG' }, 'claim_refused'],
    ['no code at all', { pair: undefined }, 'not_paired'],
    ['an address where no server is', { server: 'http://127.0.0.1:9' }, 'server_unreachable'],
    ['an address that is none', { server: 'the hall' }, 'bad_server'],
    ['a printer that cannot be', { printers: [{ transport: 'lpt1', model: 'generic-80' }] }, 'bad_printer'],
    ['a model nobody knows', { printers: [{ transport: 'usb:/dev/usb/lp0', model: 'best' }] }, 'bad_printer'],
  ])('says what is wrong with %s', async (_what, change, code) => {
    const answer = await begin(change);
    expect(answer).toMatchObject({ ok: false, code });
    expect(answer.ok ? '' : answer.message).not.toBe('');
    expect(readdirSync(folder)).not.toContain('agent.json');
  });

  test('greets the server with its printers and buttons, prints, and tells the result', async () => {
    hid.plug(0x0c45, 0x7403, { serialNumber: 'A7' });
    await begin();
    await until(() => server.hellos.length > 0, 'a greeting');
    expect(server.hellos[0]).toMatchObject({
      printers: [{ name: 'Sảnh', model: 'epson-tm-t88' }],
      hid: [{ deviceKey: '0c45:7403:A7', listening: true }],
    });
    expect(await server.print(request('1001'))).toBe(true);
    await until(() => server.results.length === 1, 'a result');
    expect(told()).toEqual([['job-1001', 'printed']]);
    expect(peer.tickets).toHaveLength(1);
    await until(
      () => server.states.some((state) => state.online && state.lastPrintedAt !== undefined),
      'a state',
    );
    await until(() => readdirSync(join(folder, 'results')).length === 0, 'nothing is left to tell');
  });

  test('does not accept what it cannot print', async () => {
    await begin();
    await until(() => server.connected, 'the agent is connected');
    expect(await server.print(request('1001', 'Nowhere'))).toBe(false);
    expect(await server.print({ ...request('1001'), jobId: '../x' })).toBe(false);
    expect(await server.print({ ...request('1001'), slip: { ...plainSlip, number: '' } })).toBe(false);
  });

  test('tells the paper fault at once, and prints when the paper is back', async () => {
    peer.set({ paper: 'out' });
    await begin({ printers: [{ transport: `tcp:127.0.0.1:${peer.port}`, model: 'epson-tm-t82' }] });
    await until(() => server.states.some((state) => state.paper === 'out'), 'the fault');
    await server.print(request('1001'));
    await until(() => server.lates.length === 1, 'late');
    expect(server.lates).toMatchObject([{ jobId: 'job-1001', printer: 'Sảnh', reason: 'paper_out' }]);
    peer.set({ paper: 'ok' });
    await until(() => server.results.length === 1, 'a result');
    expect(told()).toEqual([['job-1001', 'printed']]);
  });

  test('begins no job while the server is away, and prints what is still wanted when it is back, also after a restart', async () => {
    for (const restarts of [false, true]) {
      peer.set({ paper: 'out' });
      await begin();
      await until(() => server.hellos.length > 0, 'a greeting');
      await until(() => server.states.some((state) => state.paper === 'out'), 'the fault');
      const numbers = restarts ? ['2001', '2002', '2003'] : ['1001', '1002', '1003'];
      for (const number of numbers) await server.print(request(number));
      const { port } = server;
      await server.stop();
      if (restarts) await end();
      const before = peer.tickets.length;
      peer.set({ paper: 'ok' });
      server = new AgentServer();
      // Called at a counter while nobody could tell the agent.
      server.unwanted.add(`job-${numbers[1]}`);
      if (restarts) await begin({ server: `http://127.0.0.1:${port}` });
      expect(peer.tickets).toHaveLength(before);
      await server.start(port);
      await until(() => server.results.length === 3, 'all results');
      expect(told().sort()).toEqual([
        [`job-${numbers[0]}`, 'printed'],
        [`job-${numbers[1]}`, 'failed'],
        [`job-${numbers[2]}`, 'printed'],
      ]);
      expect(peer.tickets).toHaveLength(before + 2);
      await end();
    }
  });

  test('keeps results while the server is away, and tells them in order when it is back', async () => {
    server.answers = false;
    await begin();
    await until(() => server.hellos.length > 0, 'a greeting');
    await server.print(request('1001'));
    await server.print(request('1002'));
    const kept = () => readdirSync(join(folder, 'results')).filter((file) => file.endsWith('.json'));
    await until(() => kept().length === 2, 'kept');
    const { port } = server;
    await server.stop();
    await end();
    server = new AgentServer();
    await server.start(port);
    await begin();
    await until(() => server.results.length === 2, 'both results');
    expect(told()).toEqual([
      ['job-1001', 'printed'],
      ['job-1002', 'printed'],
    ]);
    expect(peer.tickets).toHaveLength(2);
  });

  test('keeps a result that was not acknowledged', async () => {
    server.answers = false;
    await begin();
    await until(() => server.connected, 'the agent is connected');
    await server.print(request('1001'));
    await until(() => server.results.length === 1, 'a result');
    await end();
    expect(readdirSync(join(folder, 'results'))).toHaveLength(1);
    const [file = ''] = readdirSync(join(folder, 'results'));
    expect(JSON.parse(readFileSync(join(folder, 'results', file), 'utf8'))).toMatchObject({
      outcome: 'printed',
    });
  });

  test('prints a job once although the server sends it again after losing the answer', async () => {
    await begin();
    await until(() => server.connected, 'the agent is connected');
    await server.print(request('1001'));
    await until(() => server.results.length === 1, 'a result');
    expect(await server.print(request('1001'))).toBe(true);
    await until(() => server.results.length === 2, 'the result again');
    expect(told()).toEqual([
      ['job-1001', 'printed'],
      ['job-1001', 'printed'],
    ]);
    expect(peer.tickets).toHaveLength(1);
  });

  test('tells a press once, with an id by which a repetition is known', async () => {
    const pedal = hid.plug(0x0c45, 0x7403);
    await begin();
    // A greeting: the server may see the line before the agent does, and a press without a line is dropped.
    await until(() => server.hellos.length > 0, 'a greeting');
    hid.press(pedal, 0x05);
    await until(() => server.presses.length === 1, 'a press');
    expect(server.presses).toMatchObject([{ deviceKey: '0c45:7403#1', button: 'b' }]);
  });

  test('does not deliver a press made while the server was away', async () => {
    const pedal = hid.plug(0x0c45, 0x7403);
    await begin();
    await until(() => server.hellos.length > 0, 'a greeting');
    const { port } = server;
    await server.stop();
    hid.press(pedal, 0x05);
    server = new AgentServer();
    await server.start(port);
    await until(() => server.hellos.length > 0, 'the agent is back');
    expect(server.presses).toEqual([]);
  });

  test('takes a job back and prints a test page when told so', async () => {
    peer.set({ paper: 'out' });
    await begin({ printers: [{ transport: `tcp:127.0.0.1:${peer.port}`, model: 'epson-tm-t82' }] });
    await until(() => server.states.some((state) => state.paper === 'out'), 'the fault');
    await server.print(request('1001'));
    server.tell('agent:cancel-print', { jobId: 'job-1001', ticketId: 'ticket-1001', printer: 'Sảnh' });
    await until(() => server.results.length === 1, 'a result');
    expect(server.results).toMatchObject([{ outcome: 'failed', reason: 'cancelled' }]);
    peer.set({ paper: 'ok' });
    server.tell('agent:test-page', { printer: 'Sảnh' });
    await until(() => peer.tickets.length === 1, 'the page');
  });

  test('says when it was revoked, and stops trying', async () => {
    server.revoked = true;
    await begin();
    await until(() => refusedWith.length === 1, 'the refusal');
    expect(refusedWith).toEqual(['unauthorized']);
  });

  test('gives printers without a name the name of the device, each its own', async () => {
    await begin({
      printers: [
        { transport: `virtual:${join(folder, 'a')}`, model: 'virtual' },
        { transport: `virtual:${join(folder, 'b')}`, model: 'virtual' },
        { name: 'Quầy 5', transport: `virtual:${join(folder, 'c')}`, model: 'virtual' },
      ],
    });
    await until(() => server.hellos.length > 0, 'a greeting');
    expect(server.hellos[0]?.printers.map((printer) => printer.name)).toEqual(['Sảnh', 'Sảnh 2', 'Quầy 5']);
  });
});
