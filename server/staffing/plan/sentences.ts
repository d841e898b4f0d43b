import type { PlanReason } from '../../../common/protocol/plan.ts';

const vi1 = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const en1 = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const vi = (value: number) => vi1.format(value);
const en = (value: number) => en1.format(value);
const viShare = (share: number) => `${vi(share * 100)} %`;
const enShare = (share: number) => `${en(share * 100)} %`;

/** A share written so that a value below the target never reads as if it had reached it. */
const downVi = (share: number) => viShare(Math.floor(share * 1000) / 1000);
const downEn = (share: number) => enShare(Math.floor(share * 1000) / 1000);

interface Target {
  readonly share: number;
  readonly minutes: number;
}

const people = (count: number) => (count === 1 ? 'one official' : `${count} officials`);

/** All sentences of a plan, each in Vietnamese and English from the same figures. */
export const SENTENCES = {
  chairman: (
    target: Target,
    officials: number,
    alone: number,
    saved: { officials: number; low: number; high: number },
    groups: readonly { names: readonly string[]; officials: number }[],
  ): PlanReason => {
    const pooledVi = groups
      .map((group) => `${group.names.join(' + ')} (${group.officials} người)`)
      .join('; ');
    const pooledEn = groups.map((group) => `${group.names.join(' + ')} (${group.officials})`).join('; ');
    return {
      code: 'chairman',
      vi:
        saved.officials > 0
          ? `Để ${viShare(target.share)} người dân được gọi trong ${vi(target.minutes)} phút, Bộ phận Một cửa cần ${officials} cán bộ, thay vì ${alone} nếu mỗi lĩnh vực bố trí riêng: tiết kiệm ${saved.officials} người (khoảng tin cậy 95 %: ${saved.low}–${saved.high}). Đề nghị giao kiêm nhiệm: ${pooledVi}.`
          : `Để ${viShare(target.share)} người dân được gọi trong ${vi(target.minutes)} phút, Bộ phận Một cửa cần ${officials} cán bộ; giao kiêm nhiệm thêm không tiết kiệm được người nào.`,
      en:
        saved.officials > 0
          ? `For ${enShare(target.share)} of citizens to be called within ${en(target.minutes)} minutes, the hall needs ${officials} officials instead of ${alone} with each field by itself: ${saved.officials} saved (95 % interval ${saved.low}–${saved.high}). Fields to be held together: ${pooledEn}.`
          : `For ${enShare(target.share)} of citizens to be called within ${en(target.minutes)} minutes, the hall needs ${officials} officials; holding more fields together saves nobody.`,
    };
  },
  alone: (
    perDay: number,
    minutes: number,
    officials: number,
    share: number,
    fewer: number | null,
    target: Target,
  ): PlanReason => {
    // One fewer may reach the target on the simulated days, but too narrowly to promise it.
    const near = fewer !== null && fewer >= target.share;
    const fewerVi =
      fewer === null
        ? ''
        : near
          ? ` Bớt một người thì được khoảng ${downVi(fewer)}, quá sát mục tiêu nên không chắc giữ được trên đủ số ngày.`
          : ` Bớt một người thì chỉ còn ${downVi(fewer)}, không đạt ${viShare(target.share)}.`;
    const fewerEn =
      fewer === null
        ? ''
        : near
          ? ` With one fewer it would be about ${downEn(fewer)}, too near to the target to be kept on enough days.`
          : ` With one fewer it would be ${downEn(fewer)}, short of ${enShare(target.share)}.`;
    return {
      code: 'alone',
      vi: `Mỗi ngày ${vi(perDay)} lượt, mỗi lượt ${vi(minutes)} phút. Bố trí riêng ${officials} cán bộ thì ${downVi(share)} được gọi trong ${vi(target.minutes)} phút.${fewerVi}`,
      en: `${en(perDay)} citizens a day, ${en(minutes)} minutes each. With ${people(officials)} of its own ${downEn(share)} are called within ${en(target.minutes)} minutes.${fewerEn}`,
    };
  },
  /** The first sentence where the target is not met by all: under a headcount, or because a field cannot meet it. */
  chairmanShort: (
    target: Target,
    officials: number,
    share: number,
    missing: number,
    groups: readonly { names: readonly string[]; officials: number }[],
  ): PlanReason => {
    const pooled = groups.map((group) => `${group.names.join(' + ')} (${group.officials})`).join('; ');
    return {
      code: 'chairman',
      vi: `Với ${officials} cán bộ, ${downVi(share)} người dân được gọi trong ${vi(target.minutes)} phút; ${missing} lĩnh vực chưa đạt mục tiêu ${viShare(target.share)}.${pooled === '' ? '' : ` Đề nghị giao kiêm nhiệm: ${pooled}.`}`,
      en: `With ${people(officials)} ${downEn(share)} of citizens are called within ${en(target.minutes)} minutes; ${missing === 1 ? 'one field misses' : `${missing} fields miss`} the target of ${enShare(target.share)}.${pooled === '' ? '' : ` Fields to be held together: ${pooled}.`}`,
    };
  },
  forecast: (mae: number, baseline: number, because: string, perDay: number): PlanReason => {
    const words: Record<string, readonly [string, string]> = {
      'under-eight-weeks': [
        'Chưa đủ tám tuần số liệu nên dự báo theo mức giữa của những ngày trước',
        'Under eight weeks of record: forecast by the middle of earlier days',
      ],
      'richer-wins': [
        `Dự báo theo xu hướng, thứ trong tuần và mùa Tết, tốt hơn cách so cùng thứ (sai ${vi(baseline)})`,
        `Forecast by trend, weekday and the season of Tết, better than same weekdays (error ${en(baseline)})`,
      ],
      'baseline-holds': [
        'Dự báo theo cùng thứ của các tuần trước; cách phức tạp hơn không tốt hơn',
        'Forecast by the same weekdays of earlier weeks; the richer one is no better',
      ],
    };
    const [viWords, enWords] = words[because] ?? ['', ''];
    return {
      code: 'forecast',
      vi: `${viWords}; trên những ngày chưa biết, sai trung bình ${vi(mae)} lượt mỗi ngày${perDay > 0 ? ` (${viShare(mae / perDay)} của ${vi(perDay)} lượt)` : ''}.`,
      en: `${enWords}; on days it had not seen it was off by ${en(mae)} citizens a day on average${perDay > 0 ? ` (${enShare(mae / perDay)} of ${en(perDay)})` : ''}.`,
    };
  },
  skippedNumbers: (count: number): PlanReason => ({
    code: 'skipped-numbers',
    vi: `${vi(count)} số được ghi là lấy và gọi dồn trong cùng vài phút, nhiều hơn số quầy mở có thể tiếp: coi là số bỏ qua, không tính là lượt.`,
    en: `${en(count)} numbers were recorded as drawn and called within the same few minutes, more than the open counters could take: they count as skipped numbers, not as citizens.`,
  }),
  aroundTet: (days: number): PlanReason => ({
    code: 'around-tet',
    vi: `${days} ngày trong số liệu nằm trong gần bốn tuần trước hoặc sau Tết, khi lượng người khác ngày thường: nên xem thêm phương án tính từ một kỳ khác.`,
    en: `${days === 1 ? 'One day' : `${days} days`} of the record lie within four weeks of Tết, when demand is not the usual one: compare with a plan from another period.`,
  }),
  postingsEnding: (count: number, first: string, empty: number): PlanReason => {
    const date = first.split('-').reverse().join('/');
    return {
      code: 'postings-ending',
      vi: `${count} cán bộ sắp hết thời gian bố trí, sớm nhất ngày ${date}${empty > 0 ? `; nếu chưa có người thay, thiếu thêm ${empty} vị trí đủ chuyên môn` : '; những người còn lại vẫn đủ chuyên môn cho mọi vị trí'}.`,
      en: `The posting of ${people(count)} ends soon, the first on ${first}${empty > 0 ? `; unless replaced, ${empty} more of the seats cannot be filled` : '; those who stay are qualified for all seats'}.`,
    };
  },
  unmetField: (share: number, target: Target): PlanReason => ({
    code: 'field-misses-target',
    vi: `Chưa đạt mục tiêu: ${downVi(share)} được gọi trong ${vi(target.minutes)} phút.`,
    en: `Misses the target: ${downEn(share)} are called within ${en(target.minutes)} minutes.`,
  }),
  noTickets: (): PlanReason => ({
    code: 'no-tickets',
    vi: 'Không có lượt nào trong kỳ: chưa tính được số người, chỉ cần có người kiêm nhiệm.',
    en: 'No tickets in the period: nothing to size; somebody has to hold it beside other fields.',
  }),
  oneTicket: (count: number): PlanReason => ({
    code: 'few-tickets',
    vi: `Chỉ có ${count} lượt trong kỳ: số liệu của lĩnh vực này chưa đủ tin cậy, nên có thêm dữ liệu trước khi quyết định.`,
    en: `Only ${count === 1 ? 'one ticket' : `${count} tickets`} in the period: figures of this field say little, more data should decide.`,
  }),
  service: (basis: string, minutes: number): PlanReason | null => {
    if (basis === 'measured') return null;
    const words: Record<string, readonly [string, string]> = {
      shrunk: [
        `Thời gian phục vụ ${vi(minutes)} phút: ít lượt đo được nên tính kéo về mức chung của bộ phận.`,
        `Service of ${en(minutes)} minutes: few were measured, so it leans on the hall's.`,
      ],
      hall: [
        `Thời gian phục vụ ${vi(minutes)} phút là mức chung của bộ phận: lĩnh vực này chưa có lượt nào đo được.`,
        `Service of ${en(minutes)} minutes is the hall's: none was measured in this field.`,
      ],
      'next-call': [
        `Thời gian phục vụ ${vi(minutes)} phút suy ra từ lượt gọi kế tiếp ở cùng quầy khi còn người chờ: dữ liệu không ghi lúc kết thúc.`,
        `Service of ${en(minutes)} minutes is worked out from the next call at the same counter while somebody waited: the record holds no ends.`,
      ],
      'fitted-from-calls': [
        `Thời gian phục vụ ${vi(minutes)} phút suy ra từ các lần gọi và số quầy mở: dữ liệu không ghi lúc kết thúc.`,
        `Service of ${en(minutes)} minutes is worked out from calls and open counters: the record holds no ends.`,
      ],
      assumed: [
        `Thời gian phục vụ ${vi(minutes)} phút là giả định, chưa đo được lượt nào.`,
        `Service of ${en(minutes)} minutes is assumed; none was measured.`,
      ],
    };
    const [viWords, enWords] = words[basis] ?? ['', ''];
    return viWords === '' ? null : { code: `service-${basis}`, vi: viWords, en: enWords };
  },
  merged: (
    names: readonly string[],
    alone: readonly number[],
    officials: number,
    occupancy: number,
  ): PlanReason => ({
    code: 'merged',
    vi: `${names.join(' + ')}: bố trí riêng cần ${alone.join(' + ')} người, làm chung chỉ cần ${officials} vì lúc lĩnh vực này vắng thì phục vụ lĩnh vực kia; mỗi người bận ${viShare(occupancy)} thời gian.`,
    en: `${names.join(' + ')}: ${alone.join(' + ')} officials apart, ${officials} together, because one field is served while the other is quiet; each is busy ${enShare(occupancy)} of the time.`,
  }),
  single: (name: string, officials: number, occupancy: number): PlanReason => ({
    code: 'single',
    vi: `${name}: giữ riêng ${officials} người (bận ${viShare(occupancy)} thời gian); gộp với lĩnh vực khác không bớt được ai mà vẫn đạt mục tiêu.`,
    en: `${name}: keeps ${people(officials)} of its own (busy ${enShare(occupancy)} of the time); with no other field would fewer meet the target.`,
  }),
  singleAsked: (name: string, officials: number, occupancy: number): PlanReason => ({
    code: 'single',
    vi: `${name}: ${officials} người (bận ${viShare(occupancy)} thời gian); phương án này không giao kiêm nhiệm.`,
    en: `${name}: ${people(officials)} (busy ${enShare(occupancy)} of the time); this plan lets nobody hold several fields.`,
  }),
  apart: (name: string): PlanReason => ({
    code: 'agency-apart',
    vi: `${name} thuộc cơ quan ngoài, thỏa thuận không nêu lĩnh vực này: không giao kiêm nhiệm.`,
    en: `${name} belongs to an outside agency whose agreement does not name it: it is not held with others.`,
  }),
  chain: (helper: readonly string[], helped: readonly string[]): PlanReason => ({
    code: 'chain',
    vi: `Một người của ${helper.join(' + ')} được giao thêm ${helped.join(' + ')} khi quầy mình vắng; nhờ vậy nhóm kia bớt được một người.`,
    en: `One official of ${helper.join(' + ')} also takes ${helped.join(' + ')} when nothing waits; that group does with one fewer.`,
  }),
  repaired: (count: number): PlanReason => ({
    code: 'repaired',
    vi: `Thêm ${count} người sau khi mô phỏng trên những ngày khác.`,
    en: `${count} added after simulating other days.`,
  }),
  covered: (names: readonly string[]): PlanReason => ({
    code: 'covered',
    vi: `Khi người duy nhất nghỉ, nhóm ${names.join(' + ')} trực thay.`,
    en: `When the only official is on leave, the group ${names.join(' + ')} stands in.`,
  }),
  uncovered: (): PlanReason => ({
    code: 'uncovered',
    vi: 'Chỉ có một người và chưa nhóm nào được phép trực thay khi nghỉ.',
    en: 'One official only, and no group may stand in during leave.',
  }),
  capMet: (cap: number, needed: number): PlanReason => ({
    code: 'cap-met',
    vi: `Cần ${needed} người, trong phạm vi ${cap} biên chế.`,
    en: `${needed} officials are needed, within the headcount of ${cap}.`,
  }),
  capShort: (cap: number, needed: number, given: number, missing: readonly string[]): PlanReason => ({
    code: 'cap-short',
    vi:
      given > cap
        ? `Biên chế ${cap} người không đủ để mỗi nhóm có một người; ít nhất phải ${given} người với các cơ quan và trình độ hiện có. Muốn đạt mục tiêu cần ${needed}.`
        : `Biên chế ${cap} người thấp hơn mức cần ${needed}. Đây là phương án tốt nhất với ${given} người; chưa đạt mục tiêu: ${missing.join(', ') || 'không lĩnh vực nào'}.`,
    en:
      given > cap
        ? `A headcount of ${cap} cannot give every group an official; with the agencies and qualifications at hand it takes ${given}. The target needs ${needed}.`
        : `The headcount of ${cap} is below the ${needed} needed. This is the best with ${given}; fields that miss the target: ${missing.join(', ') || 'none'}.`,
  }),
  notEnoughOfficers: (empty: number): PlanReason => ({
    code: 'not-enough-qualified',
    vi: `Còn ${empty} vị trí chưa có cán bộ nào trong danh sách đủ chuyên môn.`,
    en: `Nobody on the register is qualified for ${empty} of the seats.`,
  }),
  fewDays: (days: number): PlanReason =>
    days === 1
      ? {
          code: 'one-day',
          vi: 'Chỉ có một ngày dữ liệu: chưa biết ngày khác đông hay vắng hơn, khoảng tin cậy không tính được. Cần ít nhất 10 ngày làm việc.',
          en: 'One day of data only: other days are unknown and no interval can be given. At least 10 working days are needed.',
        }
      : {
          code: 'few-days',
          vi: `Chỉ có ${days} ngày dữ liệu: con số còn có thể thay đổi nhiều. Nên có ít nhất 10 ngày làm việc, tốt nhất là 8 tuần.`,
          en: `Only ${days} days of data: figures may still change a lot. At least 10 working days, better eight weeks, are wanted.`,
        },
  doorWait: (): PlanReason => ({
    code: 'counted-from-opening',
    vi: 'Người đến trước giờ mở cửa được tính thời gian chờ từ lúc mở cửa.',
    en: 'Whoever comes before the opening is counted as waiting from the opening on.',
  }),
};
