import { expect, test } from 'vitest';
import { KeptIds } from '../../common/client/kept-ids.ts';

test('an act is taken for another try of itself for a while only, and not after it was settled', () => {
  let now = 0;
  const ids = new KeptIds(60_000, () => now);
  const first = ids.idOf('call 7');
  ids.note('call 7', first, 'storage_failed');
  now = 59_999;
  expect(ids.idOf('call 7')).toBe(first);
  expect(ids.idOf('call 8')).not.toBe(first);
  now = 60_000;
  const later = ids.idOf('call 7');
  expect(later).not.toBe(first);
  ids.note('call 7', later, 'offline');
  ids.note('call 7', later, 'counter_closed');
  expect(ids.idOf('call 7')).not.toBe(later);
});
