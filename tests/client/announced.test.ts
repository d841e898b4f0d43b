import { expect, test } from 'vitest';
import { announcementBacklogSeconds, secondsToAnnounced } from '../../common/client/announced.ts';
import { actOf, callOf, NOW_MS, stageOf } from '../display/loudspeaker.ts';

const now = new Date(NOW_MS + 2_500);
const isoAt = (ms: number) => new Date(NOW_MS + ms).toISOString();
const stage = stageOf(actOf([callOf(1)]), {
  waiting: [{ number: '1002', counter: '4', endsAt: isoAt(21_000) }],
});
const view = { records: new Map([[stage.id, stage]]) };

test('a desk is told how many seconds its number still needs on the loudspeaker', () => {
  expect(secondsToAnnounced(view, { number: '1001', counter: '3' }, now)).toBe(10);
  expect(secondsToAnnounced(view, { number: '1002', counter: '4' }, now)).toBe(19);
  expect(secondsToAnnounced(view, { number: '1002', counter: '5' }, now)).toBe(0);
  expect(secondsToAnnounced(view, { number: '1001', counter: '3' }, new Date(NOW_MS + 60_000))).toBe(0);
});

test('the backlog counts what waits, not what is being said', () => {
  expect(announcementBacklogSeconds(view, now)).toBe(19);
  const said = stageOf(actOf([callOf(1)]));
  expect(announcementBacklogSeconds({ records: new Map([[said.id, said]]) }, now)).toBe(0);
});
