import { z } from 'zod';
import { printedSlipSchema } from './slip.ts';

/**
 * What the server and the agent beside a printer or a button tell each other. Times are epoch milliseconds
 * here: they are read by programs on one network, never by people.
 */

export const paperStates = ['ok', 'low', 'out', 'unknown'] as const;
export const coverStates = ['closed', 'open', 'unknown'] as const;
export const printerErrors = ['cutter', 'unrecoverable', 'recoverable', 'overheated', 'stopped'] as const;

export const printerStateSchema = z.object({
  name: z.string().min(1).max(100),
  model: z.string().min(1).max(60),
  /** The specification it was opened with: "tcp:192.168.1.50:9100" */
  transport: z.string().min(1).max(300),
  /** The link is open and the printer does not call itself offline. */
  online: z.boolean(),
  paper: z.enum(paperStates),
  cover: z.enum(coverStates),
  error: z.enum(printerErrors).nullable(),
  /** Jobs accepted and not yet settled. */
  queued: z.number().int().min(0),
  lastPrintedAt: z.number().int().optional(),
  /** Since when the printer cannot print, whatever the cause. */
  faultSince: z.number().int().optional(),
});

export const printOutcomes = ['printed', 'unconfirmed', 'failed'] as const;

/** Why a job is late, unconfirmed or failed. */
export const printReasons = [
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

export const printJobSchema = z.object({
  /** One printing of one ticket; a job sent again with the same id is not printed again. */
  jobId: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(80),
  ticketId: z.string().min(1).max(80),
  slip: printedSlipSchema,
  copies: z.literal(1).default(1),
  submittedAt: z.number().int(),
});

export const printRequestSchema = printJobSchema.extend({ printer: z.string().min(1).max(100) });

export const printResultSchema = z.object({
  jobId: z.string().min(1).max(80),
  ticketId: z.string().min(1).max(80),
  printer: z.string().min(1).max(100),
  outcome: z.enum(printOutcomes),
  reason: z.enum(printReasons).optional(),
});

/** Which printing is not wanted any more. */
export const cancelledPrintSchema = z.object({
  jobId: z.string().min(1).max(80),
  ticketId: z.string().min(1).max(80),
  printer: z.string().min(1).max(100),
});

export const printLateSchema = z.object({
  jobId: z.string().min(1).max(80),
  ticketId: z.string().min(1).max(80),
  printer: z.string().min(1).max(100),
  reason: z.enum(printReasons),
});

export const hidDeviceInfoSchema = z.object({
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

export const buttonPressSchema = z.object({
  /** One press; the server acts once on it however often it arrives. */
  pressId: z.string().min(1).max(80),
  deviceKey: z.string().min(1).max(200),
  deviceName: z.string().max(200),
  /** "enter", "plus", "button-1"; "number" when digits were typed before Enter. */
  button: z.string().min(1).max(60),
  /** The digits, for "number". */
  value: z.string().max(12).optional(),
});

export const agentHelloSchema = z.object({
  printers: z.array(printerStateSchema).max(50),
  hid: z.array(hidDeviceInfoSchema).max(200),
  /** Jobs in the spools without an end. */
  jobs: z.array(z.string().max(80)).max(20_000).default([]),
  /** Of the program. */
  version: z.string().max(40).optional(),
});

export type PrinterState = z.infer<typeof printerStateSchema>;
export type PaperState = (typeof paperStates)[number];
export type CoverState = (typeof coverStates)[number];
export type PrinterError = (typeof printerErrors)[number];
export type PrintOutcome = (typeof printOutcomes)[number];
export type PrintReason = (typeof printReasons)[number];
export type PrintJob = z.infer<typeof printJobSchema>;
export type PrintRequest = z.infer<typeof printRequestSchema>;
export type PrintResult = z.infer<typeof printResultSchema>;
export type CancelledPrint = z.infer<typeof cancelledPrintSchema>;
export type PrintLate = z.infer<typeof printLateSchema>;
export type HidDeviceInfo = z.infer<typeof hidDeviceInfoSchema>;
export type ButtonPress = z.infer<typeof buttonPressSchema>;
export type AgentHello = z.input<typeof agentHelloSchema>;
