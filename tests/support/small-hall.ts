import { Template } from '../../common/protocol/catalogue.ts';

/** A small hall for tests: three fields, two counters, one procedure each. */
export function smallTemplate(): Template {
  const field = (code: string, name: string, start: number, sort: number) => ({
    code,
    name,
    range: { prefix: '', start, size: 999, digits: 4 },
    sort,
  });
  const procedure = (code: string, of: string, name: string) => ({
    code,
    field: of,
    name,
    papers: ['Tờ khai', 'CCCD'],
  });
  return Template.parse({
    id: 'commune',
    name: 'Xã thử nghiệm',
    settings: { hallName: 'Bộ phận Một cửa xã Thử Nghiệm' },
    agencies: [{ code: 'ubnd', name: 'UBND xã', kind: 'internal', needsAgreement: false }],
    fields: [
      field('ho-tich', 'Hộ tịch', 1001, 1),
      field('chung-thuc', 'Chứng thực', 2001, 2),
      field('dat-dai', 'Đất đai', 3001, 3),
    ],
    procedures: [
      procedure('1.001193', 'ho-tich', 'Đăng ký khai sinh'),
      procedure('2.000815', 'chung-thuc', 'Chứng thực bản sao từ bản chính'),
      procedure('1.012783', 'dat-dai', 'Cấp đổi GCN'),
    ],
    counters: [
      {
        code: '1',
        label: 'Quầy 1',
        spokenNumber: 1,
        primaryFields: ['ho-tich', 'chung-thuc'],
        helpingFields: ['dat-dai'],
      },
      { code: '2', label: 'Quầy 2', spokenNumber: 2, primaryFields: ['dat-dai'], helpingFields: [] },
    ],
  });
}
