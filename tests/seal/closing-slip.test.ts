import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isBlack } from '../../hardware/printers/layout/raster.ts';
import { renderSeal } from '../../hardware/printers/layout/seal-layout.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { sealSlipOf } from '../../server/seal/seal-slip.ts';
import { until } from '../support/hand-clock.ts';
import { RestHall } from '../support/rest-hall.ts';
import { readQr } from '../support/ticket-paper.ts';

const FIELD = 'chung-thuc-ho-tich';
const SEAL = {
  date: '2026-11-24',
  sequence: 14_190,
  hash: '7fcb835bffcdce9f07fd1141877593adb98d974ee3b3a274dcc335afab05de2b',
  tickets: 312,
  sealedAt: '2026-11-24T10:05:00.000Z',
};
const ABOUT = {
  timeZone: 'Asia/Ho_Chi_Minh',
  printedAtMs: Date.parse('2026-11-24T10:05:09Z'),
  reprint: false,
};

describe('the closing slip', () => {
  test.each([576, 384])('carries the seal as a QR code that verify reads, on paper of %i dots', (width) => {
    const raster = renderSeal(sealSlipOf(emptyHall(), SEAL, ABOUT), width);
    expect(readQr(raster)).toBe(`${SEAL.date} ${SEAL.sequence} ${SEAL.hash}`);
    for (let y = 0; y < raster.height; y += 1) {
      expect(isBlack(raster, 0, y)).toBe(false);
      expect(isBlack(raster, width - 1, y)).toBe(false);
    }
  });

  test('says day, tickets, place in the record, the whole code and when it was printed', () => {
    const slip = sealSlipOf(emptyHall(), SEAL, ABOUT);
    expect(slip.dateText).toBe('Ngày 24/11/2026');
    expect(slip.factTexts).toEqual(['Số phiếu trong ngày: 312', 'Việc ghi sổ thứ: 14.190']);
    expect(slip.codeLines.flat().join('').toLowerCase()).toBe(SEAL.hash);
    expect(slip.codeLines.every((line) => line.length === 4)).toBe(true);
    expect(slip.printedAtText).toBe('In lúc 17:05 ngày 24/11/2026');
    const again = sealSlipOf(emptyHall(), SEAL, { ...ABOUT, reprint: true });
    expect(renderSeal(again, 576)).not.toEqual(renderSeal(slip, 576));
  });
});

describe('the printer of the hall', () => {
  let hall: RestHall;
  beforeEach(async () => {
    hall = await new RestHall().begin();
  });
  afterEach(() => hall.close());

  const slips = () => {
    const folder = join(hall.folder, 'virtual-printer');
    return existsSync(folder) ? readdirSync(folder).filter((name) => /^NIEM-PHONG-.*\.png$/.test(name)) : [];
  };
  const closeADay = async () => {
    await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null });
    await hall.ask(hall.admin(), 'POST', '/day/close', {});
  };

  test('prints one slip when a day is closed, none for a day without tickets, and another when asked', async () => {
    await hall.ask(hall.admin(), 'POST', '/day/close', {});
    await closeADay();
    await until(() => slips().length > 0, 'the slip is printed');
    const { hall: running } = hall.running.services;
    await until(() => running.state.sealing.closings.length === 0, 'all is sealed');
    // A restart knows that this slip has come out.
    await hall.running.stop();
    await hall.begin();
    expect(slips()).toHaveLength(1);
    // In the same second the virtual printer takes it for the page that the process before had begun.
    hall.clock.minutes(1);
    const chairman = await hall.person('chu-tich', 'chairman');
    const newest = hall.running.services.seals.newest();
    expect((await hall.ask(chairman, 'POST', `/seals/${newest?.sequence}/print`, {})).status).toBe(200);
    await until(() => slips().length === 2, 'the slip is printed again');
    expect((await hall.ask(chairman, 'POST', '/seals/1/print', {})).status).toBe(404);
    // Closing slips are nobody's tickets.
    expect(await hall.running.services.printers.virtualTickets()).toEqual([]);
  });
});
