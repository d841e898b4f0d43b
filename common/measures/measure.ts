import { opinion as english } from '../i18n/en/opinion.ts';
import { opinion as vietnamese } from '../i18n/vi/opinion.ts';
import { TARGET_SHARE } from '../protocol/target-share.ts';

/** What a figure counts: it decides how many places it has and how it is written. */
export type MeasureKind = 'count' | 'decimal' | 'share';

/**
 * One measure of the reports. Screen, sentence, CSV, XLSX, DOCX and PDF read its name, rounding and grade from here,
 * so that the same figure cannot stand in two ways.
 */
export interface Measure {
  readonly kind: MeasureKind;
  readonly vi: string;
  readonly en: string;
  /** What the figure is held against; absent: more or less of it is neither good nor bad. */
  readonly target?: MeasureTarget;
}

/** A target, and how far beyond it a figure is still a matter of care and not yet bad. */
export type MeasureTarget =
  | { readonly atLeast: number; readonly careWithin: number }
  /** The target stands in another column of the same row; care up to so many times of it. */
  | { readonly atMostColumn: string; readonly careTimes: number };

/** How a figure stands against its target. */
export type Grade = 'good' | 'care' | 'bad';

/** Sums beside the counts: they have a figure a working day. */
const SUMS_OF_TIME: ReadonlySet<string> = new Set([
  'openMinutes',
  'pausedMinutes',
  'busyMinutes',
  'openHours',
  'downMinutes',
  'watchedMinutes',
]);
const GIVEN: ReadonlySet<string> = new Set(['targetMinutes', 'workingDays', 'days']);

/** Whether a measure is given, not found: nothing is doubtful about it. */
export const isGiven = (key: string): boolean => GIVEN.has(key);

/** Whether a measure is no finding of these days: it has neither a figure a working day nor a doubt. */
export const isFixed = (key: string): boolean => isGiven(key) || /Before/.test(key);

/** Whether a measure adds up from day to day. */
export const isSum = (key: string): boolean =>
  !isFixed(key) && (SUMS_OF_TIME.has(key) || byKey.get(key)?.kind === 'count');

const count = (vi: string, en: string): Measure => ({ kind: 'count', vi, en });
const decimal = (vi: string, en: string): Measure => ({ kind: 'decimal', vi, en });
const share = (vi: string, en: string): Measure => ({ kind: 'share', vi, en });

