import type { ReportDefinition } from './report.ts';

/** What reports, their columns and their parameters are called in English, by their Vietnamese titles. */
export const ENGLISH_TITLES: Readonly<Record<string, string>> = {
  // Reports
  'Khối lượng giao dịch': 'Volume',
  'Thời gian chờ và phục vụ': 'Waiting and service',
  'Giờ người dân đến': 'Arrivals by time of day',
  'Quầy và cán bộ': 'Counters and officers',
  'Thủ tục': 'Procedures',
  'Vướng mắc, đề xuất về thủ tục': 'Difficulties and proposals on procedures',
  'Vắng mặt và bỏ về': 'No-shows and leavers',
  'Mục đích đến': 'Purpose of visits',
  'So sánh hai kỳ': 'Comparison of two periods',
  'Ngày công tại Bộ phận Một cửa': 'Duty days at the hall',
  'Sự cố thiết bị': 'Device downtime',
  'Sai số thời gian chờ đã báo': 'Error of the announced waits',
  'Độ tin cậy của số liệu': 'How far the figures can be trusted',
  // Columns
  'Số phiếu': 'Tickets',
  'Đã gọi': 'Called',
  'Đã tiếp': 'Served',
  'Vắng mặt': 'No-show',
  'Bỏ về': 'Left',
  'Giao dịch': 'Transactions',
  'Chờ trung bình (phút)': 'Mean wait (min)',
  'Chờ trung vị (phút)': 'Median wait (min)',
  'Chờ P90 (phút)': 'Wait P90 (min)',
  'Tỷ lệ trong hạn chờ': 'Share within target',
  'Tiếp trung bình (phút)': 'Mean service (min)',
  'Tiếp P90 (phút)': 'Service P90 (min)',
  'Mục tiêu chờ (phút)': 'Target wait (min)',
  'Chín phần mười chờ không quá (phút)': 'Nine in ten waited no longer than (min)',
  'Tỷ lệ trong mục tiêu': 'Share within target',
  'Phục vụ trung bình (phút)': 'Mean service (min)',
  'Phục vụ trung vị (phút)': 'Median service (min)',
  'Chín phần mười phục vụ không quá (phút)': 'Nine in ten were served in (min)',
  'Số phiếu trung bình mỗi ngày': 'Mean tickets a day',
  'Số ngày': 'Days',
  'Mở quầy (phút)': 'Counter open (min)',
  'Tạm dừng (phút)': 'Paused (min)',
  'Đang tiếp dân (phút)': 'With a citizen (min)',
  'Tỷ lệ đang tiếp dân': 'Busy share',
  'Thiếu giấy tờ': 'Papers missing',
  'Phải đến lại': 'Return visits',
  'Vướng mắc': 'Difficulties',
  'Đề xuất': 'Proposals',
  'Gọi không đến': 'Called, did not come',
  'Tỷ lệ gọi không đến': 'Share that did not come',
  'Bỏ về trước khi gọi': 'Left before the call',
  'Tỷ lệ bỏ về': 'Share that left',
  'Tỷ lệ': 'Share',
  'Số phiếu kỳ trước': 'Tickets, period before',
  'Chênh lệch': 'Difference',
  'Tăng, giảm': 'Change',
  'Đã tiếp kỳ trước': 'Served, period before',
  'Chờ trung bình kỳ trước (phút)': 'Mean wait, period before (min)',
  'Chênh lệch chờ (phút)': 'Difference in wait (min)',
  'Cơ quan cử đến': 'Sent by',
  'Đơn vị chi trả': 'Paying unit',
  'Số giờ mở quầy': 'Hours at an open counter',
  'Ngày đầu': 'First day',
  'Ngày cuối': 'Last day',
  'Số lần': 'Times',
  'Được theo dõi (phút giờ mở cửa)': 'Watched (min of open hours)',
  'Không dùng được (phút giờ mở cửa)': 'Out of use (min of open hours)',
  'Lần dài nhất (phút)': 'Longest (min)',
  'Tỷ lệ sẵn sàng': 'Share available',
  'Số lần thay giấy': 'Paper changes',
  'Số lần báo': 'Announcements',
  'Lệch trung bình (phút, dương: chờ lâu hơn dự kiến)': 'Mean bias (min, above 0: waited longer)',
  'Tỷ lệ mà khoảng đã báo cam kết': 'Share that the ranges claimed',
  'Số lượt so sánh được': 'Visits that can be compared',
  'Trên các lượt đó: sai số quân phương của hệ thống (phút)': 'On these: error of the system (RMSE, min)',
  'Nếu báo theo người vừa được gọi (phút)': 'Told by the last one called (RMSE, min)',
  'Nếu báo theo số người chờ (phút)': 'Told by the people in line (RMSE, min)',
  'Sai số tuyệt đối trung bình (phút)': 'Mean absolute error (min)',
  'Sai số quân phương (phút)': 'Root mean square error (min)',
  'Tỷ lệ nằm trong khoảng đã báo': 'Share within the announced range',
  Loại: 'Kind',
  'Nội dung': 'Text',
  'Ý kiến xử lý': 'Handling',
  'Ngày ghi': 'Noted on',
  // Parameters
  'Chia theo': 'Divided by',
  'Tình trạng': 'Stage',
  'So với từ ngày': 'Compared with, from',
  'So với đến ngày': 'Compared with, to',
  // What a row is of
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
  'P90: chín phần mười số phiếu có thời gian không dài hơn số ghi ở cột này.':
    'P90: nine tickets in ten took no longer than the figure in this column.',
  'Dấu "–" là chưa có số liệu để tính.':
    'A dash means that nothing is known from which it could be reckoned.',
};

export const REPORT_LANGUAGES = ['vi', 'en'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

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
export function schemaIn(language: ReportLanguage, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((each) => schemaIn(language, each));
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'title' && typeof value === 'string' ? titleIn(language, value) : schemaIn(language, value),
    ]),
  );
}
