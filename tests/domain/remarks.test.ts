import { beforeEach, describe, expect, test } from 'vitest';
import { hasPersonalNumber } from '../../common/protocol/remarks.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { PureHall } from './pure-hall.ts';

describe('remarks on procedures', () => {
  let hall: PureHall;
  beforeEach(() => {
    hall = new PureHall();
  });

  const make = (more: object = {}, officer = 'lan') =>
    hall.give(
      'remark:make',
      { kind: 'difficulty', procedure: '1.001193', text: 'Mẫu tờ khai khó hiểu', ...more },
      officer,
    );
  const idOf = (decision: ReturnType<typeof make>) => {
    const event = decision.events[0];
    if (event?.type !== 'remark:made') throw new Error('no remark was made');
    return event.remarkId;
  };

  test('[RMK1] a remark is about a procedure, a field or the hall as a whole, and may name a ticket of today', () => {
    const ticket = hall.draw();
    expect(make({ ticket }).events).toMatchObject([
      { type: 'remark:made', officer: 'lan', field: 'ho-tich', procedure: '1.001193', ticket },
    ]);
    expect(make({ procedure: null, field: 'dat-dai', kind: 'proposal' }).events).toMatchObject([
      { field: 'dat-dai', procedure: null },
    ]);
    expect(make({ procedure: '9.999999' }).refusal?.code).toBe('unknown_procedure');
    expect(make({ field: 'dat-dai' }).refusal?.code).toBe('unknown_procedure');
    expect(make({ procedure: null, field: 'khong-co' }).refusal?.code).toBe('unknown_field');
    expect(make({ ticket: 'ticket-999999' }).refusal?.code).toBe('unknown_ticket');
    expect(make({ procedure: null }).refusal?.code).toBe('invalid_input');
    const general = make({ procedure: null, topic: 'network', text: 'Mạng đứt cả buổi sáng' });
    expect(general.events).toMatchObject([{ field: null, procedure: null, topic: 'network' }]);
    expect(make({ topic: 'network' }).refusal?.code).toBe('invalid_input');
    expect(make({ procedure: null, field: 'dat-dai', topic: 'network' }).refusal?.code).toBe('invalid_input');
    expect(() => make({ procedure: null, topic: 'thoi-tiet' })).toThrow();
    expect(() => make({ text: 'x'.repeat(601) })).toThrow();
    expect(() => make({ text: '   ' })).toThrow();
    expect(hall.state.remarks.size).toBe(3);
  });

  test('[RMK1] a ticket that has ended today may still be named', () => {
    const ticket = hall.draw();
    hall.give('ticket:cancel', { ticket, reason: 'về nhà lấy giấy' });
    expect(make({ ticket }).refusal).toBeUndefined();
  });

  test.each([
    'Gọi lại cho chị Hoa 0912 345 678',
    'Số 0912345678 không liên lạc được',
    'CCCD 075123456789',
    'CMND 270123456 hết hạn',
    'Căn cước 075 123 456 789',
    '+84 912 345 678',
  ])('[RMK2] a telephone or identity number is refused: %s', (text) => {
    expect(make({ text }).refusal?.code).toBe('personal_data');
    expect(hall.state.remarks.size).toBe(0);
  });

  test.each([
    'Hồ sơ H15.50.05.13-261008-0975 phải nộp hai lần',
    'Thủ tục 1.001193.000.00.00.H15 thiếu mẫu số 02',
    'Theo Nghị định 118/2025/NĐ-CP ngày 09.6.2025, lúc 15.11.2026 08:30 đã hỏi',
    'Lệ phí 1.000.000.000 đồng ghi nhầm',
  ])('[RMK2] codes, laws, dates and sums are none: %s', (text) => {
    expect(hasPersonalNumber(text)).toBe(false);
  });

  test('[RMK2] the answer to a remark is held to the same', () => {
    const id = idOf(make());
    const answer = 'Đã gọi 0912345678';
    expect(hall.outcome('remark:settle', { id, state: 'drafted', answer })).toBe('personal_data');
    expect(hall.state.remarks.get(id)?.state).toBe('open');
  });

  test('[RMK3] the own remark is taken back while it is open, that of another is not there', () => {
    const id = idOf(make());
    expect(hall.outcome('remark:withdraw', { id }, 'minh')).toBe('not_found');
    expect(hall.outcome('remark:withdraw', { id }, 'supervisor')).toBe('not_found');
    expect(hall.outcome('remark:withdraw', { id }, 'lan')).toBe('done');
    expect(hall.give('remark:withdraw', { id }, 'lan')).toEqual({ events: [] });
    expect(hall.outcome('remark:settle', { id, state: 'drafted' })).toBe('wrong_state');
    const other = idOf(make());
    hall.give('remark:settle', { id: other, state: 'handled', answer: 'Đã in mẫu mới' });
    expect(hall.outcome('remark:withdraw', { id: other }, 'lan')).toBe('wrong_state');
  });

  test('[RMK4] a leader answers, keeps for the draft, or opens again', () => {
    const id = idOf(make());
    expect(hall.outcome('remark:settle', { id, state: 'handled' })).toBe('reason_required');
    expect(hall.outcome('remark:settle', { id: 'khong-co-dau', state: 'drafted' })).toBe('not_found');
    for (const state of ['drafted', 'handled', 'open'] as const) {
      expect(hall.outcome('remark:settle', { id, state, answer: 'Kiến nghị bỏ bản sao' })).toBe('done');
      expect(hall.state.remarks.get(id)?.state).toBe(state);
    }
    expect(hall.outcome('remark:withdraw', { id }, 'lan')).toBe('done');
  });

  test('stand in the snapshot, and one written before there were any is read too', () => {
    make();
    expect(readState(writeState(hall.state)).remarks).toEqual(hall.state.remarks);
    const { remarks: _none, ...before } = JSON.parse(writeState(hall.state)) as Record<string, unknown>;
    expect(readState(JSON.stringify(before)).remarks.size).toBe(0);
  });
});
