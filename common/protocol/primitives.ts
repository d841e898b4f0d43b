import { z } from 'zod';
import { OUTCOMES, PURPOSES } from './choices.ts';

/** A stable key of the catalogue: lower-case ASCII, digits, dots, dashes. Counters are commonly "1", "2". */
export const Code = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

/** One line of human text: NFC, trimmed, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => !/[\p{Cc}\p{Bidi_Control}]/u.test(text), 'control characters');

/** A line that must say something. */
export const saidLine = (max: number) => line(max).refine((text) => text.length > 0, 'must not be empty');

/** Text that may have several lines, kept as it was written: NFC, lines ended by LF, no other control characters. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((given) =>
      given
        .normalize('NFC')
        .replace(/\r\n?|[\u2028\u2029]/g, '\n')
        .trim(),
    )
    .refine((given) => !/[\p{Cc}\p{Bidi_Control}]/u.test(given.replaceAll('\n', '')), 'control characters');

/** Ticket id, as given by the hall. */
export const TicketId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);
export type TicketId = z.infer<typeof TicketId>;

/** Command id (idempotency key): chosen by the sender, the same for every repetition of one act. */
export const CommandId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/);

/** Calendar day of the hall, YYYY-MM-DD. */
export const LocalDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => {
    const at = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  }, 'no such day');

/** Time of day, HH:MM. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** ISO 8601 instant with offset. */
export const Instant = z.iso.datetime({ offset: true });

/** Ticket number as printed: digits, or letters then digits. Integers are taken as their digits. */
export const TicketNumber = z
  .union([z.string(), z.number().int().nonnegative().max(9_999_999).transform(String)])
  .pipe(
    z
      .string()
      .transform((text) => text.normalize('NFC').trim().toUpperCase())
      .pipe(z.string().regex(/^[A-ZĐ]{0,3}\d{1,7}$/)),
  );

export const Purpose = z.enum(PURPOSES);
/** Why the citizen came: hand in a dossier, collect a result, ask. */
export type Purpose = z.infer<typeof Purpose>;

export const TICKET_STATES = [
  'waiting',
  'called',
  'serving',
  'parked',
  'done',
  'no_show',
  'cancelled',
  'expired',
] as const;
export const TicketState = z.enum(TICKET_STATES);
export type TicketState = z.infer<typeof TicketState>;

const PRINT_STATES = ['none', 'pending', 'printed', 'unconfirmed', 'failed'] as const;
export const PrintState = z.enum(PRINT_STATES);
/** What is known of the paper: `unconfirmed` means sent to a printer that cannot say. */
export type PrintState = z.infer<typeof PrintState>;

export const FinishOutcome = z.enum(OUTCOMES);
/** How a visit ended. `unrecorded`: closed by the day's end, not by a clerk. */
export type FinishOutcome = z.infer<typeof FinishOutcome>;

export const CHANNELS = ['kiosk', 'counter', 'api', 'appointment', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

export const ROLES = ['clerk', 'supervisor', 'chairman', 'admin'] as const;
export const Role = z.enum(ROLES);
/** Role of a signed-in person. */
export type Role = z.infer<typeof Role>;

export const DEVICE_KINDS = ['kiosk', 'display', 'counter', 'agent'] as const;
export const DeviceKind = z.enum(DEVICE_KINDS);
export type DeviceKind = z.infer<typeof DeviceKind>;

/**
 * A language that citizens read, by its BCP 47 tag. Which ones there are is data, one folder each
 * (common/i18n/TAG); staff pages and papers to sign know Vietnamese and English alone.
 */
export const Language = z
  .string()
  .max(20)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/);
export type Language = z.infer<typeof Language>;
