/** What staff pages say of the record itself: restores and seals. */
export const record = {
  restored:
    'Sổ được lấy lại từ bản sao lúc {copy}; hệ thống chạy tiếp từ {at}. Việc ghi trong khoảng đó không còn: ai cầm số của lúc ấy xin mời lấy số mới. Số mới đã cách ra một khoảng để không trùng.',
  acknowledge: 'Đã rõ, thôi nhắc',
} as const;
