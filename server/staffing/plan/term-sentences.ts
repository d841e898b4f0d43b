import type { PlanReason } from '../../../common/protocol/plan.ts';

const vi1 = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const en1 = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const vi = (value: number) => vi1.format(value);
const en = (value: number) => en1.format(value);
const viShare = (share: number) => `${vi(share * 100)} %`;
const enShare = (share: number) => `${en(share * 100)} %`;
/** Named one by one up to so many. */
const NAMED = 4;

function named(names: readonly string[], more: (count: number) => string): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join('; ')}${rest > 0 ? ` ${more(rest)}` : ''}`;
}

/** Sentences about what is not sure: the record, the days to come, people. */
export const DOUBTS = {
  /** The first sentence with what makes it doubtful before it. */
  before: (doubts: readonly PlanReason[], first: PlanReason): PlanReason => ({
    code: first.code,
    vi: [...doubts.map((doubt) => doubt.vi), first.vi].join(' '),
    en: [...doubts.map((doubt) => doubt.en), first.en].join(' '),
  }),
  assumed: (share: number): PlanReason => ({
    code: 'service-assumed',
    vi: `Chưa biết thời gian phục vụ của ${viShare(share)} số lượt: dữ liệu không ghi lúc kết thúc và không ghi quầy, nên mọi con số dưới đây chỉ là phỏng đoán.`,
    en: `The service time of ${enShare(share)} of the citizens is unknown: the record holds neither ends nor counters, so every figure below is a guess.`,
  }),
  twinApart: (names: readonly string[]): PlanReason => ({
    code: 'twin-apart',
    vi: `Mô phỏng lại số liệu chưa cho ra thời gian chờ đã ghi ở ${names.length} lĩnh vực (${named(names, (count) => `và ${count} lĩnh vực khác`)}): con số của các lĩnh vực này chưa chắc chắn.`,
    en: `The record replayed does not give the recorded waits in ${names.length === 1 ? 'one field' : `${names.length} fields`} (${named(names, (count) => `and ${count} more`)}): their figures are not sure.`,
  }),
  noTwin: (): PlanReason => ({
    code: 'no-twin',
    vi: 'Số liệu không ghi quầy hay số quầy mở, nên chưa kiểm tra được mô phỏng có cho ra đúng thời gian chờ đã ghi hay không.',
    en: 'The record names no counters, so whether the simulation gives the recorded waits could not be checked.',
  }),
  growthUntested: (): PlanReason => ({
    code: 'growth-untested',
    vi: 'Số liệu chưa đủ bốn tháng để biết lượng người tăng hay giảm: phương án không tính tăng trưởng, chỉ nới rộng khoảng dự báo.',
    en: 'Under four months of record cannot tell growth: the plan counts on none and widens its band instead.',
  }),
  absence: (share: number): PlanReason => ({
    code: 'absence',
    vi: `Đã tính mỗi cán bộ vắng ${viShare(share)} số ngày mà không có người thay.`,
    en: `Every official is taken to be away on ${enShare(share)} of days with nobody standing in.`,
  }),
  nobodyAbsent: (): PlanReason => ({
    code: 'nobody-absent',
    vi: 'Phương án coi như không ai vắng; nếu có người nghỉ mà không ai thay, hãy nhập tỷ lệ vắng.',
    en: 'The plan takes nobody to be away; where leave is not covered, give the share of absence.',
  }),
  fewCounters: (officials: number, counters: number): PlanReason => ({
    code: 'few-counters',
    vi: `Phương án cần ${officials} quầy cùng lúc; bộ phận hiện có ${counters}.`,
    en: `The plan needs ${officials} counters at a time; the hall has ${counters}.`,
  }),
  risk: (
    officials: number,
    probability: number,
    next: number | null,
    keptOnDays: number,
    months: number,
  ): PlanReason => {
    const daysVi = keptOnDays > 0 ? ` trong ${viShare(keptOnDays)} số ngày` : '';
    const daysEn = keptOnDays > 0 ? ` on ${enShare(keptOnDays)} of days` : '';
    return {
      code: 'risk',
      vi: `Với ${officials} cán bộ, khả năng mọi lĩnh vực giữ được mục tiêu${daysVi} trong ${months} tháng tới là ${viShare(probability)}${next === null ? '' : `; thêm một người: ${viShare(next)}`}.`,
      en: `With ${officials} officials the probability that every field keeps its target${daysEn} over the next ${months} months is ${enShare(probability)}${next === null ? '' : `; with one more ${enShare(next)}`}.`,
    };
  },
  promise: (
    promise: { low: number; high: number; keptOnDays: number },
    target: { minutes: number },
    days: number,
  ): PlanReason => ({
    code: 'promise',
    vi: `Trong ${days} ngày làm việc bất kỳ sắp tới, ${viShare(promise.low)} đến ${viShare(promise.high)} được gọi trong ${vi(target.minutes)} phút (khoảng 95 %); giữ mục tiêu ${viShare(promise.keptOnDays)} số ngày.`,
    en: `Over any ${days} working days to come ${enShare(promise.low)} to ${enShare(promise.high)} are called within ${en(target.minutes)} minutes (95 % interval); the target is kept on ${enShare(promise.keptOnDays)} of days.`,
  }),
  gap: (minutes: number): PlanReason => ({
    code: 'gap',
    vi: `Giữa hai lượt, khi còn người chờ, quầy cần thêm ${vi(minutes)} phút; đã tính vào số người.`,
    en: `Between two citizens, while somebody waits, a counter takes ${en(minutes)} minutes more; they are counted.`,
  }),
  unattended: (share: number): PlanReason => ({
    code: 'unattended',
    vi: `Trong số liệu, quầy mở của lĩnh vực này để trống hoặc tiếp lĩnh vực khác ${viShare(share)} thời gian khi còn người chờ; phương án coi như luôn có người, nên chỉ đúng khi quầy được giữ đủ người.`,
    en: `In the record the counters open for this field stood empty or served others for ${enShare(share)} of the time in which somebody waited; the plan takes them to be manned, and holds only if they are.`,
  }),
  growth: (perMonth: number): PlanReason => ({
    code: 'growth',
    vi: `Lượng người ${perMonth > 0 ? 'tăng' : 'giảm'} ${viShare(Math.abs(perMonth))} mỗi tháng; phương án tính cho mức của kỳ tới.`,
    en: `Demand ${perMonth > 0 ? 'grows' : 'falls'} by ${enShare(Math.abs(perMonth))} a month; the plan is for the level of the term to come.`,
  }),
  presence: (groups: readonly { presence: readonly number[]; team: { officials: number } }[]): PlanReason => {
    const half = (of: (group: (typeof groups)[number]) => number) =>
      groups.reduce((sum, group) => sum + of(group), 0) / 2;
    const bySlot = half(({ presence }) => presence.reduce((sum, count) => sum + count, 0));
    const allDay = half(({ presence, team }) => presence.length * team.officials);
    return {
      code: 'presence',
      vi: `Có mặt theo bảng từng nửa giờ cần ${vi(bySlot)} giờ công mỗi ngày thay vì ${vi(allDay)}; mô phỏng trên những ngày khác vẫn giữ mục tiêu.`,
      en: `Present by half-hours as shown takes ${en(bySlot)} person-hours a day instead of ${en(allDay)}; simulated on other days the target is still kept.`,
    };
  },
  backOffice: (asked: number, done: number): PlanReason => ({
    code: 'back-office',
    vi: `Giữa các lượt tiếp, nhóm xử lý được ${vi(done)} trong ${vi(asked)} hồ sơ mỗi ngày mà vẫn giữ mục tiêu chờ.`,
    en: `Between citizens the group works off ${en(done)} of ${en(asked)} dossiers a day and still keeps the target.`,
  }),
  unmetDays: (kept: number, asked: number): PlanReason => ({
    code: 'field-misses-days',
    vi: `Chỉ giữ được mục tiêu ${viShare(Math.floor(kept * 1000) / 1000)} số ngày, cần ${viShare(asked)}.`,
    en: `Keeps its target on ${enShare(Math.floor(kept * 1000) / 1000)} of days only; ${enShare(asked)} are asked for.`,
  }),
};
