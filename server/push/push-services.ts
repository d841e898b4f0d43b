/**
 * Push services of the browsers that phones have. A browser names the address; the hall connects to these origins and to
 * those of its settings, never to what a stranger names.
 */
const KNOWN = [
  'https://fcm.googleapis.com',
  'https://updates.push.services.mozilla.com',
  'https://web.push.apple.com',
];
/** Microsoft and Mozilla have one name for each region or kind. */
const KNOWN_BELOW = ['.notify.windows.com', '.push.services.mozilla.com', '.push.apple.com'];

/** Whether an address is one of a push service that the hall may speak to. */
export function isPushService(endpoint: string, further: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, protocol, hostname, username, port } = new URL(endpoint);
  if (username !== '') return false;
  if (KNOWN.includes(origin) || further.includes(origin)) return true;
  return protocol === 'https:' && port === '' && KNOWN_BELOW.some((name) => hostname.endsWith(name));
}
