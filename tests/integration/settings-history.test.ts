import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SettingsChange } from '../../common/protocol/settings-history.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('the history of the settings', () => {
  const hall = new RestHall();
  const put = (changes: object) => hall.ask(hall.admin(), 'PUT', '/settings', changes);
  const history = async () =>
    (await hall.ask(hall.admin(), 'GET', '/settings/history')).body.changes as readonly SettingsChange[];

  beforeAll(() => hall.begin());
  afterAll(() => hall.close());

  test('has each change with what held before, newest first, and by whom', async () => {
    await put({ volume: 0.5, dialect: 'north' });
    await put({ volume: 0.8 });
    const [last, first] = await history();
    expect(last).toMatchObject({
      before: { volume: 0.5 },
      after: { volume: 0.8 },
      actor: { name: 'Quản trị' },
    });
    expect(first).toMatchObject({ before: { dialect: 'south' }, after: { volume: 0.5, dialect: 'north' } });
  });

  test('a change put back is a change of its own, and the settings are as before', async () => {
    const [last] = await history();
    await put(last?.before ?? {});
    const { settings } = (await hall.ask(hall.admin(), 'GET', '/settings')).body as {
      settings: { volume: number };
    };
    expect(settings.volume).toBe(0.5);
    expect((await history())[0]).toMatchObject({ before: { volume: 0.8 }, after: { volume: 0.5 } });
  });

  test('is for the administrator alone', async () => {
    const lead = await hall.person('phu-trach', 'supervisor');
    expect((await hall.ask(lead, 'GET', '/settings/history')).status).toBe(403);
  });
});
