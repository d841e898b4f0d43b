import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slipOf } from '../../server/devices/slip.ts';
import { productLanguages as languages } from '../support/loaded-words.ts';
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
      languages,
      waitingAhead,
      timeZone: 'Asia/Ho_Chi_Minh',
      reprint: false,
      trackingUrl: '',
      lookUp: null,
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

  test('a ticket drawn for a dossier bears its code; without one no line is kept for it', async () => {
    const code = '000.00.01.H19-261124-0001';
    expect(await slip({ dossierCode: code }, 0)).toMatchObject({ dossierText: `Hồ sơ ${code}` });
    expect(await slip({}, 0)).not.toHaveProperty('dossierText');
  });

  test('the paper carries the name of its day [NAME1]', async () => {
    const name = { hallName: 'Trung tâm mới', superiorName: 'UBND phường mới' };
    await record.as('admin', 'admin').give('hall-name:put', { from: '2026-11-25', ...name });
    expect(await slip({}, 0)).toMatchObject({ hallName: 'Bộ phận Một cửa xã Thử Nghiệm' });
    record.clock.minutes(24 * 60);
    expect(await slip({}, 0)).toMatchObject(name);
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
