/** The announced wait, where more than its range is said. */
export const estimate = {
  noCounter: 'Chưa ước được thời gian chờ: chưa có quầy nào mở',
  noCounterFull: 'Chưa ước được thời gian chờ vì chưa có quầy nào mở cho lĩnh vực này.',
  onBoard: '{a}–{b} phút',
  noCounterOnBoard: 'Chưa mở quầy',
  stillAbout: 'Ước chừng còn chờ {a}–{b} phút.',
  overBreak: 'có thể qua giờ nghỉ, gọi tiếp từ {to}',
  overClosing: 'có thể quá giờ làm việc ({at})',
  mayRunIntoBreak: 'Có thể chờ qua giờ nghỉ {from}–{to}; các quầy gọi tiếp từ {to}.',
  mayRunIntoClosing: 'Có thể chờ quá giờ làm việc ({at}). Xin hỏi cán bộ nếu ông/bà không chờ được.',
  perField: 'Lĩnh vực',
  perSlot: 'Khung giờ',
  perLength: 'Thời gian chờ dự kiến',
  perLengthMinutes: 'Dự kiến (phút)',
} as const;
