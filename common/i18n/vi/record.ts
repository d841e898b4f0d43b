/** What staff pages say of the record itself: restores and seals. */
export const record = {
  restored:
    'Sổ được lấy lại từ bản sao lúc {copy}; hệ thống chạy tiếp từ {at}. Việc ghi trong khoảng đó không còn: ai cầm số của lúc ấy xin mời lấy số mới. Số mới đã cách ra một khoảng để không trùng.',
  acknowledge: 'Đã rõ, thôi nhắc',
  record: 'Sổ ghi',
  unacknowledged: 'Đang chạy tiếp từ một bản sao, chưa ai xác nhận',
  dailySeal: 'Niêm phong sổ mỗi ngày',
  notSealed: 'Có ngày đã khép chưa niêm phong được',
  sealBroken:
    'Sổ không còn khớp với một niêm phong đã lưu ({fault}). Xin giữ nguyên máy chủ và báo quản trị ngay.',
  freeSpace: 'Còn trống {n} GB.',
  diskLow: 'Sắp hết chỗ trên đĩa: xin dọn đĩa hoặc chuyển bản sao cũ đi nơi khác.',
  diskFull: 'Hết chỗ trên đĩa: không ghi thêm được. Xin dọn đĩa ngay.',
  commitFailed: 'Lần ghi gần nhất không thành công; hệ thống đang thử lại. Xin xem ổ đĩa.',
  locked: 'Một chương trình khác đang giữ sổ; việc đang chờ sẽ được ghi khi chương trình đó xong.',
  damaged:
    'Tệp sổ trên đĩa bị hỏng. Xin sao lưu ngay ("motcua backup"), rồi lấy lại bản sao gần nhất ("motcua restore").',
  logDeleted:
    'Tệp nhật ký ghi (hall.sqlite-wal) đã bị xóa. Dữ liệu vẫn được giữ đủ; xin khởi động lại hệ thống khi vắng khách.',
  fileReplaced: 'Tệp sổ đã bị xóa hoặc thay bằng tệp khác trong khi hệ thống chạy: không ghi thêm nữa.',
  rescued: 'Sổ đang mở đã được cứu vào {file}; xin dừng hệ thống và chạy "motcua restore" với tệp này.',
} as const;
