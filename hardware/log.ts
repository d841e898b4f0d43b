/** Where notes for the technician go; pino's loggers fit. Nothing in them is about a person. */
export interface HardwareLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export const silentLog: HardwareLog = { info: () => undefined, warn: () => undefined };
