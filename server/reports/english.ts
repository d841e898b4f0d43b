import { remarks as englishRemarks } from '../../common/i18n/en/remarks.ts';
import { TOPIC_WORDS } from '../../common/i18n/topic-words.ts';
import { remarks as vietnameseRemarks } from '../../common/i18n/vi/remarks.ts';
import { MEASURES } from '../../common/measures/measure.ts';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import type { ReportDefinition } from './report.ts';

/** What reports, their columns and their parameters are called in English, by their Vietnamese titles. */
export const ENGLISH_TITLES: Readonly<Record<string, string>> = {
  'Tình hình các Bộ phận Một cửa': 'How the halls stand',
  'Số liệu cho bộ chỉ số phục vụ người dân, doanh nghiệp': 'Figures for the national service index',
  'Không có số liệu trong kỳ': 'No figures in the period',
  'Mới có số liệu': 'New figures',
  'Chưa đủ để so sánh': 'Too little to compare',
  'Cải thiện': 'Improved',
  'Giảm sút': 'Worse',
  'Gần như trước': 'About as before',
  'Mã điểm tiếp nhận': 'Hall code',
  'Điểm tiếp nhận': 'Hall',
  'Đơn vị cấp trên': 'Parent unit',
  // Reports
  'Khối lượng giao dịch': 'Volume',
  'Thời gian chờ và phục vụ': 'Waiting and service',
  'Giờ người dân đến': 'Arrivals by time of day',
  'Quầy và cán bộ': 'Counters and officers',
  'Thủ tục': 'Procedures',
  'Giấy tờ hay thiếu': 'Papers most often missing',
  'Giấy tờ': 'Paper',
  'Không ghi giấy tờ nào': 'No paper named',
  'Vướng mắc, đề xuất': 'Difficulties and proposals',
  'Ý kiến người dân': 'Citizens’ opinion',
  'Vắng mặt và bỏ về': 'No-shows and leavers',
  'Mục đích đến': 'Purpose of visits',
  'So sánh hai kỳ': 'Comparison of two periods',
  'Ngày công tại Bộ phận Một cửa': 'Duty days at the hall',
  'Sự cố thiết bị': 'Device downtime',
  'Sai số thời gian chờ đã báo': 'Error of the announced waits',
  'Độ tin cậy của số liệu': 'How far the figures can be trusted',
  // Columns
  'Cơ quan cử đến': 'Sent by',
  'Đơn vị chi trả': 'Paying unit',
  'Ngày đầu': 'First day',
  'Ngày cuối': 'Last day',
  Loại: 'Kind',
  'Nội dung': 'Text',
  'Ý kiến xử lý': 'Handling',
  'Ngày ghi': 'Noted on',
  ...Object.fromEntries(Object.values(MEASURES).map(({ vi, en }) => [vi, en])),
  // Parameters
  'Chia theo': 'Divided by',
  'Tình trạng': 'Stage',
  'So với từ ngày': 'Compared with, from',
  'So với đến ngày': 'Compared with, to',
  // What a row is of
  'Mã hình thức': 'Way code',
  'Hình thức': 'How it came',
  'Mã người cho ý kiến': 'Respondent code',
  'Người cho ý kiến': 'Respondent',
  'Mã tiêu chí': 'Criterion code',
  'Tiêu chí': 'Criterion',
  'Máy tính bảng tại quầy': 'Tablet at the counter',
  'Điện thoại (mã trên phiếu)': 'Telephone (code on the ticket)',
  'Phiếu giấy': 'Paper slip',
  'Gửi bưu điện': 'By post',
  'Hình thức khác': 'Another way',
  'Người dân': 'Citizen',
  'Doanh nghiệp, tổ chức': 'Business, organisation',
  'Đánh giá chung': 'Overall',
  'Ít ý kiến': 'Few opinions',
  'Mã lĩnh vực': 'Field code',
  'Lĩnh vực': 'Field',
  'Mã thủ tục': 'Procedure code',
  'Mã cơ quan': 'Agency code',
  'Cơ quan': 'Agency',
  'Mục đích': 'Purpose',
  'Mã quầy': 'Counter code',
  Quầy: 'Counter',
  'Tên đăng nhập': 'User name',
  'Công chức': 'Officer',
  Mã: 'Code',
  'Điều cần xem': 'To be looked at',
  'Việc chung': 'The hall as a whole',
  ...Object.fromEntries(
    Object.values(TOPIC_WORDS).map((key) => [vietnameseRemarks[key], englishRemarks[key]]),
  ),
  'Thiết bị': 'Device',
  'Sự cố': 'Fault',
  Ngày: 'Day',
  Tuần: 'Week',
  Tháng: 'Month',
  Quý: 'Quarter',
  Năm: 'Year',
  'Kỳ (15 đến 14)': 'Period (15th to 14th)',
  Thứ: 'Weekday',
  'Khung giờ': 'Time of day',
  'Tổng cộng': 'Total',
  'Không ghi': 'Not recorded',
  'Nộp hồ sơ': 'Submit',
  'Nhận kết quả': 'Collect',
  'Hỏi, hướng dẫn': 'Ask',
  'Thứ Hai': 'Monday',
  'Thứ Ba': 'Tuesday',
  'Thứ Tư': 'Wednesday',
  'Thứ Năm': 'Thursday',
  'Thứ Sáu': 'Friday',
  'Thứ Bảy': 'Saturday',
  'Chủ nhật': 'Sunday',
  'Lấy số khi chưa rõ ngày giờ': 'Drawn while the day was in doubt',
  'Chưa từng được gọi': 'Never called',
  'Phục vụ dưới 20 giây': 'Served in less than 20 seconds',
  'Năm số trở lên cùng lĩnh vực, từ một máy, trong 30 giây':
    'Five numbers or more of one field from one device in 30 seconds',
  'Đổi sang lĩnh vực khác với lúc lấy số': 'Field changed after the number was drawn',
  // The sheet that says what a workbook is
  'Thông tin': 'About',
  'Báo cáo': 'Report',
  'Cơ quan cấp trên': 'Superior body',
  'Đơn vị': 'Unit',
  'Kỳ báo cáo': 'Period',
  'Từ ngày': 'From',
  'Đến ngày': 'To',
  'Phân theo': 'Divided by',
  'Số dòng': 'Rows',
  'Người lập': 'Made by',
  'Lập lúc': 'Made at',
  'Ghi chú': 'Notes',
  'Thời gian chờ và thời gian tiếp được tính bằng phút tại Bộ phận Một cửa; đây không phải là thời hạn giải quyết hồ sơ.':
    'Waits and service times are minutes at the hall, not the legal time limits of dossiers.',
  'Chỉ tính những lúc hệ thống chạy và có ít nhất một quầy mở; sắp hết giấy chưa phải là sự cố.':
    'Only hours in which the system ran and a counter was open count; paper running low is no fault.',
  'Điểm: 5 là rất hài lòng, 1 là rất không hài lòng. Tỷ lệ hài lòng gồm mức hài lòng và rất hài lòng.':
    'Points: 5 is very satisfied, 1 very dissatisfied. Satisfied are the two best levels.',
  'Tỷ lệ cho ý kiến chỉ tính ý kiến gắn với số thứ tự, chia cho số người đã tiếp; phiếu không kèm số được ghi riêng.':
    'The rate of responses counts opinions tied to a ticket, of all who were served; slips without a number stand apart.',
  '"Ít ý kiến": dưới 5 ý kiến, chưa đủ để so sánh.': '"Few opinions": fewer than 5, too few to compare.',
  'Dấu "–" là chưa có số liệu để tính.':
    'A dash means that nothing is known from which it could be reckoned.',
};

/** A title in a language; one that has no English keeps its Vietnamese. */
export const titleIn = (language: ReportLanguage, title: string): string =>
  language === 'en' ? (ENGLISH_TITLES[title] ?? title) : title;

/** A report with its titles in a language. Official pages to sign are Vietnamese whatever the reader chose. */
export function inLanguage<R extends Pick<ReportDefinition, 'title' | 'columns'>>(
  report: R,
  language: ReportLanguage,
): R {
  return {
    ...report,
    title: titleIn(language, report.title),
    columns: report.columns.map(({ key, title }) => ({ key, title: titleIn(language, title) })),
  };
}

/** A schema as plain data with every title in a language. */
export const schemaIn = (language: ReportLanguage, schema: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, partIn(language, key, value)]));

function partIn(language: ReportLanguage, key: string, value: unknown): unknown {
  if (key === 'title' && typeof value === 'string') return titleIn(language, value);
  if (Array.isArray(value)) return value.map((each) => partIn(language, '', each));
  if (value === null || typeof value !== 'object') return value;
  return schemaIn(language, value as Record<string, unknown>);
}