/** Every measure that a report may have as a column, by its key. */
export const MEASURES = {
  drawn: count('Số phiếu', 'Tickets'),
  drawnBefore: count('Số phiếu kỳ trước', 'Tickets, period before'),
  drawnShare: share('Tỷ lệ số phiếu', 'Share of tickets'),
  workingDays: count('Số ngày làm việc', 'Working days'),
  workingDaysBefore: count('Số ngày làm việc kỳ trước', 'Working days, period before'),
  perDay: decimal('Số phiếu mỗi ngày làm việc', 'Tickets a working day'),
  perDayBefore: decimal('Số phiếu mỗi ngày làm việc kỳ trước', 'Tickets a working day, period before'),
  changeShare: share('Tăng, giảm mỗi ngày làm việc', 'Change a working day'),
  days: count('Số ngày', 'Days'),
  meanPerDay: decimal('Số phiếu trung bình mỗi ngày', 'Mean tickets a day'),
  called: count('Đã gọi', 'Called'),
  served: count('Đã tiếp', 'Served'),
  servedBefore: count('Đã tiếp kỳ trước', 'Served, period before'),
  noShow: count('Vắng mặt', 'No-show'),
  noShowShare: share('Tỷ lệ vắng mặt', 'No-show share'),
  left: count('Bỏ về', 'Left'),
  leftShare: share('Tỷ lệ bỏ về', 'Share that left'),
  gaveUp: count('Báo không chờ nữa', 'Told that they wait no more'),
  letPass: count('Lượt xin lùi', 'Times others were let pass'),
  transactions: count('Giao dịch', 'Transactions'),
  targetMinutes: count('Mục tiêu chờ (phút)', 'Target wait (min)'),
  waitMeanMinutes: decimal('Chờ trung bình (phút)', 'Mean wait (min)'),
  waitMeanBeforeMinutes: decimal('Chờ trung bình kỳ trước (phút)', 'Mean wait, period before (min)'),
  waitDifferenceMinutes: decimal('Chênh lệch chờ (phút)', 'Difference in wait (min)'),
  waitP50Minutes: decimal('Chờ trung vị (phút)', 'Median wait (min)'),
  waitP90Minutes: {
    ...decimal('Chín phần mười chờ không quá (phút)', 'Nine in ten waited no longer than (min)'),
    target: { atMostColumn: 'targetMinutes', careTimes: 1.25 },
  },
  withinTargetShare: {
    ...share('Tỷ lệ trong mục tiêu', 'Share within target'),
    target: { atLeast: TARGET_SHARE, careWithin: 0.1 },
  },
  withinTargetBeforeShare: share('Tỷ lệ trong mục tiêu kỳ trước', 'Share within target, period before'),
  serviceMeanMinutes: decimal('Phục vụ trung bình (phút)', 'Mean service (min)'),
  serviceP50Minutes: decimal('Phục vụ trung vị (phút)', 'Median service (min)'),
  serviceP90Minutes: decimal('Chín phần mười phục vụ không quá (phút)', 'Nine in ten were served in (min)'),
  openMinutes: decimal('Mở quầy (phút)', 'Counter open (min)'),
  pausedMinutes: decimal('Tạm dừng (phút)', 'Paused (min)'),
  busyMinutes: decimal('Đang tiếp dân (phút)', 'With a citizen (min)'),
  busyShare: share('Tỷ lệ đang tiếp dân', 'Busy share'),
  notClosedByHand: count('Số lần không tự đóng quầy', 'Times not closed by hand'),
  dutyDays: count('Số ngày trực', 'Duty days'),
  openHours: decimal('Số giờ mở quầy', 'Hours at an open counter'),
  missingPapers: count('Thiếu giấy tờ', 'Papers missing'),
  returnVisits: count('Phải đến lại', 'Return visits'),
  difficulties: count('Vướng mắc', 'Difficulties'),
  difficultiesGeneral: count('Trong đó việc chung', 'Of the hall as a whole'),
  proposals: count('Đề xuất', 'Proposals'),
  ratings: count('Số ý kiến', 'Opinions'),
  slips: count('Không kèm số', 'Without a number'),
  level5: count(vietnamese.level5, english.level5),
  level4: count(vietnamese.level4, english.level4),
  level3: count(vietnamese.level3, english.level3),
  level2: count(vietnamese.level2, english.level2),
  level1: count(vietnamese.level1, english.level1),
  meanScore: decimal('Điểm (1–5)', 'Points (1–5)'),
  satisfiedShare: share('Tỷ lệ hài lòng', 'Share satisfied'),
  marked: count('Gửi ngay từ mạng của cán bộ', 'Given at once from the staff network'),
  satisfiedShareUnmarked: share('Tỷ lệ hài lòng, không kể số này', 'Satisfied, without these'),
  responseShare: share('Tỷ lệ cho ý kiến', 'Rate of responses'),
  outages: count('Số lần không dùng được', 'Times out of use'),
  downMinutes: decimal('Không dùng được (phút giờ mở cửa)', 'Out of use (min of open hours)'),
  longestMinutes: decimal('Lần dài nhất (phút)', 'Longest (min)'),
  paperChanges: count('Số lần thay giấy', 'Paper changes'),
  watchedMinutes: decimal('Được theo dõi (phút giờ mở cửa)', 'Watched (min of open hours)'),
  availableShare: share('Tỷ lệ sẵn sàng', 'Share available'),
  estimates: count('Số lần báo', 'Announcements'),
  biasMinutes: decimal(
    'Lệch trung bình (phút, dương: chờ lâu hơn dự kiến)',
    'Mean bias (min, above 0: waited longer)',
  ),
  meanErrorMinutes: decimal('Sai số tuyệt đối trung bình (phút)', 'Mean absolute error (min)'),
  rmseMinutes: decimal('Sai số quân phương (phút)', 'Root mean square error (min)'),
  withinShare: share('Tỷ lệ nằm trong khoảng đã báo', 'Share within the announced range'),
  claimedShare: share('Tỷ lệ mà khoảng đã báo cam kết', 'Share that the ranges claimed'),
  compared: count('Số lượt so sánh được', 'Visits that can be compared'),
  ownRmseMinutes: decimal(
    'Trên các lượt đó: sai số quân phương của hệ thống (phút)',
    'On these: error of the system (RMSE, min)',
  ),
  lastWaitRmseMinutes: decimal(
    'Nếu báo theo người vừa được gọi (phút)',
    'Told by the last one called (RMSE, min)',
  ),
  queueRmseMinutes: decimal('Nếu báo theo số người chờ (phút)', 'Told by the people in line (RMSE, min)'),
  count: count('Số phiếu cần xem', 'Tickets to be looked at'),
  countShare: share('Tỷ lệ số phiếu cần xem', 'Share to be looked at'),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureKey = keyof typeof MEASURES;

const byKey: ReadonlyMap<string, Measure> = new Map(Object.entries(MEASURES));

/** The measure of a column; undefined: the column is no figure. */
export const measureOf = (key: string): Measure | undefined => byKey.get(key);
