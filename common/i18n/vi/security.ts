/** Encryption, keys of devices, and what guards the sign-in. */
export const security = {
  title: 'Kết nối mã hóa (HTTPS)',
  off: 'Kết nối chưa được mã hóa. Xin bật bằng HTTPS_PORT khi khởi động máy chủ, hoặc chọn cổng khác nếu cổng này đã có chương trình khác dùng.',
  address: 'Địa chỉ mã hóa',
  expires: 'Chứng thư hết hạn {date}, máy chủ tự gia hạn',
  expiresGiven: 'Chứng thư hết hạn {date}',
  given:
    'Máy chủ dùng chứng thư do đơn vị cấp (TLS_CERT). Máy nào đã tin nơi cấp thì không phải làm gì thêm.',
  why: 'Máy chủ có nơi cấp chứng thư riêng. Mỗi máy lấy số, máy quầy và điện thoại của cán bộ cần tin nơi cấp này một lần; điện thoại của người dân thì không cần.',
  fingerprint: 'Dấu vân tay SHA-256, xin đối chiếu trước khi tin',
  qr: 'Mã QR tải chứng thư, kèm dấu vân tay',
  file: 'Tải chứng thư (ca.crt)',
  windows: 'Windows (máy quầy, máy lấy số)',
  windowsSteps:
    'Tải ca.crt về máy.\nMở tệp, chọn Cài đặt chứng chỉ (Install Certificate), chọn Máy cục bộ (Local Machine).\nChọn kho Cơ quan chứng nhận gốc tin cậy (Trusted Root Certification Authorities), rồi Hoàn tất.\nTrong mục Chi tiết (Details), đối chiếu dấu vân tay.\nMở lại trình duyệt và vào địa chỉ mã hóa.',
  windowsCommand: 'Hoặc trong cửa sổ lệnh của quản trị viên:',
  android: 'Android (điện thoại, máy tính bảng)',
  androidSteps:
    'Quét mã QR để tải ca.crt.\nMở Cài đặt, tìm “Chứng chỉ CA” (Cài đặt, Bảo mật, Mã hóa và thông tin xác thực, Cài đặt chứng chỉ).\nChọn tệp vừa tải, đối chiếu dấu vân tay rồi đồng ý.\nVào địa chỉ mã hóa.',
  linux: 'Linux (máy lấy số, màn hình)',
  linuxSteps: 'Chạy lệnh sau bằng tài khoản mở trình duyệt (cần gói libnss3-tools), rồi mở lại trình duyệt.',
  agent: 'Trạm in (motcua agent)',
  agentSteps:
    'Không phải cài gì: mã ghép của trạm mang theo dấu vân tay. Ghép xong, trạm chỉ nối với máy chủ này.',
  agentCommand: 'Lệnh chạy trên máy cạnh máy in:',
  trustedNow: 'Trang này đang được mã hóa.',
  plainNow: 'Trang này chưa được mã hóa.',
  settings: 'An ninh',
  settingsHint:
    'Người đang phục vụ không bị đăng xuất: gọi số, hoàn tất hay bấm nút ở quầy đều tính là đang làm việc. Màn hình và máy lấy số không bao giờ tự đăng xuất.',
  redirect: 'Chuyển trang mở bằng http sang https',
  redirectNone: 'Không',
  redirectStaff: 'Trang của cán bộ và thiết bị',
  redirectAll: 'Mọi trang, cả trang của người dân',
  redirectWarning: 'Chỉ chọn “mọi trang” khi chứng thư do nơi mà điện thoại đã tin cấp.',
  requireKeys: 'Thiết bị phải có khóa riêng (cần HTTPS ở mọi thiết bị)',
  idleOf: 'Tự đăng xuất sau số phút không thao tác: {role}',
  secondDrop: 'Bỏ xác thực hai lớp',
  secondDropAsk: 'Bỏ xác thực hai lớp của {name}? Chỉ bỏ khi người này đã mất cả điện thoại và mã dự phòng.',
  secondDropped: 'Đã bỏ. Người này đăng nhập lại chỉ bằng mật khẩu.',
} as const;
