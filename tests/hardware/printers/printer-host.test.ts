import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrinterState, PrintJob, PrintLate, PrintResult } from '../../../common/protocol/hardware.ts';
import { renderTicket } from '../../../hardware/printers/layout/ticket-layout.ts';
import { PrinterHost } from '../../../hardware/printers/printer-host.ts';
import { HandClock, until } from '../../support/hand-clock.ts';
import { plainSlip } from '../../support/sample-slips.ts';
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

describe('a printer host with a network printer', () => {
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

  test.each(['generic-80', 'epson-tm-t82', 'epson-tm-t88', 'xprinter-xp80'])(
    'prints three tickets on %s in order, pixel by pixel, and says printed',
    async (model) => {
      await begin(model);
      for (const number of ['1001', '1002', '1003']) expect(await submit(number)).toEqual({ ok: true });
      await until(() => results.length === 3, 'three results', clock);
      expect(pictures()).toEqual(['1001', '1002', '1003'].map(pictureOfNumber));
      expect(outcomes()).toEqual(['1001', '1002', '1003'].map((n) => [`job-${n}`, 'printed', undefined]));
      expect(lates).toEqual([]);
      expect(state()).toMatchObject({ online: true, paper: 'ok', cover: 'closed', error: null, queued: 0 });
      expect(state()?.lastPrintedAt).toBeDefined();
    },
  );

  test('understands answers that arrive byte by byte', async () => {
    peer.set({ splitAnswers: true });
    await begin('epson-tm-t88');
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
  });

  test('is not led astray by bytes nobody asked for', async () => {
    await begin();
    peer.blurt(Buffer.from('Welcome\r\n\x7f\xff\x13\x11', 'latin1'));
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
  });

  test('tells the kiosk at once when the paper is out, counts nothing as printed, and prints when it is back', async () => {
    peer.set({ paper: 'out' });
    await begin();
    await until(() => state()?.paper === 'out', 'paper is known to be out', clock);
    await submit('1001');
    expect(lates).toMatchObject([{ jobId: 'job-1001', ticketId: 'ticket-1001', reason: 'paper_out' }]);
    clock.advance(600_000);
    expect(results).toEqual([]);
    expect(state()?.faultSince).toBeDefined();
    peer.set({ paper: 'ok' });
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
    expect(pictures()).toEqual([pictureOfNumber('1001')]);
    expect(state()?.faultSince).toBeUndefined();
  });

  test.each(['generic-80', 'epson-tm-t88'])(
    'prints the same number whole again when the paper of %s ends in its middle',
    async (model) => {
      await begin(model);
      peer.set({ paperRowsLeft: 300 });
      await submit('1001');
      await submit('1002');
      await until(() => lates.length === 2, 'both are late', clock);
      expect(results).toEqual([]);
      peer.set({ paper: 'ok' });
      await until(() => results.length === 2, 'two results', clock);
      expect(outcomes()).toEqual([
        ['job-1001', 'printed', undefined],
        ['job-1002', 'printed', undefined],
      ]);
      // What was left of the first try stands above the whole ticket, on the same paper: the cut had not been sent.
      expect(peer.torn).toBe(2);
      expect(pictures()).toEqual(['1001', '1002'].map(pictureOfNumber));
    },
  );

  test('reports cover, cutter and paper near its end as they change', async () => {
    await begin('epson-tm-t82');
    peer.set({ cover: 'open' });
    await until(() => state()?.cover === 'open', 'cover open', clock);
    peer.set({ cover: 'closed', cutterJam: true });
    await until(() => state()?.error === 'cutter', 'cutter jam', clock);
    peer.set({ cutterJam: false, paper: 'low' });
    await until(() => state()?.paper === 'low', 'paper low', clock);
    expect(state()).toMatchObject({ cover: 'closed', error: null, online: true });
    expect(states.some((seen) => seen.cover === 'open')).toBe(true);
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
  });

  test('prints on a clone that answers nothing, and calls it unconfirmed, not printed', async () => {
    peer.set({ answersRealTime: false, confirms: false });
    await begin();
    await submit('1001');
    await submit('1002');
    await until(() => results.length === 2, 'two results', clock);
    expect(outcomes()).toEqual([
      ['job-1001', 'unconfirmed', 'no_answer'],
      ['job-1002', 'unconfirmed', 'no_answer'],
    ]);
    expect(pictures()).toEqual([pictureOfNumber('1001'), pictureOfNumber('1002')]);
    expect(state()).toMatchObject({ paper: 'unknown', cover: 'unknown' });
  });

  test('says late when the printer is slow, and printed when it has caught up', async () => {
    await begin();
    peer.set({ stalled: true });
    await submit('1001');
    await until(() => lates.length === 1, 'late', clock);
    expect(lates).toMatchObject([{ jobId: 'job-1001', reason: 'slow' }]);
    peer.set({ stalled: false });
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
  });

  test('does not hold the next citizen up for a printer that answers but never confirms', async () => {
    peer.set({ confirms: false });
    await begin();
    for (const number of ['1001', '1002', '1003']) await submit(number);
    const began = clock.now();
    await until(() => results.length === 3, 'three results', clock);
    expect(results.map((result) => result.reason)).toEqual(Array(3).fill('no_confirmation'));
    expect(pictures()).toHaveLength(3);
    // The first is awaited eight seconds, the others no longer than paper and an answer take.
    expect(clock.now() - began).toBeLessThan(16_000);
  });

  test('does not print a job a second time when it is sent a second time, and answers it again', async () => {
    await begin();
    const job = jobOf('1001', clock);
    await host.submit(job, 'Sảnh');
    await until(() => results.length === 1, 'a result', clock);
    await host.submit(job, 'Sảnh');
    expect(outcomes()).toEqual([
      ['job-1001', 'printed', undefined],
      ['job-1001', 'printed', undefined],
    ]);
    clock.advance(60_000);
    expect(peer.tickets).toHaveLength(1);
  });

  test('prints a waiting job after a restart, and a printed one never again', async () => {
    await begin();
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    peer.set({ paper: 'out' });
    await until(() => state()?.paper === 'out', 'paper out', clock);
    await submit('1002');
    await submit('1003');
    await host.stop();
    peer.set({ paper: 'ok' });
    await begin();
    await until(() => results.length === 3, 'three results', clock);
    expect(pictures()).toEqual(['1001', '1002', '1003'].map(pictureOfNumber));
  });

  test("does not print yesterday's number after a restart: it fails as stale", async () => {
    peer.set({ paper: 'out' });
    await begin();
    await until(() => state()?.paper === 'out', 'paper out', clock);
    await submit('1001');
    await host.stop();
    // From 08:15 in the hall to 00:15 there, while UTC still writes the same day.
    clock.advance(16 * 3_600_000);
    peer.set({ paper: 'ok' });
    await begin();
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'failed', 'stale']]);
    clock.advance(60_000);
    expect(peer.tickets).toEqual([]);
  });

  test("does not print yesterday's number either when the paper comes back after midnight", async () => {
    peer.set({ paper: 'out' });
    await begin();
    await until(() => state()?.paper === 'out', 'paper out', clock);
    await submit('1001');
    clock.advance(16 * 3_600_000);
    peer.set({ paper: 'ok' });
    await submit('1002');
    await until(() => results.length === 2, 'two results', clock);
    expect(outcomes()).toEqual([
      ['job-1001', 'failed', 'stale'],
      ['job-1002', 'printed', undefined],
    ]);
    expect(pictures()).toEqual([pictureOfNumber('1002')]);
  });

  test('still prints at the end of a long day: the day is the calendar of the hall, not of UTC', async () => {
    clock = new HandClock('2026-01-02T06:30:00+07:00');
    peer.set({ paper: 'out' });
    await begin();
    await until(() => state()?.paper === 'out', 'paper out', clock);
    await submit('1001');
    await host.stop();
    clock.advance(3 * 3_600_000);
    peer.set({ paper: 'ok' });
    await begin();
    await until(() => results.length === 1, 'a result', clock);
    expect(outcomes()).toEqual([['job-1001', 'printed', undefined]]);
  });

  test('takes a waiting job back, but not one whose paper is coming out', async () => {
    await begin();
    peer.set({ stalled: true });
    await submit('1001');
    await submit('1002');
    expect(host.cancel('job-1001')).toBe(false);
    expect(host.cancel('job-1002')).toBe(true);
    expect(host.cancel('job-9999')).toBe(false);
    peer.set({ stalled: false });
    await until(() => results.length === 2, 'two results', clock);
    expect(outcomes()).toContainEqual(['job-1002', 'failed', 'cancelled']);
    expect(pictures()).toEqual([pictureOfNumber('1001')]);
  });

  test('prints the same number again as a marked reprint', async () => {
    await begin();
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    expect(await host.reprint('job-1001', 'job-1001-again')).toEqual({ ok: true });
    await until(() => results.length === 2, 'two results', clock);
    const again = renderTicket({ ...plainSlip, number: '1001', reprint: true }, 576);
    expect(pictures()[1]).toBe(again.data.toString('base64'));
    expect(results[1]).toMatchObject({ ticketId: 'ticket-1001', outcome: 'printed' });
    expect(await host.reprint('job-none', 'x')).toEqual({ ok: false, code: 'unknown_job' });
  });

  test('fails a slip that cannot be drawn, and goes on with the next', async () => {
    await begin();
    await submit(undrawable);
    await submit('1002');
    await until(() => results.length === 2, 'two results', clock);
    expect(outcomes()).toEqual([
      [`job-${undrawable}`, 'failed', 'unreadable_slip'],
      ['job-1002', 'printed', undefined],
    ]);
  });

  test('refuses what it cannot print with a code', async () => {
    await begin();
    expect(await host.submit(jobOf('1001', clock), 'Nowhere')).toEqual({
      ok: false,
      code: 'unknown_printer',
    });
    const job = { ...jobOf('1001', clock), jobId: '../../etc/passwd' };
    expect(await host.submit(job, 'Sảnh')).toEqual({ ok: false, code: 'invalid_job' });
    await host.stop();
    expect(await submit('1002')).toEqual({ ok: false, code: 'not_running' });
    expect(existsSync(join(folder, 'etc'))).toBe(false);
  });

  test('prints a test page that nobody is told of', async () => {
    await begin();
    expect(host.printTestPage('Sảnh')).toBe(true);
    expect(host.printTestPage('Nowhere')).toBe(false);
    await until(() => peer.tickets.length === 1, 'a page', clock);
    await until(() => state()?.queued === 0, 'the page is done', clock);
    expect(results).toEqual([]);
  });

  test('takes printers in and out while it runs', async () => {
    await begin();
    const folderOfPages = join(folder, 'phieu');
    const spec = { name: 'Quầy 3', transport: `virtual:${folderOfPages}`, model: 'virtual' };
    expect(await host.add(spec)).toEqual({ ok: true });
    expect(await host.add(spec)).toEqual({ ok: false, code: 'name_taken' });
    expect(await host.add({ ...spec, name: 'x', model: 'none' })).toEqual({
      ok: false,
      code: 'unknown_model',
    });
    expect(await host.add({ ...spec, name: 'x', transport: 'lpt1' })).toEqual({
      ok: false,
      code: 'bad_transport',
    });
    await host.submit(jobOf('1001', clock), 'Quầy 3');
    await until(() => results.length === 1, 'a result', clock);
    expect(await host.remove('Quầy 3')).toBe(true);
    expect(host.states().map((seen) => seen.name)).toEqual(['Sảnh']);
    expect(await host.submit(jobOf('1002', clock), 'Quầy 3')).toEqual({ ok: false, code: 'unknown_printer' });
  });

  test('leaves no timer and no open link behind when it stops', async () => {
    await begin();
    await submit('1001');
    await until(() => results.length === 1, 'a result', clock);
    await host.stop();
    expect(clock.pending).toBe(0);
  });
});
