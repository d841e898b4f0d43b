import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { ConnectionState } from '../../common/client/hall-connection.ts';
import type { CallRecord, CounterRecord, ViewRecord } from '../../common/protocol/views.ts';
import { Board } from '../../display/board/board.tsx';
import { CounterPanel } from '../../display/board/counter-panel.tsx';
import type { MediaTurn } from '../../display/media/procedure-notices.ts';
import { ConnectingPage } from '../../display/pairing-page.tsx';
import { counterOf, fieldOf, hallOf } from './display-hall.ts';
import { actOf, callOf, stageOf } from './loudspeaker.ts';

const NOW = new Date('2026-11-24T01:10:00.000Z');
const LOST = 'Mất kết nối – số đang hiển thị có thể cũ';

function stateOf(records: readonly ViewRecord[], status: ConnectionState['status']): ConnectionState {
  return {
    status,
    records: new Map(records.map((record) => [record.id, record])),
    sequence: 9,
    identity: { kind: 'device', deviceId: 'd1', name: 'Sảnh', deviceKind: 'display', counter: null },
    lastHeardAtMs: Date.now(),
    boot: 'boot-1',
    version: '1',
    now: () => NOW,
  };
}

function call(sequence: number, number: string, counter: string, at: string): CallRecord {
  return {
    kind: 'call',
    id: `call/${sequence}`,
    sequence,
    number,
    counter,
    counterLabel: `Quầy ${counter}`,
    spokenNumber: Number(counter),
    field: 'ho-tich',
    at,
    callCount: 1,
  };
}

const staged = (number: number, counter: string) =>
  callOf(number - 1000, { number: String(number), counter });

const RECORDS: readonly ViewRecord[] = [
  fieldOf('ho-tich', 'Hộ tịch', 4, 1),
  fieldOf('dat-dai', 'Đất đai', 17, 2),
  counterOf('1', { present: '1004' }),
  counterOf('2', { state: 'paused' }),
  counterOf('3', { state: 'closed' }),
  ...[1, 2, 3, 4].map((n) => call(n, String(1000 + n), String(n), '2026-11-24T01:09:58.000Z')),
];

/** The words of the page without its marks, one blank between. */
const wordsOf = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function board(
  status: ConnectionState['status'],
  records = RECORDS,
  media: readonly MediaTurn[] = [],
): string {
  const state = stateOf(records, status);
  return renderToStaticMarkup(
    <Board
      state={state}
      hall={hallOf()}
      now={NOW}
      lost={status !== 'live'}
      tick={0}
      zone={null}
      media={media}
    />,
  );
}

function panel(counter: string, more: readonly ViewRecord[] = []): string {
  const state = stateOf([...RECORDS, ...more], 'live');
  return renderToStaticMarkup(
    <CounterPanel
      state={state}
      hall={hallOf()}
      now={NOW}
      lost={false}
      tick={0}
      zone={null}
      media={[]}
      counter={counter}
    />,
  );
}

