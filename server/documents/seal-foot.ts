import qrcode from 'qrcode';
import { formatLocalDate, formatNumber } from '../../common/i18n/format.ts';
import type { Seal } from '../../common/protocol/seals.ts';
import { inGroups, sealLine } from '../../common/seal/seal-groups.ts';

/** Side of the QR code and size of the letters in the foot of a page: it stays within the margin that the law has. */
export const SEAL_FOOT = { qrMm: 13, textPt: 8, footMm: 4 } as const;

/** What the foot of a page says of the record's newest seal: which it is, and its code to compare. */
export function sealWords(seal: Seal): readonly [string, string] {
  return [
    `Niêm phong gần nhất của sổ: ngày ${formatLocalDate(seal.date)}, việc ghi thứ ${formatNumber(seal.sequence)}. Mã niêm phong:`,
    inGroups(seal.hash),
  ];
}

/** The seal as text for a QR code: one line, as `motcua verify --seals` reads it. */
export const sealQrText = sealLine;

/** The same as a PNG for a Word page. */
export function sealQrPng(seal: Seal): Promise<Buffer> {
  return qrcode.toBuffer(sealQrText(seal), { errorCorrectionLevel: 'M', margin: 2, scale: 6 });
}
