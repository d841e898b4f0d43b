/** Why the hall's time is not the machine's. */
export const CLOCK_CODES = ['clock_jumped', 'clock_behind_record', 'clock_far_ahead'] as const;
/**
 * `clock_jumped`: the machine's clock moved and the monotonic one did not; `clock_behind_record`, `clock_far_ahead`: found
 * against the newest event, or against the clocks of devices around.
 */
export type ClockCode = (typeof CLOCK_CODES)[number];
