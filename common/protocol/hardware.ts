import { z } from 'zod';
import { PrintedSlip } from './slip.ts';

/**
 * What the server and the agent beside a printer or a button tell each other. Times are epoch milliseconds
 * here: they are read by programs on one network, never by people.
 */

export const PAPER_STATES = ['ok', 'low', 'out', 'unknown'] as const;
export type PaperState = (typeof PAPER_STATES)[number];
export const COVER_STATES = ['closed', 'open', 'unknown'] as const;
export type CoverState = (typeof COVER_STATES)[number];
export const PRINTER_ERRORS = ['cutter', 'unrecoverable', 'recoverable', 'overheated', 'stopped'] as const;
export type PrinterError = (typeof PRINTER_ERRORS)[number];

export const PrinterState = z.object({
  name: z.string().min(1).max(100),
  model: z.string().min(1).max(60),
  /** The specification it was opened with: "tcp:192.168.1.50:9100" */
  transport: z.string().min(1).max(300),
  /** The link is open and the printer does not call itself offline. */
  online: z.boolean(),
  paper: z.enum(PAPER_STATES),
  cover: z.enum(COVER_STATES),
  error: z.enum(PRINTER_ERRORS).nullable(),
  /** Jobs accepted and not yet settled. */
  queued: z.number().int().min(0),
  lastPrintedAt: z.number().int().optional(),
  /** Since when the printer cannot print, whatever the cause. */
  faultSince: z.number().int().optional(),
});
export type PrinterState = z.infer<typeof PrinterState>;

export const PRINT_OUTCOMES = ['printed', 'unconfirmed', 'failed'] as const;
export type PrintOutcome = (typeof PRINT_OUTCOMES)[number];

/** Why a job is late, unconfirmed or failed. */
export const PRINT_REASONS = [
  'paper_out',
  'cover_open',
  'printer_error',
  'offline',
  'disconnected',
  'slow',
  'no_answer',
  'no_confirmation',
  'stale',
  'cancelled',
  'unreadable_slip',
] as const;
export type PrintReason = (typeof PRINT_REASONS)[number];

export const PrintJob = z.object({
  /** One printing of one ticket; a job sent again with the same id is not printed again. */
  jobId: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(80),
  ticketId: z.string().min(1).max(80),
  slip: PrintedSlip,
  copies: z.literal(1).default(1),
  submittedAt: z.number().int(),
});
export type PrintJob = z.infer<typeof PrintJob>;

export const PrintRequest = PrintJob.extend({ printer: z.string().min(1).max(100) });
export type PrintRequest = z.infer<typeof PrintRequest>;

export const PrintResult = z.object({
  jobId: z.string().min(1).max(80),
  ticketId: z.string().min(1).max(80),
  printer: z.string().min(1).max(100),
  outcome: z.enum(PRINT_OUTCOMES),
  reason: z.enum(PRINT_REASONS).optional(),
});
export type PrintResult = z.infer<typeof PrintResult>;

/** Which printing is not wanted any more. */
export const CancelledPrint = z.object({
  jobId: z.string().min(1).max(80),
  ticketId: z.string().min(1).max(80),
  printer: z.string().min(1).max(100),
});
export type CancelledPrint = z.infer<typeof CancelledPrint>;

export const PrintLate = z.object({
  jobId: z.string().min(1).max(80),
  ticketId: z.string().min(1).max(80),
  printer: z.string().min(1).max(100),
  reason: z.enum(PRINT_REASONS),
});
export type PrintLate = z.infer<typeof PrintLate>;

export const HidDeviceInfo = z.object({
  /** vid:pid:serial, or vid:pid#ordinal where the device has no serial number; survives a replug. */
  deviceKey: z.string().min(1).max(200),
  vendorId: z.number().int().min(0).max(0xffff),
  productId: z.number().int().min(0).max(0xffff),
  name: z.string().max(200),
  /** The data file that describes it, if one does. */
  profile: z.string().max(60).nullable(),
  /** Reports are being read from it now. */
  listening: z.boolean(),
});
export type HidDeviceInfo = z.infer<typeof HidDeviceInfo>;

export const ButtonPress = z.object({
  /** One press; the server acts once on it however often it arrives. */
  pressId: z.string().min(1).max(80),
  deviceKey: z.string().min(1).max(200),
  deviceName: z.string().max(200),
  /** "enter", "plus", "button-1"; "number" when digits were typed before Enter. */
  button: z.string().min(1).max(60),
  /** The digits, for "number". */
  value: z.string().max(12).optional(),
});
export type ButtonPress = z.infer<typeof ButtonPress>;

export const AgentHello = z.object({
  printers: z.array(PrinterState).max(50),
  hid: z.array(HidDeviceInfo).max(200),
  /** Jobs in the spools without an end. */
  jobs: z.array(z.string().max(80)).max(20_000).default([]),
  /** Of the program. */
  version: z.string().max(40).optional(),
});
export type AgentHello = z.input<typeof AgentHello>;
