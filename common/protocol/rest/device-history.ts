import { z } from 'zod';
import { DEVICE_FAULTS } from '../device-history.ts';
import type { Immutable } from '../immutable.ts';

const DeviceOutage = z.object({
  fault: z.enum(DEVICE_FAULTS),
  from: z.string(),
  /** Null while it lasts, or where nobody saw its end. */
  to: z.string().nullable(),
  /** Until when it was surely so. */
  lastKnownAt: z.string(),
});
/** One time in which something was wrong. Times are ISO 8601. */
export type DeviceOutage = Immutable<typeof DeviceOutage>;

export const DeviceHistory = z.object({
  name: z.string(),
  outages: z.array(DeviceOutage),
  paperChanges: z.array(z.string()),
});
/** What happened to one device, newest first. */
export type DeviceHistory = Immutable<typeof DeviceHistory>;
