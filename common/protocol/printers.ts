import { z } from 'zod';
import { saidLine } from './primitives.ts';

export const PrinterName = saidLine(80);

export const NetworkPrinter = z.strictObject({
  /** What the hall calls it; its spool and the tickets' record go by this name. */
  name: PrinterName,
  /** "tcp:HOST" or "tcp:HOST:PORT"; a server reaches nothing else without an agent. */
  transport: z
    .string()
    .max(200)
    .regex(/^tcp:(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/),
  /** A file of hardware/printers/models. */
  model: z
    .string()
    .max(60)
    .regex(/^[a-z0-9-]+$/),
});
/** A printer on the hall's own network, driven by the server itself. */
export type NetworkPrinter = z.infer<typeof NetworkPrinter>;
