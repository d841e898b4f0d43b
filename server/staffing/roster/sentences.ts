import type { PlanReason } from '../../../common/protocol/plan.ts';
import type { RosterFault } from '../../../common/protocol/roster.ts';

/** A sentence in both languages. */
const both = (code: string, vi: string, en: string): PlanReason => ({ code, vi, en });

const VI_DAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];
const EN_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const NOON_MINUTE = 720;

/** A session of a day. */
export interface SessionAt {
  readonly date: string;
  readonly fromMinute: number;
}

const isMorning = ({ fromMinute }: SessionAt) => fromMinute < NOON_MINUTE;
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
const short = (date: string) => `${date.slice(8)}/${date.slice(5, 7)}`;

/** "sáng thứ Hai 12/01" */
const viSession = (at: SessionAt) =>
  `${isMorning(at) ? 'sáng' : 'chiều'} ${VI_DAYS[weekday(at.date)]} ${short(at.date)}`;
const enSession = (at: SessionAt) =>
  `on ${EN_DAYS[weekday(at.date)]} ${short(at.date)}, ${isMorning(at) ? 'morning' : 'afternoon'}`;

/** Several sessions by their first and last, with how many they are. */
function viWhen(sessions: readonly SessionAt[]): string {
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (!first || !last || sessions.length === 1) return first ? viSession(first) : '';
  return `trong ${sessions.length} buổi, từ ${viSession(first)} đến ${viSession(last)}`;
}

function enWhen(sessions: readonly SessionAt[]): string {
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (!first || !last || sessions.length === 1) return first ? enSession(first) : '';
  return `in ${sessions.length} sessions, the first ${enSession(first)}, the last ${enSession(last)}`;
}

/** Why a seat stays empty. */
export type EmptyBecause = 'nobody' | 'leave' | 'posting' | 'agreement' | 'cap' | 'busy' | 'by-hand';

const VI_EMPTY: Readonly<Record<EmptyBecause, string>> = {
  nobody: 'chưa ai được ghi đủ các lĩnh vực này trong hồ sơ cán bộ',
  leave: 'người đủ chuyên môn đang nghỉ hoặc vắng',
  posting: 'người đủ chuyên môn chưa đến hoặc đã hết thời gian bố trí',
  agreement: 'cơ quan cử người chưa thống nhất thời gian này',
  cap: 'đã đủ số người theo biên chế hoặc theo thống nhất với cơ quan cử người',
  busy: 'những người đủ chuyên môn đã ngồi ở quầy khác',
  'by-hand': 'chỗ này được để trống bằng tay',
};
const EN_EMPTY: Readonly<Record<EmptyBecause, string>> = {
  nobody: 'nobody is on record as trained for all of these fields',
  leave: 'whoever is trained for it is away',
  posting: 'whoever is trained for it is not posted then',
  agreement: 'the home agency has not agreed to this time',
  cap: 'the headcount, or the number agreed with the home agency, is used up',
  busy: 'whoever is trained for it sits elsewhere',
  'by-hand': 'the place was left empty by hand',
};

const VI_FAULT: Partial<Record<RosterFault, string>> = {
  leave: 'đã được ghi là nghỉ hoặc vắng',
  qualification: 'chưa được ghi đủ chuyên môn của chỗ ngồi này',
  posting: 'không trong thời gian bố trí',
  agreement: 'chưa được cơ quan cử người thống nhất',
  officer: 'không còn trong danh sách cán bộ',
  'agreed-number': 'vượt số người đã thống nhất với cơ quan cử người hoặc vượt biên chế',
  twice: 'đã ngồi ở quầy khác cùng lúc',
};
const EN_FAULT: Partial<Record<RosterFault, string>> = {
  leave: 'is on record as away',
  qualification: 'is not on record as trained for this place',
  posting: 'is not posted then',
  agreement: 'is not agreed to by the home agency',
  officer: 'is not on the register of officials any more',
  'agreed-number': 'is one more than the home agency agreed to, or than the headcount',
  twice: 'sits at another counter at the same time',
};