describe('the board', () => {
  test('shows the calls, the counters, the last calls and how many wait in each field', () => {
    const markup = board('live');
    const words = wordsOf(markup);
    expect([...markup.matchAll(/class="great-row"[^>]*data-number="(\d+)"/g)].map(([, n]) => n)).toEqual([
      '1004',
      '1003',
      '1002',
    ]);
    expect(words).toContain('Số vừa gọi');
    expect(words).toContain('Hộ tịch chờ 4');
    expect(words).toContain('Đất đai chờ 17');
    expect(words).toContain('Quầy 2 Tạm dừng');
    expect(markup).not.toContain('data-counter="3"');
    expect(words).not.toContain(LOST);
    expect(words).toContain('08:10');
  });

  test('while a number is announced it takes the stage, the calls before it stand aside with their minute', () => {
    const act = actOf([staged(1004, '4')], { startsAt: '2026-11-24T01:09:55.000Z' });
    const markup = board('live', [...RECORDS, stageOf(act)]);
    expect(markup).toMatch(/class="stage"[^>]*data-calls="1"/);
    expect(markup).toMatch(/class="stage-call"[^>]*data-spoken="true"[^>]*data-number="1004"/);
    expect(markup).not.toContain('great-row');
    const words = wordsOf(markup);
    expect(words).toContain('1003 Quầy 3 08:09');
    expect(words).toContain('1002 Quầy 2 08:09');
    // No call stands twice.
    expect(words.match(/1003/g)).toHaveLength(1);
    // Over: the three great rows again.
    const over = actOf([staged(1004, '4')], { startsAt: '2026-11-24T01:09:40.000Z' });
    expect(board('live', [...RECORDS, stageOf(over)])).toContain('great-row');
  });

  test('the hall’s pictures take the place of the counters, and give way while a number is announced', () => {
    const media: readonly MediaTurn[] = [{ kind: 'video', name: 'phim 1.mp4', stamp: 'a1' }];
    const quiet = board('live', RECORDS, media);
    expect(quiet).toContain('src="/media/phim%201.mp4?a1"');
    // Silent by rule.
    expect(quiet).toContain('muted=""');
    expect(quiet).not.toContain('data-counter="1"');
    expect(board('live')).toContain('data-counter="1"');
    const act = actOf([staged(1004, '4')], { startsAt: '2026-11-24T01:09:55.000Z' });
    const calling = board('live', [...RECORDS, stageOf(act)], media);
    expect(calling).toContain('data-stage="true"');
    expect(calling).not.toContain('/media/');
  });

  test('of calls that share an announcement the one being spoken is marked', () => {
    const calls = [staged(1003, '3'), staged(1004, '4')];
    const spokenAt = (startsAt: string) =>
      /data-spoken="true"[^>]*data-number="(\d+)"/.exec(
        board('live', [...RECORDS, stageOf(actOf(calls, { startsAt }))]),
      )?.[1];
    // Cues at 2.7 s and 5.7 s; the board is drawn at 01:10:00.
    expect(spokenAt('2026-11-24T01:09:56.000Z')).toBe('1003');
    expect(spokenAt('2026-11-24T01:09:54.000Z')).toBe('1004');
  });

  test('after hours it says when the hall opens again instead of empty lists', () => {
    const closed = {
      ...fieldOf('ho-tich', 'Hộ tịch', 0),
      issuing: {
        open: false as const,
        because: 'outside_window' as const,
        nextFrom: '07:30',
        nextDate: '2026-11-25',
      },
    };
    const words = wordsOf(board('live', [closed, counterOf('1', { state: 'closed' })]));
    expect(words).toContain('Hết giờ tiếp nhận. Mở lại lúc 07:30, Thứ Tư, 25/11/2026.');
    expect(words).toContain('Closed now. Opens again at 07:30 on Wednesday, 25/11/2026.');
    expect(wordsOf(board('stale', [closed]))).toContain(LOST);
  });

  test.each(['stale', 'connecting', 'refused'] as const)(
    'without the server (%s) says so and keeps what it knew: never "chờ 0"',
    (status) => {
      const words = wordsOf(board(status));
      expect(words).toContain(LOST);
      expect(words).toMatch(/cập nhật lần cuối lúc 08:(09|10)/);
      expect(words).toContain('Hộ tịch chờ 4');
      expect(words).toContain('Đất đai chờ 17');
      expect(words).not.toContain('chờ 0');
      expect(words).not.toContain('Chưa gọi số nào');
    },
  );

  test('says so to a screen reader too, and takes it back when the server is heard again', () => {
    expect(board('stale')).toContain('role="alert"');
    expect(board('live')).not.toContain('role="alert"');
  });

  test('before the first word from the server no queue is shown, least of all an empty one', () => {
    expect(wordsOf(renderToStaticMarkup(<ConnectingPage />))).toBe('Đang kết nối với máy chủ');
  });

  test('in the morning says that nobody was called yet', () => {
    const words = wordsOf(board('live', [fieldOf('ho-tich', 'Hộ tịch', 0), counterOf('1')]));
    expect(words).toContain('Chưa gọi số nào');
    expect(words).toContain('Chưa có người chờ');
  });

  test('a new call pulses for six seconds and then stands still', () => {
    const fresh = call(8, '1008', '1', '2026-11-24T01:09:55.000Z');
    const old = call(7, '1007', '2', '2026-11-24T01:09:53.000Z');
    const markup = board('live', [fresh, old]);
    expect(markup).toMatch(/data-fresh="true"[^>]*data-number="1008"/);
    expect(markup).toMatch(/data-fresh="false"[^>]*data-number="1007"/);
  });

  test('shows a notice of the hall until its time is over', () => {
    const notice = (id: string, text: string, until: string | null): ViewRecord => ({
      kind: 'notice',
      id: `notice/${id}`,
      text,
      textEn: '',
      until,
    });
    const words = wordsOf(
      board('live', [
        notice('a', 'Chiều nay nghỉ từ 15 giờ.', '2026-11-24T01:09:00.000Z'),
        notice('b', 'Xin giữ trật tự.', null),
      ]),
    );
    expect(words).toContain('Xin giữ trật tự.');
    expect(words).not.toContain('Chiều nay nghỉ');
  });
});

describe('the panel above one counter', () => {
  test('shows this counter and its number, and nothing of the others', () => {
    const words = wordsOf(panel('1'));
    expect(words).toContain('Quầy 1');
    expect(words).toContain('MỜI CÔNG DÂN CÓ SỐ');
    expect(words.replaceAll(' ', '')).toContain('1004');
    expect(words).not.toContain('Quầy 2');
    expect(words).toContain('Hộ tịch');
  });

  test('tells a call from a visit that has begun', () => {
    const serving: CounterRecord = counterOf('1', { present: '1004' });
    if (serving.present === null) throw new Error('the counter serves nobody');
    const begun = { ...serving, present: { ...serving.present, state: 'serving' as const } };
    expect(wordsOf(panel('1', [begun]))).toContain('Đang phục vụ số');
  });

  test.each([
    ['2', 'Tạm dừng'],
    ['3', 'Chưa mở'],
    ['4', 'Không có quầy này: 4'],
  ])('counter %s with no number says "%s"', (counter, word) => {
    expect(wordsOf(panel(counter))).toContain(word);
  });

  test('a free counter asks to wait for the call', () => {
    expect(wordsOf(panel('5', [counterOf('5')]))).toContain('Xin đợi gọi số');
  });
});
