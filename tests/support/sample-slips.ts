import type { TicketSlip } from '../../common/protocol/slip.ts';

export const plainSlip: TicketSlip = {
  hallName: 'Trung tâm Phục vụ hành chính công phường Tân Mai',
  superiorName: 'UBND phường Tân Mai',
  title: 'PHIẾU SỐ THỨ TỰ',
  number: '1005',
  fieldName: 'Chứng thực – Hộ tịch',
  purposeText: 'Nộp hồ sơ',
  countersText: 'Quầy 1, 2',
  issuedAtText: '08:15 ngày 02/01/2026',
  waitingAheadText: 'Còn 4 người trước',
  estimateText: 'Ước chừng 10–15 phút',
  trackingUrl: 'http://192.168.1.10:8080/t/Zk3pQ7rXw2Lm9sVt',
  adviceText: 'Mời ông/bà chờ loa gọi số, giữ phiếu đến khi xong việc.',
  logo: 'emblem',
  language: 'vi',
  reprint: false,
};

export const longFieldSlip: TicketSlip = {
  ...plainSlip,
  number: '7128',
  fieldName: 'Lao động – Thương binh và Xã hội – Bảo trợ xã hội',
  priorityText: 'ƯU TIÊN: người có công với cách mạng',
  purposeText: 'Nhận kết quả',
  countersText: 'Quầy 7, 8, 9',
};

export const bilingualSlip: TicketSlip = {
  ...plainSlip,
  number: 'A012',
  priorityText: 'ƯU TIÊN: người cao tuổi',
  secondLanguage: {
    title: 'QUEUE TICKET',
    fieldName: 'Certification – Civil status',
    purposeText: 'Submit a dossier',
    priorityText: 'Priority: elderly',
    countersText: 'Counters 1, 2',
    waitingAheadText: '4 people ahead',
    estimateText: 'About 10–15 minutes',
    adviceText: 'Please keep this ticket until you are finished.',
  },
};
