import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { simulatedRecord } from '../../bench/simulated-record.ts';
import { run } from '../../server/cli/main.ts';
import { SpokenOutput } from '../support/spoken-output.ts';

/** A record of another system, as its file would be. */
function file(): string {
  const { visits } = simulatedRecord({
    fields: [{ perHour: 20, minutes: 10, priorityShare: 0.2 }],
    counters: [{ primary: [0] }, { primary: [0] }, { primary: [0] }, { primary: [0] }],
    discipline: { kind: 'accumulating', weight: 5 },
    hours: 8,
    days: 10,
    seed: 2,
  });
  const clock = (atMs: number | null) => (atMs === null ? '' : new Date(atMs).toISOString().slice(11, 19));
  const rows = visits.map(({ id, date, field, counter, priority, issuedAtMs, calledAtMs, finishedAtMs }) =>
    [
      date,
      field,
      id,
      clock(issuedAtMs),
      clock(calledAtMs),
      clock(finishedAtMs),
      counter,
      priority ?? '',
    ].join(),
  );
  return ['date,field,number,issued_at,called_at,finished_at,counter,priority', ...rows].join('\n');
}

describe('motcua estimate', () => {
  let folder: string;
  const spoken = new SpokenOutput();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-estimate-'));
    spoken.take();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });
  const motcua = (...args: string[]) => {
    spoken.text = '';
    return run([...args, '--data', join(folder, 'data')]);
  };
  const period = ['--from', '2026-03-01', '--to', '2026-03-31'];

  test('tells how near announced waits would have come, beside simpler ways, and what each sign counted', async () => {
    const csv = join(folder, 'march.csv');
    writeFileSync(csv, file());
    expect(await motcua('import', 'tickets', csv)).toBe(0);
    expect(await motcua('estimate', ...period)).toBe(0);
    expect(spoken.text).toContain('Hệ thống');
    expect(spoken.text).toContain('Theo người vừa được gọi (LES)');
    expect(spoken.text).toMatch(/Khoảng đã báo giữ được \d+,\d %/);
    expect(spoken.text).toContain('nhịp gọi thường ngày');
    expect(await motcua('estimate', ...period, '--format', 'json')).toBe(0);
    const scores = JSON.parse(spoken.text);
    expect(scores.waits).toBeGreaterThan(1_000);
    expect(scores.own.rmseMinutes).toBeLessThan(scores.lastWait.rmseMinutes);
    expect(scores.own.rmseMinutes).toBeLessThan(scores.queue.rmseMinutes);
  });

  test('refuses wrong days, a folder without a record and a period without imported tickets', async () => {
    expect(await motcua('estimate', '--from', '1/3/2026', '--to', '2026-03-31')).toBe(2);
    expect(await motcua('estimate', ...period)).toBe(1);
    expect(spoken.text).toContain('There is no record');
    const csv = join(folder, 'march.csv');
    writeFileSync(csv, file());
    await motcua('import', 'tickets', csv);
    expect(await motcua('estimate', '--from', '2025-01-01', '--to', '2025-01-31')).toBe(1);
    expect(spoken.text).toContain('không có phiếu nhập');
  });
});
