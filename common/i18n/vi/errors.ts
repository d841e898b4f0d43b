import type { RefusalCode } from '../../protocol/refusals.ts';

/**
 * A sentence for every refusal: what happened and what to do. The compiler demands one for each code of
 * common/protocol/refusals.ts; the further keys are reasons that travel inside other answers.
 */
const refusals = {
  invalid_input: 'Dữ liệu nhập chưa đúng. Xin kiểm tra lại.',
  unauthenticated: 'Xin đăng nhập để tiếp tục.',
  forbidden: 'Tài khoản này không có quyền làm việc đó.',
  not_found: 'Không tìm thấy nội dung này.',
  unknown_ticket: 'Không tìm thấy số này.',
  unknown_device: 'Không nhận ra thiết bị này. Xin ghép lại.',
  unknown_counter: 'Không có quầy này.',
  unknown_field: 'Không có lĩnh vực này.',
  unknown_procedure: 'Không có thủ tục này.',
  unknown_priority: 'Không có diện ưu tiên này.',
  unknown_printer: 'Không có máy in này.',
  unknown_template: 'Không có mẫu này.',
  reason_required: 'Xin ghi lý do.',
  personal_data: 'Nội dung có số giống số điện thoại hoặc số giấy tờ của công dân. Xin bỏ số đó rồi gửi lại.',
  range_overlap: 'Dãy số trùng với lĩnh vực khác. Xin chọn dãy khác.',
  not_issuing: 'Lĩnh vực này hiện chưa phát số.',
  already_called: 'Số này đã được quầy khác gọi.',
  nothing_waiting: 'Không còn ai chờ.',
  no_present_ticket: 'Quầy chưa gọi số nào.',
  present_ticket: 'Quầy đang có một số. Xin hoàn thành hoặc gác lại số đó trước.',
  counter_closed: 'Quầy chưa mở.',
  counter_taken: 'Quầy này đang có người giữ.',
  counter_paused: 'Quầy đang tạm dừng. Xin bấm Tiếp tục.',
  officer_busy: 'Ông/bà đang giữ một quầy khác. Xin đóng quầy đó trước.',
  wrong_state: 'Việc này không làm được ở trạng thái hiện tại của số.',
  already_rated: 'Lượt phục vụ này đã có ý kiến. Mỗi số chỉ được cho ý kiến một lần.',
  rating_closed: 'Đã hết thời gian cho ý kiến về số này.',
  idempotency_conflict: 'Yêu cầu này đã được gửi với nội dung khác.',
  conflict: 'Nội dung vừa được người khác thay đổi. Xin xem lại.',
  bad_date: 'Ngày không đúng hoặc còn thiếu. Xin ghi theo dạng năm-tháng-ngày, ví dụ 2026-11-24.',
  bad_period:
    'Ngày đầu phải trước hoặc trùng ngày cuối, và khoảng thời gian không quá 100 năm. Xin chọn lại.',
  unknown_dimension: 'Báo cáo không có cách phân nhóm này, hoặc chọn quá năm cách. Xin chọn lại.',
  report_too_long: 'Báo cáo này cần quá nhiều thời gian. Xin chọn khoảng ngày ngắn hơn rồi thử lại.',
  report_cancelled: 'Báo cáo đã được dừng theo yêu cầu.',
  unstable: 'Số cán bộ này không đáp ứng kịp số người đến: hàng chờ sẽ dài thêm mãi. Xin tăng số cán bộ.',
  planner_busy:
    'Đang có nhiều phương án được tính. Xin chờ một phương án tính xong, hoặc hủy bớt một phương án.',
  unreachable_target: 'Không số cán bộ nào bảo đảm được mục tiêu này. Xin chọn tỷ lệ dưới 100 %.',
  not_enough_record: 'Kỳ đã chọn chưa có lượt nào được ghi. Xin chọn kỳ mà bộ phận có làm việc.',
  hall_not_set_up: 'Bộ phận một cửa chưa được thiết lập.',
  already_set_up: 'Bộ phận một cửa đã được thiết lập.',
  pairing_code_invalid: 'Mã ghép không đúng hoặc đã hết hạn.',
  wrong_password: 'Mật khẩu hiện tại chưa đúng.',
  wrong_pin: 'Mã PIN chưa đúng.',
  key_required:
    'Máy này chưa chứng minh được khóa riêng của thiết bị. Xin ghép lại thiết bị hoặc đăng nhập lại.',
  key_wrong: 'Mã thông báo này thuộc về máy khác. Xin ghép lại thiết bị hoặc đăng nhập lại.',
  password_common: 'Mật khẩu này quá phổ biến, dễ bị đoán ra. Xin chọn mật khẩu khác.',
  password_like_name: 'Mật khẩu gần giống tên đăng nhập. Xin chọn mật khẩu khác.',
  pin_locked: 'Mã PIN đã bị khóa vì nhập sai nhiều lần. Xin đăng nhập bằng mật khẩu và đặt lại mã.',
  roster_stale:
    'Cán bộ, quầy hoặc danh mục đã thay đổi so với phương án này. Xin tải lại trang, xem chỗ khác biệt rồi làm lại.',
  roster_refused: 'Không thể bố trí như vậy. Xin chọn người hoặc quầy khác.',
  field_unserved:
    'Nếu làm như vậy sẽ có lĩnh vực không còn quầy nào phục vụ. Xin giao lĩnh vực đó cho một quầy trước.',
  no_agreement: 'Thời gian hoặc số người này chưa được cơ quan cử người thống nhất.',
  list_invalid: 'Danh mục có chỗ chưa dùng được. Chưa có gì thay đổi.',
  list_changed: 'Danh mục của bộ phận vừa thay đổi nên phần so sánh không còn đúng. Xin so sánh lại.',
  past_version: 'Nội dung đã hoặc đang có hiệu lực được giữ làm hồ sơ. Xin chọn ngày muộn hơn.',
  later_version: 'Thủ tục này có nội dung sẽ có hiệu lực sau. Xin bỏ nội dung đó trước.',
  payload_too_large: 'Dữ liệu gửi lên quá lớn.',
  too_many: 'Máy này lấy số nhanh hơn mức cho phép. Xin đợi một lát rồi lấy tiếp.',
  wrong_host: 'Địa chỉ này không phải của bộ phận một cửa. Xin mở bằng địa chỉ do quản trị viên cung cấp.',
  foreign_printer:
    'Máy in phải nằm trong mạng nội bộ. Quản trị viên có thể cho phép mạng khác ở trang Thiết lập.',
  throttled: 'Thao tác quá nhanh. Xin đợi một lát rồi thử lại.',
  internal: 'Máy chủ gặp lỗi. Xin thử lại hoặc báo quản trị.',
  storage_failed: 'Máy chủ chưa ghi được dữ liệu. Xin báo quản trị ngay.',
  shutting_down: 'Máy chủ đang khởi động lại. Xin thử lại sau giây lát.',
} as const satisfies Record<RefusalCode, string>;

export const errors = {
  ...refusals,
  outside_window: 'Ngoài giờ phát số.',
  quota_reached: 'Hôm nay đã phát hết số của lĩnh vực này.',
  range_full: 'Hôm nay đã hết dãy số của lĩnh vực này.',
  number_range_full: 'Hôm nay đã hết dãy số của lĩnh vực này.',
  connection_lost: 'Mất kết nối, đang thử lại.',
  unexpected: 'Có lỗi chưa rõ. Xin thử lại hoặc báo quản trị.',
} as const;
