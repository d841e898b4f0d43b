/** Every way in which the hall turns a stranger or a flood away, as /metrics counts them. */
export const REJECTION_REASONS = [
  'host_refused',
  'origin_refused',
  'sign_in_wrong',
  'sign_in_held',
  'sign_in_queue_full',
  'pairing_held',
  'connection_held',
  'connection_limit',
  'head_unfinished',
  'body_unfinished',
  'body_too_large',
  'answers_unread',
  'socket_limit',
  'socket_not_reading',
  'socket_too_fast',
  'socket_too_large',
  'socket_command_refused',
  'request_too_fast',
  'kiosk_too_fast',
  'priority_too_fast',
  'local_claim_refused',
  'printer_address_refused',
  'token_copied',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Counts what was turned away, by reason. */
export class Rejections {
  private readonly counts = new Map<RejectionReason, number>(REJECTION_REASONS.map((reason) => [reason, 0]));
  private onStrike: (address: string) => void = () => undefined;

  /** @param from group of the address that was refused, where it counts towards holding that address */
  count(reason: RejectionReason, from?: string): void {
    this.counts.set(reason, this.of(reason) + 1);
    if (from !== undefined) this.onStrike(from);
  }

  /** Sets who hears of refused addresses. */
  whenStruck(listener: (address: string) => void): void {
    this.onStrike = listener;
  }

  of(reason: RejectionReason): number {
    return this.counts.get(reason) ?? 0;
  }

  all(): ReadonlyMap<RejectionReason, number> {
    return this.counts;
  }
}
