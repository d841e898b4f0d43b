import { shareDown } from '../../common/measures/one-fewer.ts';
import type { PlanReason } from '../../common/protocol/plan.ts';

const vi1 = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const en1 = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const day = (date: string) => date.split('-').reverse().join('/');
const viShare = (share: number) => `${vi1.format(shareDown(share) * 100)} %`;
const enShare = (share: number) => `${en1.format(shareDown(share) * 100)} %`;
const people = (count: number) => (count === 1 ? 'one official' : `${count} officials`);
const posts = (count: number) => (count === 1 ? 'one post' : `${count} posts`);
const counters = (count: number) => (count === 1 ? 'one counter' : `${count} counters`);

interface Target {
  readonly share: number;
  readonly minutes: number;
}

const within = ({ minutes }: Target) => `được gọi trong ${vi1.format(minutes)} phút`;
const withinEn = ({ minutes }: Target) => `called within ${en1.format(minutes)} minutes`;

/** Every sentence of the Chairman's page and its papers, in both languages from the same figures. */
export const MONTH = {
  needed: (low: number, high: number, days: number): PlanReason => ({
    code: 'needed',
    vi:
      low === high
        ? `Tính từ ${days} ngày làm việc đã ghi.`
        : `Tính từ ${days} ngày làm việc đã ghi; khoảng tin cậy 95 %: ${low} đến ${high} người.`,
    en:
      low === high
        ? `From ${days} recorded working days.`
        : `From ${days} recorded working days; 95 % interval: ${low} to ${high}.`,
  }),
  presentByRegister: (today: string, ending: number): PlanReason => ({
    code: 'present-register',
    vi: `Theo danh sách cán bộ đang được bố trí ngày ${day(today)}${ending > 0 ? `; ${ending} người sắp hết thời gian` : ''}.`,
    en: `By the register of officials posted on ${today}${ending > 0 ? `; the posting of ${people(ending)} ends soon` : ''}.`,
  }),
  presentByCounters: (): PlanReason => ({
    code: 'present-counters',
    vi: 'Danh sách cán bộ chưa có ai: đếm theo số quầy đang dùng, mỗi quầy một người.',
    en: 'Nobody stands on the register of officials: counted by the counters in use, one official each.',
  }),
  gap: (low: number, high: number): PlanReason => {
    const said = (value: number) => (value > 0 ? `thiếu ${value}` : value < 0 ? `thừa ${-value}` : 'vừa đủ');
    const saidEn = (value: number) =>
      value > 0 ? `${value} missing` : value < 0 ? `${-value} too many` : 'just enough';
    return {
      code: 'gap',
      vi: low === high ? 'Số cần trừ số đang có.' : `Có thể từ ${said(low)} đến ${said(high)} người.`,
      en: low === high ? 'Needed less present.' : `May be anything from ${saidEn(low)} to ${saidEn(high)}.`,
    };
  },
  // How a plan stands
  noRegister: (): PlanReason => ({
    code: 'no-register',
    vi: 'Chưa đăng ký chuyên môn của cán bộ nào, nên chưa biết có đủ người cho các vị trí hay không.',
    en: 'Nobody’s qualifications are registered, so it is not known whether there are people for these posts.',
  }),
  unfilled: (missing: number, all: number): PlanReason => ({
    code: 'unfilled',
    vi: `${missing} trong ${all} vị trí chưa có cán bộ đủ chuyên môn: cần đào tạo hoặc điều động.`,
    en: `Nobody is qualified for ${missing} of ${posts(all)}: people have to be trained or found.`,
  }),
  fewCounters: (needed: number, present: number): PlanReason => ({
    code: 'few-counters',
    vi: `Cần ${needed} quầy cùng lúc, hiện chỉ có ${present}: thiếu ${needed - present} quầy.`,
    en: `It needs ${counters(needed)} at once and there are ${present}: ${needed - present} short.`,
  }),
  notAgreed: (agency: string, fields: string): PlanReason => ({
    code: 'not-agreed',
    vi: `${agency} chưa thỏa thuận để người của cơ quan khác làm ${fields}.`,
    en: `${agency} has not agreed that officials of others hold ${fields}.`,
  }),
  capShort: (asked: number, needed: number): PlanReason => ({
    code: 'cap-short',
    vi: `Biên chế ${asked} người thấp hơn mức cần ${needed} người.`,
    en: `The headcount of ${asked} is below the ${needed} that are needed.`,
  }),
  targetMissed: (count: number): PlanReason => ({
    code: 'target-missed',
    vi: `${count} lĩnh vực chưa đạt mục tiêu theo phương án này.`,
    en: `${count === 1 ? 'One field misses' : `${count} fields miss`} the target under this plan.`,
  }),
  // Decisions
  staff: (officials: number, groups: number, from: string, to: string): PlanReason => ({
    code: 'staff',
    vi: `Bố trí ${officials} người theo ${groups} nhóm lĩnh vực, từ ngày ${day(from)} đến ngày ${day(to)}.`,
    en: `Seat ${people(officials)} in ${groups === 1 ? 'one group' : `${groups} groups`} of fields, from ${from} to ${to}.`,
  }),
  staffWhy: (officials: number, share: number, target: Target): PlanReason => ({
    code: 'staff-why',
    vi: `${officials} người thì ${viShare(share)} người dân ${within(target)}, mục tiêu là ${viShare(target.share)}.`,
    en: `With ${people(officials)} ${enShare(share)} of citizens are ${withinEn(target)}; the target is ${enShare(target.share)}.`,
  }),
  fewerMisses: (officials: number, field: string, share: number, target: Target): PlanReason => ({
    code: 'fewer-misses',
    vi: `${officials} người thì ở ${field} chỉ ${viShare(share)} ${within(target)}, dưới mục tiêu ${viShare(target.share)}.`,
    en: `With ${people(officials)} only ${enShare(share)} are ${withinEn(target)} in ${field}, below the target of ${enShare(target.share)}.`,
  }),
  fewerKeepsLess: (officials: number, now: number, fewer: number): PlanReason => ({
    code: 'fewer-keeps-less',
    vi: `Bớt một người thì xác suất mọi lĩnh vực giữ được mục tiêu giảm từ ${viShare(now)} (${officials} người) xuống ${viShare(fewer)}.`,
    en: `One fewer lowers the probability that every field keeps its target from ${enShare(now)} (${people(officials)}) to ${enShare(fewer)}.`,
  }),
  fewerStill: (officials: number): PlanReason => ({
    code: 'fewer-still',
    vi: `${officials} người vẫn đạt mục tiêu khi không ai vắng; người còn lại là dự phòng.`,
    en: `${people(officials)} still meet the target while nobody is away; the last one is in reserve.`,
  }),
  refusedPresent: (share: number, target: Target): PlanReason => ({
    code: 'refused-present',
    vi: `Giữ như hiện nay: ${viShare(share)} người dân ${within(target)}, ${share >= target.share ? 'vẫn đạt' : 'chưa đạt'} mục tiêu ${viShare(target.share)}.`,
    en: `As it is today: ${enShare(share)} of citizens are ${withinEn(target)}, ${share >= target.share ? 'which meets' : 'short of'} the target of ${enShare(target.share)}.`,
  }),
  refusedUnknown: (): PlanReason => ({
    code: 'refused-unknown',
    vi: 'Các quầy hiện nay không nhận những lĩnh vực đã ghi, nên không so sánh được với cách bố trí đang có.',
    en: 'The present counters hold none of the recorded fields, so today’s arrangement cannot be compared.',
  }),
  training: (missing: number, fields: string): PlanReason => ({
    code: 'training',
    vi: `Cần đào tạo hoặc điều động ${missing} người làm được: ${fields}.`,
    en: `Train or find ${people(missing)} for: ${fields}.`,
  }),
  trainingWhy: (missing: number, all: number): PlanReason => ({
    code: 'training-why',
    vi: `${missing} trong ${all} vị trí của phương án chưa có ai trong danh sách cán bộ đủ chuyên môn.`,
    en: `Nobody on the register is qualified for ${missing} of ${posts(all)} of the plan.`,
  }),
  trainingRefused: (missing: number): PlanReason => ({
    code: 'training-refused',
    vi: `${missing} vị trí để trống; các lĩnh vực này phải đóng quầy hoặc dồn cho người đang có.`,
    en: `${posts(missing)} stay empty: these fields are closed or fall to those who are there.`,
  }),
  agreement: (agency: string, fields: string): PlanReason => ({
    code: 'agreement',
    vi: `Đề nghị ${agency} thỏa thuận cho người của cơ quan khác làm ${fields}.`,
    en: `Ask ${agency} to agree that officials of others hold ${fields}.`,
  }),
  agreementWhy: (agency: string): PlanReason => ({
    code: 'agreement-why',
    vi: `Phương án giao các việc này cho người kiêm nhiệm, nhưng thỏa thuận với ${agency} không nêu.`,
    en: `The plan gives this work to officials of several fields, but the agreement with ${agency} does not name it.`,
  }),
  agreementRefused: (): PlanReason => ({
    code: 'agreement-refused',
    vi: 'Không được giao kiêm nhiệm; phải lập lại phương án với các lĩnh vực này để riêng.',
    en: 'They may not be held together; the plan has to be made again with these fields apart.',
  }),
  counters: (more: number, needed: number): PlanReason => ({
    code: 'counters',
    vi: `Mở thêm ${more} quầy, cho đủ ${needed} quầy làm việc cùng lúc.`,
    en: `Open ${counters(more)} more, so that ${needed} can work at once.`,
  }),
  countersRefused: (present: number): PlanReason => ({
    code: 'counters-refused',
    vi: `Chỉ ${present} người tiếp được cùng lúc; mục tiêu chờ của phương án không giữ được vào giờ đông.`,
    en: `Only ${present} can serve at once; the plan’s target cannot be kept in busy hours.`,
  }),
  postings: (count: number, first: string): PlanReason => ({
    code: 'postings',
    vi: `Gia hạn hoặc thay ${count} cán bộ sắp hết thời gian bố trí, sớm nhất ngày ${day(first)}.`,
    en: `Extend or replace ${people(count)} whose posting ends soon, the first on ${first}.`,
  }),
  postingsWhy: (left: number, needed: number): PlanReason => ({
    code: 'postings-why',
    vi: `Sau đó còn ${left} người, trong khi cần ${needed}.`,
    en: `Then ${left} are left while ${needed} are needed.`,
  }),
  postingsRefused: (count: number, first: string): PlanReason => ({
    code: 'postings-refused',
    vi: `Từ ngày ${day(first)} bớt dần ${count} người; quyết định cử người hết hiệu lực.`,
    en: `From ${first} on up to ${count} fewer; their orders of posting expire.`,
  }),
  // Why a paper is a draft
  draftUnfilled: (empty: number, all: number): PlanReason => ({
    code: 'draft-unfilled',
    vi: `Dự thảo: ${empty} trong ${all} vị trí chưa có tên người.`,
    en: `Draft: ${empty} of ${posts(all)} bear no name yet.`,
  }),
} as const;
