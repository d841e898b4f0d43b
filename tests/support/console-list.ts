import type { Role } from '../../common/protocol/primitives.ts';

/**
 * Every page of the console: who has it in the menu, under which name, and how many dialogs must open on it for an
 * administrator. A page that is missing here, or here and not in the product, fails the first test.
 */
export const CONSOLE: readonly {
  readonly path: string;
  readonly menu: string;
  readonly roles: readonly Role[];
  readonly dialogs: number;
}[] = [
  { path: '', menu: 'Tháng này, ký gì', roles: ['chairman'], dialogs: 0 },
  { path: '', menu: 'Đang diễn ra', roles: ['supervisor', 'admin'], dialogs: 1 },
  { path: 'start', menu: 'Bắt đầu', roles: ['admin'], dialogs: 0 },
  { path: 'live', menu: 'Đang diễn ra', roles: ['chairman'], dialogs: 0 },
  { path: '', menu: 'Việc của tôi hôm nay', roles: ['clerk'], dialogs: 0 },
  { path: 'reports', menu: 'Báo cáo', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: 'month', menu: 'Tháng này, ký gì', roles: ['supervisor', 'admin'], dialogs: 0 },
  { path: 'plan', menu: 'Phương án nhân sự', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'what-if', menu: 'Thử phương án', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: 'call-rules', menu: 'So sánh quy tắc gọi', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'roster', menu: 'Bố trí nhân sự', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  {
    path: 'remarks',
    menu: 'Vướng mắc, đề xuất',
    roles: ['clerk', 'supervisor', 'chairman', 'admin'],
    dialogs: 1,
  },
  { path: 'opinion', menu: 'Ý kiến người dân', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: 'catalogue', menu: 'Danh mục', roles: ['admin'], dialogs: 6 },
  { path: 'imports', menu: 'Nhập dữ liệu cũ', roles: ['supervisor', 'admin'], dialogs: 0 },
  { path: 'devices', menu: 'Thiết bị', roles: ['supervisor', 'chairman', 'admin'], dialogs: 2 },
  { path: 'virtual-printer', menu: 'Máy in ảo', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'people', menu: 'Cán bộ và tài khoản', roles: ['supervisor', 'chairman', 'admin'], dialogs: 4 },
  { path: 'voices', menu: 'Giọng đọc', roles: ['supervisor', 'admin'], dialogs: 1 },
  { path: 'links', menu: 'Liên thông phần mềm', roles: ['admin'], dialogs: 0 },
  { path: 'calendar', menu: 'Lịch và tên đơn vị', roles: ['supervisor', 'chairman', 'admin'], dialogs: 2 },
  { path: 'settings', menu: 'Thiết lập', roles: ['admin'], dialogs: 0 },
  { path: 'audit', menu: 'Nhật ký', roles: ['chairman', 'admin'], dialogs: 0 },
  { path: 'seals', menu: 'Niêm phong sổ', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'health', menu: 'Tình trạng hệ thống', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
];
