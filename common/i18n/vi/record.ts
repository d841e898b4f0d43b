/** What staff pages say of the record itself: restores and seals. */
export const record = {
  restored:
    'Sổ được lấy lại từ bản sao lúc {copy}; hệ thống chạy tiếp từ {at}. Việc ghi trong khoảng đó không còn: ai cầm số của lúc ấy xin mời lấy số mới. Số mới đã cách ra một khoảng để không trùng.',
  acknowledge: 'Đã rõ, thôi nhắc',
  setAsideAcknowledge: 'Đã sao lưu và báo đơn vị hỗ trợ, thôi nhắc',
  setAsideSeen: '✓ Có sự kiện được để riêng, đã có người xác nhận',
  tellAdmin: 'Xin báo người quản trị.',
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
  sealsIntro:
    'Mỗi ngày khép sổ, hệ thống niêm phong sổ bằng một mã tính từ mọi việc đã ghi. Giữ mã ở nơi khác (phiếu đã ký, thư, văn bản) thì về sau ai sửa, thêm hay bớt một việc cũng bị lộ: "motcua verify --seals" sẽ chỉ ra ngày không khớp.',
  noSeals: 'Chưa có ngày nào được niêm phong. Mã đầu tiên có khi khép ngày làm việc.',
  sendTitle: 'Gửi mã niêm phong đi nơi khác',
  sendWhy: 'Gửi các dòng này cho Văn phòng UBND hoặc cấp trên để nơi đó giữ.',
  mail: 'Gửi thư',
  mailSubject: 'Mã niêm phong sổ của {hall}',
  mailIntro:
    'Kính gửi, đây là mã niêm phong sổ từng ngày (ngày, việc ghi thứ, mã). Xin lưu để đối chiếu khi cần.',
  copy: 'Chép',
  copied: 'Đã chép.',
  download: 'Tải tệp',
  allSeals: 'Các ngày đã niêm phong',
  sealDay: 'Ngày',
  sealTickets: 'Số phiếu',
  sealSequence: 'Việc ghi thứ',
  sealCode: 'Mã niêm phong',
  sealedAt: 'Lúc',
  slip: 'Phiếu',
  printAgain: 'In lại',
  printing: 'Phiếu niêm phong ngày {date} đã gửi đến máy in.',
} as const;
