import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { PrintJob, PrintResult } from '../../../common/protocol/hardware.ts';
import { renderTicket } from '../../../hardware/printers/layout/ticket-layout.ts';
import { PrinterHost } from '../../../hardware/printers/printer-host.ts';
import { HandClock, until } from '../../support/hand-clock.ts';
import { plainSlip } from '../../support/sample-slips.ts';
import { decodeEscpos, pictureOf } from '../../support/strict-escpos-decoder.ts';

const timeZone = 'Asia/Ho_Chi_Minh';

function jobOf(number: string, clock: HandClock): PrintJob {
  return {
    jobId: `job-${number}`,
    ticketId: `ticket-${number}`,
    slip: { ...plainSlip, number },
    copies: 1,
    submittedAt: clock.now(),
  };
}

// Real files: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 30_000 });

describe('a printer host with a virtual printer', () => {
  test.each([
    ['virtual', 576],
    ['generic-58', 384],
  ])('writes NUMBER-TIME.png and .bin as model %s', async (model, width) => {
    const folder = mkdtempSync(join(tmpdir(), 'virtual-'));
    const pages = join(folder, 'phieu');
    const clock = new HandClock('2026-01-02T08:15:03+07:00');
    const host = new PrinterHost({
      printers: [{ name: 'Máy in ảo', transport: `virtual:${pages}`, model }],
      dataFolder: folder,
      timeZone,
      clock,
    });
    const results: PrintResult[] = [];
    host.on('result', (result) => results.push(result));
    await host.start();
    await host.submit(jobOf('1005', clock), 'Máy in ảo');
    await host.submit({ ...jobOf('1005', clock), jobId: 'again' }, 'Máy in ảo');
    await until(() => results.length === 2, 'two results', clock);
    await host.stop();
    expect(results.map((result) => result.outcome)).toEqual(['printed', 'printed']);
    const files = readdirSync(pages).sort();
    expect(files).toHaveLength(4);
    expect(files).toContain('1005-20260102-081503.png');
    const bytes = readFileSync(join(pages, '1005-20260102-081503.bin'));
    const expected = renderTicket({ ...plainSlip, number: '1005' }, width);
    expect(pictureOf(decodeEscpos(bytes))).toEqual(expected);
    rmSync(folder, { recursive: true });
  });
});
