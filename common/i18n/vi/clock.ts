/** What staff pages say of the hall's time. */
export const clock = {
  askDay:
    'Chưa rõ hôm nay là ngày nào: đồng hồ máy chủ không khớp với sổ. Xin xác nhận ngày, số mới chờ việc này.',
  todayIs: 'Hôm nay là {date}',
  byRecord: 'theo sổ',
  byMachine: 'theo máy chủ',
  byDevices: 'theo {n} máy khác',
  otherDay: 'Ngày khác',
  setDay: 'Đặt ngày',
  clock_jumped:
    'Đồng hồ máy chủ vừa bị chỉnh. Phiếu vẫn ghi theo giờ cũ đang chạy đúng; xin chỉnh lại giờ máy chủ.',
  clock_behind_record: 'Đồng hồ máy chủ chậm hơn sổ. Phiếu vẫn ghi tiếp theo sổ; xin chỉnh giờ máy chủ.',
  clock_far_ahead: 'Đồng hồ máy chủ nhanh hơn sổ quá xa. Phiếu vẫn ghi tiếp theo sổ; xin chỉnh giờ máy chủ.',
  clock: 'Đồng hồ',
  dayShape: 'ngày/tháng/năm',
  dayWrong: 'Xin ghi ngày như 24/11/2026.',
  dayNone: 'Lịch không có ngày {day}. Xin xem lại.',
  dayTooEarly: 'Xin chọn từ ngày {day} trở đi.',
  dayOpen: 'Mở lịch',
  dayTooLate: 'Xin chọn đến ngày {day}.',
} as const;
