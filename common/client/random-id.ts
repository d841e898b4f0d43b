/**
 * A fresh random id. Pages in a hall are commonly opened by plain http on the local network, where browsers hide
 * `crypto.randomUUID`; `crypto.getRandomValues` is there in both cases.
 */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
