import { describe, expect, test, vi } from 'vitest';
import { ListReader } from '../../server/procedure-lists/list-reader.ts';
import type { ListSetting } from '../../server/procedure-lists/read-list.ts';

// Threads take their time to start on a busy machine, and nothing here measures it.
vi.setConfig({ testTimeout: 60_000 });

const setting: ListSetting = {
  fields: [{ code: 'ho-tich', name: 'Hộ tịch', nameEn: '' }],
  fieldOf: new Map(),
  called: new Map(),
  from: '2026-11-24',
};
const LIST = Buffer.from('Mã,Tên,Lĩnh vực\n1.1,A,ho-tich\n');

describe('list files on their thread', () => {
  const errors: unknown[] = [];
  const readerWith = (limits: { limitMs?: number; memoryMb?: number } = {}) =>
    new ListReader({ onError: (error) => errors.push(error), ...limits });

  test('are read one after another, more than a few are turned away, and the end of the hall ends them', async () => {
    const reader = readerWith();
    const all = await Promise.all(Array.from({ length: 6 }, () => reader.read(LIST, setting)));
    expect(all.filter((each) => each.ok)).toHaveLength(4);
    expect(all.flatMap((each) => (each.ok ? [] : [each.refusal.code]))).toEqual(['throttled', 'throttled']);
    const late = reader.read(LIST, setting);
    await reader.stop();
    const outcome = await late;
    expect(outcome.ok ? 'read' : outcome.refusal.code).toBe('shutting_down');
    expect(errors).toEqual([]);
  });

  test('what takes too long is told as a problem of the file, and the next file is read', async () => {
    const reader = readerWith({ limitMs: 1 });
    expect(await reader.read(LIST, setting)).toMatchObject({
      ok: true,
      value: { rows: [], problems: [{ row: null, reason: 'too_slow' }] },
    });
    await reader.stop();
    const next = readerWith();
    expect(await next.read(LIST, setting)).toMatchObject({
      ok: true,
      value: { rows: [{ field: 'ho-tich' }] },
    });
    await next.stop();
  });
});
