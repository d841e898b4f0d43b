import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrinterState, PrintJob, PrintLate, PrintResult } from '../../../common/protocol/hardware.ts';
import { renderTicket } from '../../../hardware/printers/layout/ticket-layout.ts';
import { PrinterHost } from '../../../hardware/printers/printer-host.ts';
import { HandClock, until } from '../../support/hand-clock.ts';
import { plainSlip } from '../../support/sample-slips.ts';
import { SlowLine } from '../../support/slow-line.ts';
import { TcpPrinterPeer } from '../../support/tcp-printer-peer.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const undrawable = '6666';

// No slip that passes the schema is known to fail in drawing; should one do so, this is how it must end.
const draw: typeof renderTicket = (slip, width) => {
  if (slip.number === undrawable) throw new Error('cannot be drawn');
  return renderTicket(slip, width);
};

function jobOf(number: string, clock: HandClock): PrintJob {
  return {
    jobId: `job-${number}`,
    ticketId: `ticket-${number}`,
    slip: { ...plainSlip, number },
    copies: 1,
    submittedAt: clock.now(),
  };
}

// Real links and files: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 30_000 });

describe('a printer host whose links and processes break', () => {
  let folder: string;
  let clock: HandClock;
  let peer: TcpPrinterPeer;
  let host: PrinterHost;
  let results: PrintResult[];
  let lates: PrintLate[];
  let states: PrinterState[];

  function newHost(model = 'generic-80'): PrinterHost {
    const made = new PrinterHost({
      printers: [{ name: 'Sảnh', transport: `tcp:127.0.0.1:${peer.port}`, model }],
      dataFolder: folder,
      timeZone,
      clock,
      draw,
    });
    made.on('result', (result) => results.push(result));
    made.on('late', (late) => lates.push(late));
    made.on('state', (state) => states.push(state));
    return made;
  }

  async function begin(model = 'generic-80'): Promise<void> {
    host = newHost(model);
    await host.start();
    const settled = () => state()?.online === true || state()?.paper === 'out';
    await until(settled, 'the state of the printer is known', clock);
  }

  const submit = (number: string) => host.submit(jobOf(number, clock), 'Sảnh');
  const outcomes = () => results.map((result) => [result.jobId, result.outcome, result.reason]);
  const state = () => host.states()[0];
  const pictures = () => peer.tickets.map((ticket) => ticket.data.toString('base64'));
  const pictureOfNumber = (number: string) =>
    renderTicket({ ...plainSlip, number }, 576).data.toString('base64');

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'host-'));
    clock = new HandClock();
    peer = new TcpPrinterPeer();
    results = [];
    lates = [];
    states = [];
    await peer.start();
  });

  afterEach(async () => {
    await host.stop();
    await peer.stop();
    rmSync(folder, { recursive: true });
    expect(peer.error).toBeNull();
  });

  test('prints again after the cable was pulled in the middle of a ticket', async () => {
    await begin();
    peer.set({ hangUpAfterBytes: 20_000 });
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
    expect(peer.connections).toBe(2);
    expect(pictures()).toEqual([pictureOfNumber('1001')]);
    expect(states.some((seen) => !seen.online && seen.faultSince !== undefined)).toBe(true);
  });

  test('prints one paper when the cable was pulled three times in the middle of a ticket and is in again', async () => {
    await begin();
    await submit('1001');
    await until(() => results.length === 1, 'a first result', clock);
    const perTicket = peer.receivedBytes;
    for (const _time of [1, 2, 3]) {
      peer.set({ hangUpAfterBytes: peer.receivedBytes + perTicket / 2 });
      if (_time === 1) await submit('1002');
      const { connections } = peer;
      await until(() => peer.connections > connections, 'the link is there again', clock);
    }
    await until(() => results.length === 2, 'a result', clock);
    expect(outcomes().at(-1)).toEqual(['job-1002', 'printed', undefined]);
    expect(pictures()).toEqual(['1001', '1002'].map(pictureOfNumber));
  });

  test('is patient with a line of 3 kB a second, and prints one paper for each ticket', async () => {
    const line = new SlowLine(peer.port, 3_000);
    await line.start();
    host = new PrinterHost({
      printers: [{ name: 'Sảnh', transport: `tcp:127.0.0.1:${line.port}`, model: 'generic-80' }],
      dataFolder: folder,
      timeZone,
      clock,
      draw,
    });
    host.on('result', (result) => results.push(result));
    host.on('late', (late) => lates.push(late));
    await host.start();
    const tick = () => {
      line.carry(20);
      return state()?.online === true && state()?.paper === 'ok';
    };
    await until(tick, 'the state of the printer is known', clock);
    for (const number of ['1001', '1002', '1003']) await submit(number);
    await until(() => tick() && results.length === 3, 'three results', clock);
    expect(outcomes()).toEqual(['1001', '1002', '1003'].map((n) => [`job-${n}`, 'printed', undefined]));
    expect(pictures()).toEqual(['1001', '1002', '1003'].map(pictureOfNumber));
    expect(peer.connections).toBe(1);
    expect(new Set(lates.map((late) => late.reason))).toEqual(new Set(['slow']));
    await host.stop();
    await line.stop();
  });

  test('says late after five seconds when the printer is away, and prints when it comes', async () => {
    const { port } = peer;
    await peer.stop();
    host = newHost();
    await host.start();
    await submit('1001');
    expect(lates).toEqual([]);
    await until(() => lates.length === 1, 'late', clock);
    expect(lates).toMatchObject([{ reason: 'disconnected' }]);
    expect(state()).toMatchObject({ online: false, queued: 1 });
    peer = new TcpPrinterPeer();
    await peer.start(port);
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
  });

  test('does not print again after a crash what may have come out: it says that nobody knows', async () => {
    await begin();
    peer.set({ stalled: true });
    await submit('1001');
    await submit('1002');
    const spool = join(folder, 'spool', encodeURIComponent('Sảnh'));
    const cutting = () =>
      readdirSync(spool).some(
        // A file that is still being written aside is not the word of the spool.
        (file) =>
          file.endsWith('.json') && readFileSync(join(spool, file), 'utf8').includes('"cutting":true'),
      );
    await until(cutting, 'the cut has left', clock);
    // As a killed process leaves it: the folder as it is at this moment.
    const crashed = mkdtempSync(join(tmpdir(), 'host-'));
    cpSync(folder, crashed, { recursive: true });
    await host.stop();
    results.length = 0;
    peer.set({ stalled: false });
    rmSync(folder, { recursive: true });
    folder = crashed;
    await begin();
    await until(() => results.length === 2, 'two results', clock);
    expect(outcomes()).toEqual([
      ['job-1001', 'unconfirmed', 'no_confirmation'],
      ['job-1002', 'printed', undefined],
    ]);
    expect(pictures().filter((picture) => picture === pictureOfNumber('1001')).length).toBeLessThan(2);
    expect(pictures().filter((picture) => picture === pictureOfNumber('1002'))).toHaveLength(1);
  });

  test('begins no job while it is held, and none that was taken back meanwhile', async () => {
    await begin();
    host.hold();
    await submit('1001');
    await submit('1002');
    expect(host.pendingJobs()).toEqual(['job-1001', 'job-1002']);
    expect(host.cancel('job-1001')).toBe(true);
    await until(() => results.length === 1, 'the end of the first', clock);
    clock.advance(60_000);
    expect(peer.tickets).toEqual([]);
    host.release();
    await until(() => results.length === 2, 'two results', clock);
    expect(outcomes()).toEqual([
      ['job-1001', 'failed', 'cancelled'],
      ['job-1002', 'printed', undefined],
    ]);
    expect(pictures()).toEqual([pictureOfNumber('1002')]);
  });

  test('tells what is in the way when that has become another thing', async () => {
    const { port } = peer;
    await peer.stop();
    host = newHost();
    await host.start();
    await submit('1001');
    await until(() => lates.length === 1, 'late', clock);
    peer = new TcpPrinterPeer();
    peer.set({ paper: 'out' });
    await peer.start(port);
    await until(() => lates.length === 2, 'late for another reason', clock);
    expect(lates.map((late) => late.reason)).toEqual(['disconnected', 'paper_out']);
  });
});
