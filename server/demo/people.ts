import type { Role } from '../../common/protocol/primitives.ts';

/** A sample person of the demonstration; nobody real. */
export interface Person {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
}

/** One password for all: it protects a folder that is thrown away. */
export const DEMO_PASSWORD = 'mot-cua-chay-thu';

const person = (username: string, displayName: string, role: Role): Person => ({
  username,
  displayName,
  role,
  password: DEMO_PASSWORD,
});

/** The administrator, made by the hall's first run. */
export const ADMIN = person('admin', 'Quản trị', 'admin');
export const SUPERVISOR = person('giamsat', 'Phạm Thị Thu Hương', 'supervisor');
export const CHAIRMAN = person('chutich', 'Nguyễn Đình Ẩn', 'chairman');

/** Officers whose work is simulated, by counter of the commune template. */
export const CLERKS: readonly (Person & { readonly counter: string })[] = [
  { ...person('canbo2', 'Trần Thị Mỹ Duyên', 'clerk'), counter: '2' },
  { ...person('canbo3', 'Lê Văn Ngữ', 'clerk'), counter: '3' },
  { ...person('canbo4', 'Đặng Quốc Vượng', 'clerk'), counter: '4' },
  { ...person('canbo5', 'Võ Thị Kiều Oanh', 'clerk'), counter: '5' },
  { ...person('canbo6', 'Huỳnh Tấn Lợi', 'clerk'), counter: '6' },
  { ...person('canbo7', 'Bùi Thị Ngọc Ánh', 'clerk'), counter: '7' },
];

/** Counters that nobody simulated holds, with the accounts of those who want to try them. */
export const VISITORS: readonly (Person & { readonly counter: string })[] = [
  { ...person('khach1', 'Khách thử Quầy 1', 'clerk'), counter: '1' },
];

/** Everybody whom the demonstration adds to the hall's own administrator. */
export const PEOPLE: readonly Person[] = [SUPERVISOR, CHAIRMAN, ...CLERKS, ...VISITORS];
