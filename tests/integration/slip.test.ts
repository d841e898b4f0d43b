import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slipOf } from '../../server/slip.ts';
import { TestHall } from '../support/test-hall.ts';

describe('the words on the paper', () => {
  let record: TestHall;
  beforeEach(async () => {
    record = await new TestHall().begin();
  });
  afterEach(() => record.close());

  const slip = async (more: Parameters<TestHall['draw']>[1], waitingAhead: number) => {
    const reply = await record.draw('ho-tich', more);
    const ticket = record.hall.state.tickets.get(reply.ticket?.id ?? '');
    if (!ticket) throw new Error('no ticket was drawn');
    return slipOf(record.hall.state, ticket, {
      waitingAhead,
      timeZone: 'Asia/Ho_Chi_Minh',
      reprint: false,
      trackingUrl: '',
    });
  };

  test('a Vietnamese ticket says all in whole words of the one dictionary', async () => {
    expect(
      await slip({ priority: 'elderly', priorityReason: 'thẻ', language: 'vi', purpose: 'collect' }, 4),
    ).toMatchObject({
      title: 'PHIẾU SỐ THỨ TỰ',
      purposeText: 'Nhận kết quả',
      priorityText: 'Ưu tiên: Người cao tuổi',
      countersText: 'Quầy 1',
      issuedAtText: '07:30 ngày 24/11/2026',
      waitingAheadText: 'Còn 4 người trước',
    });
    expect(await slip({}, 0)).toMatchObject({ waitingAheadText: 'Không còn ai trước ông/bà' });
  });

  test('an English ticket carries the same facts in both languages', async () => {
    expect(await slip({ priority: 'elderly', priorityReason: 'card', language: 'en' }, 2)).toMatchObject({
      waitingAheadText: 'Còn 2 người trước',
      secondLanguage: {
        title: 'QUEUE TICKET',
        priorityText: 'Priority: Elderly',
        countersText: 'Counter 1',
        waitingAheadText: 'People ahead of you: 2',
      },
    });
  });
});
