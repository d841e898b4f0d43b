import { z } from 'zod';
import { Language } from './primitives.ts';

/**
 * What stands on a printed ticket, already in words: whoever makes a slip has formatted dates, counts and
 * estimates in the citizen's language, so that a printer needs no catalogue, no clock and no translation.
 */

const line = z.string().min(1).max(200);

/** The same facts in a second language, each printed small under its first-language line. */
const SlipSecondLanguage = z.object({
  title: line.optional(),
  fieldName: line.optional(),
  purposeText: line.optional(),
  priorityText: line.optional(),
  countersText: line.optional(),
  waitingAheadText: line.optional(),
  estimateText: line.optional(),
  adviceText: line.optional(),
  lookUpText: line.optional(),
  wifiText: line.optional(),
});

/** The paper's own words where it is no Vietnamese ticket: the printer knows no other language. */
const PaperWords = z.object({ reprint: line, scan: line });

/** Either the emblem that is drawn by the product, or the hall's own picture as base64 PNG. */
const SlipLogo = z.union([z.literal('emblem'), z.object({ pngBase64: z.base64().min(1).max(400_000) })]);

export const TicketSlip = z.object({
  /** "Trung tâm Phục vụ hành chính công phường Tân Mai" */
  hallName: line,
  /** The body above it: "UBND phường Tân Mai" */
  superiorName: line.optional(),
  /** A queue ticket is none of the legal forms; it bears this title and no other. */
  title: line.default('PHIẾU SỐ THỨ TỰ'),
  number: z.string().min(1).max(12),
  fieldName: line,
  /** "Nộp hồ sơ" */
  purposeText: line.optional(),
  /** "Hồ sơ 000.00.01.H19-261130-0001" */
  dossierText: line.optional(),
  /** "Ưu tiên: người cao tuổi" */
  priorityText: line.optional(),
  /** "Quầy 1, 2" */
  countersText: line,
  /** Local date and time, formatted: "08:15 ngày 02/01/2026" */
  issuedAtText: line,
  /** "Còn 4 người trước" */
  waitingAheadText: line,
  /** "Ước chừng 10–15 phút" */
  estimateText: line.optional(),
  /** Printed as a QR code; short enough for a code that a phone reads from 58 mm paper. */
  trackingUrl: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(200)
    .optional(),
  /** How to follow it without the QR code: the number and the short code. */
  lookUpText: line.optional(),
  /** Which Wi-Fi a phone joins for it. */
  wifiText: line.optional(),
  adviceText: line,
  logo: SlipLogo.optional(),
  language: Language.default('vi'),
  secondLanguage: SlipSecondLanguage.optional(),
  paperWords: PaperWords.optional(),
  /** The same number once more: the slip says so. */
  reprint: z.boolean().default(false),
});
export type TicketSlip = z.infer<typeof TicketSlip>;

/** The closing slip: the seal of a day on the hall's own paper, in words as the ticket. */
const SealSlip = z.object({
  kind: z.literal('seal'),
  hallName: line,
  superiorName: line.optional(),
  title: line,
  /** Names its page where pages are kept as files. */
  number: z.string().min(1).max(12),
  dateText: line,
  factTexts: z.array(line).max(6),
  codeTitle: line,
  /** The hash in groups, some groups a line. */
  codeLines: z
    .array(
      z
        .array(z.string().regex(/^[0-9A-F]{4}$/))
        .min(1)
        .max(8),
    )
    .min(1)
    .max(16),
  /** The seal as one line, printed as a QR code. */
  sealText: z
    .string()
    .regex(/^[\x20-\x7e]+$/)
    .max(200),
  adviceText: z.string().min(1).max(400),
  /** Who signs, side by side. */
  signerTexts: z.array(line).max(2),
  printedAtText: line,
  logo: SlipLogo.optional(),
  reprint: z.boolean().default(false),
});
export type SealSlip = z.infer<typeof SealSlip>;

/** Whatever a job may print. */
export const PrintedSlip = z.union([SealSlip, TicketSlip]);
