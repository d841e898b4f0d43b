/** A step that could not be done; the message is a sentence for the person at the terminal. */
export class EnsureError extends Error {}

/** Installs and builds what is missing or stale; silent when nothing is. */
export function ensure(): Promise<void>;