/** All sentences of a roster, each in Vietnamese and English from the same facts. */
export const ROSTER_SENTENCES = {
  gap: (fields: string, count: number, sessions: readonly SessionAt[], because: EmptyBecause): PlanReason =>
    both(
      'gap',
      `Thiếu ${count} người đủ chuyên môn ${fields} ${viWhen(sessions)}, không có ai phục vụ: ${VI_EMPTY[because]}.`,
      `${count} official(s) trained for ${fields} missing ${enWhen(sessions)}, nobody serves it: ${EN_EMPTY[because]}.`,
    ),
  short: (fields: string, count: number, sessions: readonly SessionAt[], because: EmptyBecause): PlanReason =>
    both(
      'short',
      `Thiếu ${count} người đủ chuyên môn ${fields} ${viWhen(sessions)}, vẫn còn người phục vụ: ${VI_EMPTY[because]}.`,
      `${count} official(s) trained for ${fields} missing ${enWhen(sessions)}, others serve it: ${EN_EMPTY[because]}.`,
    ),
  covered: (fields: string, cover: string, sessions: readonly SessionAt[]): PlanReason =>
    both(
      'covered',
      `${fields} do ${cover} trực thay ${viWhen(sessions)}.`,
      `${cover} stands in for ${fields} ${enWhen(sessions)}.`,
    ),
  noCover: (fields: string, cover: string | null): PlanReason =>
    both(
      'no-cover',
      cover === null
        ? `${fields} chỉ có một người và phương án không có nhóm nào trực thay khi người đó nghỉ.`
        : `${fields} chỉ có một người; trong nhóm trực thay (${cover}) chưa ai được ghi đủ chuyên môn.`,
      cover === null
        ? `${fields} has one official, and the plan has no group to stand in.`
        : `${fields} has one official; nobody of the group that stands in (${cover}) is on record as trained for it.`,
    ),
  unplaced: (field: string, sessions: readonly SessionAt[]): PlanReason =>
    both(
      'field-unplaced',
      `${field} không có trong phương án tính (không có lượt nào trong kỳ) và chưa có ai ở quầy đủ chuyên môn nhận thêm ${viWhen(sessions)}.`,
      `${field} is not in the plan (no tickets in the period), and nobody at a counter is trained to take it as well ${enWhen(sessions)}.`,
    ),
  fewCounters: (missing: number, present: number): PlanReason =>
    both(
      'few-counters',
      `Phương án cần ${present + missing} quầy nhưng chỉ có ${present} quầy đang dùng: ${missing} người chưa có chỗ ngồi.`,
      `The plan needs ${present + missing} counters and ${present} are in use: ${missing} official(s) without a place.`,
    ),
  seatedWrongly: (
    name: string,
    place: string,
    fault: RosterFault,
    sessions: readonly SessionAt[],
  ): PlanReason =>
    both(
      'seated-wrongly',
      `${name} ở ${place} ${viWhen(sessions)}: ${VI_FAULT[fault] ?? 'không còn phù hợp'}. Xin xếp lại.`,
      `${name} at ${place} ${enWhen(sessions)} ${EN_FAULT[fault] ?? 'does not fit any more'}. Please arrange anew.`,
    ),
  postingEnds: (name: string, date: string): PlanReason =>
    both(
      'posting-ends',
      `Thời gian bố trí của ${name} hết ngày ${short(date)}.`,
      `The posting of ${name} ends on ${short(date)}.`,
    ),
  notOnRecord: (count: number): PlanReason =>
    both(
      'no-qualification',
      `${count} người chưa được ghi lĩnh vực chuyên môn nên chưa được xếp. Xin ghi ở trang Cán bộ và tài khoản.`,
      `${count} official(s) have no fields on record and were not seated. Please note them on the people page.`,
    ),
  nobodyPosted: (): PlanReason =>
    both(
      'nobody-posted',
      'Chưa có cán bộ nào có hồ sơ chuyên môn và thời gian bố trí trong các tuần này. Xin ghi ở trang Cán bộ và tài khoản.',
      'No official with fields on record is posted in these weeks. Please note them on the people page.',
    ),
  pinned: (): PlanReason => both('pinned', 'Do người lập phương án chọn.', 'Chosen by hand.'),
  empty: (because: EmptyBecause): PlanReason =>
    both('empty', `Chưa có người: ${VI_EMPTY[because]}.`, `Nobody: ${EN_EMPTY[because]}.`),
  seated: (facts: {
    readonly fields: string;
    readonly same: boolean;
    readonly home: boolean;
    readonly only: boolean;
  }): PlanReason => {
    const vi = [
      `Đủ chuyên môn ${facts.fields}`,
      ...(facts.only ? ['người duy nhất có mặt đủ chuyên môn'] : []),
      ...(facts.same ? ['giữ chỗ như buổi trước'] : []),
      ...(facts.home ? ['thuộc cơ quan chủ quản của lĩnh vực'] : []),
    ];
    const en = [
      `Trained for ${facts.fields}`,
      ...(facts.only ? ['the only one present who is'] : []),
      ...(facts.same ? ['stays at the place of the session before'] : []),
      ...(facts.home ? ["of the field's own agency"] : []),
    ];
    return both(facts.same ? 'kept' : 'seated', `${vi.join('; ')}.`, `${en.join('; ')}.`);
  },
  term: (out: string, weeks: number, comes: string | null, on: string): PlanReason =>
    both(
      'term',
      comes === null
        ? `${out} đã ở bộ phận một cửa ${weeks} tuần, đến hạn luân phiên, nhưng chưa có ai cùng cơ quan, đủ chuyên môn và đang không được bố trí để thay.`
        : `${out} đã ở bộ phận một cửa ${weeks} tuần, lâu nhất trong những người đến hạn: đề nghị về cơ quan, ${comes} cùng cơ quan thay từ ngày ${short(on)}.`,
      comes === null
        ? `${out} has been at the hall for ${weeks} weeks and is due, but nobody of the same agency is trained and free to come.`
        : `${out} has been at the hall for ${weeks} weeks, the longest of those due: to go back, with ${comes} of the same agency from ${short(on)}.`,
    ),
  ends: (out: string, comes: string | null, on: string): PlanReason =>
    both(
      'posting-ends',
      comes === null
        ? `Thời gian bố trí của ${out} hết trước ngày ${short(on)} mà chưa có ai cùng cơ quan, đủ chuyên môn để thay.`
        : `Thời gian bố trí của ${out} hết trước ngày ${short(on)}: đề nghị ${comes} cùng cơ quan thay từ ngày đó.`,
      comes === null
        ? `The posting of ${out} ends before ${short(on)}, and nobody of the same agency is trained and free to come.`
        : `The posting of ${out} ends before ${short(on)}: ${comes} of the same agency to come from that day.`,
    ),
} as const;
