/** The printed ticket. */
export const slip = {
  title: 'PHIẾU SỐ THỨ TỰ',
  purposeSubmit: 'Nộp hồ sơ',
  purposeCollect: 'Nhận kết quả',
  purposeAsk: 'Hỏi, hướng dẫn',
  priority: 'Ưu tiên: {name}',
  counters: 'Quầy {list}',
  countersNone: 'Xin chờ gọi đến quầy',
  issuedAt: '{time} ngày {date}',
  waitingAhead: 'Còn {n} người trước',
  waitingNobody: 'Không còn ai trước ông/bà',
  estimate: 'Ước chừng {a}–{b} phút',
  advice: 'Xin giữ phiếu và nghe gọi số.',
  reprint: 'BẢN IN LẠI',
  scan: 'Quét mã để xem lượt trên điện thoại',
} as const;
