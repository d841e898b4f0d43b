/**
 * Every way the hall may say no. The list is closed: a new refusal is added here first, then gets its sentence
 * in common/i18n, and the compiler points at whatever does not know it yet. Value: the HTTP status it travels with.
 */
export const REFUSAL_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  unknown_ticket: 404,
  unknown_device: 404,
  unknown_counter: 404,
  unknown_field: 422,
  unknown_procedure: 422,
  unknown_priority: 422,
  unknown_printer: 422,
  unknown_template: 422,
  unknown_language: 422,
  reason_required: 422,
  unusual_count: 422,
  personal_data: 422,
  list_invalid: 422,
  list_changed: 409,
  past_version: 409,
  later_version: 409,
  range_overlap: 409,
  not_issuing: 409,
  card_required: 409,
  person_limit: 409,
  already_called: 409,
  nobody_behind: 409,
  passed_enough: 409,
  nothing_waiting: 409,
  no_present_ticket: 409,
  nothing_to_undo: 409,
  pressed_twice: 409,
  present_ticket: 409,
  counter_closed: 409,
  counter_taken: 409,
  counter_paused: 409,
  officer_busy: 409,
  wrong_state: 409,
  already_rated: 409,
  rating_closed: 409,
  idempotency_conflict: 409,
  conflict: 409,
  bad_date: 400,
  bad_period: 400,
  unknown_dimension: 400,
  report_too_long: 504,
  report_cancelled: 409,
  out_of_step: 409,
  record_forked: 409,
  enrolment_invalid: 401,
  hub_unreachable: 502,
  unstable: 422,
  unreachable_target: 422,
  not_enough_record: 422,
  hall_not_set_up: 409,
  already_set_up: 409,
  pairing_code_invalid: 401,
  wrong_password: 401,
  wrong_pin: 401,
  second_factor_required: 401,
  second_factor_wrong: 401,
  key_required: 401,
  key_wrong: 401,
  password_common: 422,
  password_like_name: 422,
  pin_locked: 403,
  username_taken: 409,
  role_unconfirmed: 409,
  last_admin: 409,
  no_agreement: 409,
  roster_stale: 409,
  roster_refused: 422,
  field_unserved: 409,
  lending_stale: 409,
  not_qualified: 422,
  wrong_host: 421,
  foreign_printer: 422,
  foreign_address: 422,
  media_unknown: 422,
  media_full: 409,
  payload_too_large: 413,
  throttled: 429,
  too_many: 429,
  planner_busy: 429,
  internal: 500,
  storage_failed: 503,
  shutting_down: 503,
} as const;

/** Code of an expected refusal. */
export type RefusalCode = keyof typeof REFUSAL_STATUS;

/** An expected refusal, as a value; never thrown. `details` is plain data for the screen, without personal data. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Outcome of anything that may be refused. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** A good outcome. */
export const accepted = <T>(value: T): Outcome<T> => ({ ok: true, value });

/** A refused outcome. `message` is for logs and integrators; screens translate the code. */
export function refused(
  code: RefusalCode,
  message: string,
  details?: Record<string, unknown>,
): Outcome<never> {
  return { ok: false, refusal: details === undefined ? { code, message } : { code, message, details } };
}

/** The error body of the REST interface. */
export interface ErrorBody {
  readonly error: { code: RefusalCode; message: string; details?: Record<string, unknown> };
}
