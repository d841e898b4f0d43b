import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors as english } from '../../common/i18n/en/errors.ts';
import { errors as vietnamese } from '../../common/i18n/vi/errors.ts';
import type { ErrorBody } from '../../common/protocol/refusals.ts';
import { type RunningHall, startHall } from '../../server/main.ts';

const PASSWORD = 'thu-nghiem-bao-cao-1';
const SPAN = 'from=2026-11-01&to=2026-11-30';

/** What is asked for, and the code it is refused with. */
const WRONG: readonly (readonly [string, string, number, string])[] = [
  ['no such day', 'volume?from=2026-02-30&to=2026-03-01', 400, 'bad_date'],
  ['a day of another calendar form', 'volume?from=24/11/2026&to=2026-11-30', 400, 'bad_date'],
  ['a moment instead of a day', 'volume?from=2026-11-01T00:00:00Z&to=2026-11-30', 400, 'bad_date'],
  ['an empty day', 'volume?from=&to=2026-11-30', 400, 'bad_date'],
  ['no days', 'volume', 400, 'bad_date'],
  ['a first day alone', 'waiting?from=2026-11-01', 400, 'bad_date'],
  ['the same day twice over', 'volume?from=2026-11-01&from=2026-11-02&to=2026-11-30', 400, 'bad_date'],
  ['days the wrong way round', 'volume?from=2026-11-30&to=2026-11-01', 400, 'bad_period'],
  ['a thousand years', 'volume?from=1000-01-01&to=2999-12-31', 400, 'bad_period'],
  [
    'a second span the wrong way round',
    `comparison?${SPAN}&beforeFrom=2026-10-31&beforeTo=2026-10-01`,
    400,
    'bad_period',
  ],
  ['an unknown dimension', `volume?${SPAN}&by=mood`, 400, 'unknown_dimension'],
  ['a known dimension with an unknown one', `volume?${SPAN}&by=field,__proto__`, 400, 'unknown_dimension'],
  ['no dimension', `volume?${SPAN}&by=`, 400, 'unknown_dimension'],
  ['too many dimensions', `volume?${SPAN}&by=field,day,week,month,quarter,year`, 400, 'unknown_dimension'],
  ['an unknown parameter', `volume?${SPAN}&mood=good`, 400, 'invalid_input'],
  ['an unknown remark kind', `difficulties?${SPAN}&kind=praise`, 400, 'invalid_input'],
  ['an unknown format', `volume?${SPAN}&format=exe`, 400, 'invalid_input'],
  ['an unknown report', `fortune?${SPAN}`, 404, 'not_found'],
  ['a report called like a built-in', `constructor?${SPAN}`, 404, 'not_found'],
];

describe('reports that are asked for wrongly', () => {
  let data: string;
  let hall: RunningHall;
  let token = '';

  const ask = (path: string) =>
    fetch(`${hall.url}/api/v1/reports/${path}`, { headers: { authorization: `Bearer ${token}` } });

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-report-input-'));
    hall = await startHall({
      port: 0,
      host: '127.0.0.1',
      dataDir: data,
      adminPassword: PASSWORD,
      logLevel: 'silent',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const admin = hall.services.access.listAccounts().find((account) => account.role === 'admin');
    if (!admin) throw new Error('no administrator');
    token = hall.services.access.openSession(admin).token;
  });
  afterAll(async () => {
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test.each(WRONG)('%s: %s is refused with %i %s', async (_what, path, status, code) => {
    for (const format of ['', '&format=csv', '&format=xlsx']) {
      if (path.includes('format=') && format !== '') continue;
      const answer = await ask(`${path}${path.includes('?') ? format : format.replace('&', '?')}`);
      expect(answer.status).toBe(status);
      const { error } = (await answer.json()) as ErrorBody;
      expect(error.code).toBe(code);
      expect(error.message.length).toBeGreaterThan(5);
      // The screens show a whole sentence for it, in either language.
      for (const words of [vietnamese, english])
        expect((words as Record<string, string>)[code]).toMatch(/^[A-ZĐÔKB].{8,}\.$/u);
    }
  });

  test('values that nothing is known of are no fault: the report is empty', async () => {
    const answer = await ask('volume?from=1926-12-01&to=2026-11-30&by=field,month');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ rows: [], totals: { drawn: 0, waitP90Minutes: null } });
  });

  test('a report whose asker goes away leaves the hall and the next report as they were', async () => {
    const control = new AbortController();
    const gone = fetch(`${hall.url}/api/v1/reports/volume?${SPAN}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: control.signal,
    }).catch((error: unknown) => error);
    control.abort();
    expect(await gone).toBeInstanceOf(Error);
    expect((await ask(`volume?${SPAN}`)).status).toBe(200);
  });
});
