/** IPv4 networks that no router passes on, and what carriers hide their customers behind. */
const PRIVATE =
  /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const LOCAL_NAME = /^[^.]+$|\.(?:local|lan|internal|home\.arpa)$/;

/** Whether an address of the hall is dead on mobile data: phones reach it from the hall's own network alone. */
export function isLanAddress(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { hostname } = new URL(address);
  return PRIVATE.test(hostname) || LOCAL_NAME.test(hostname) || hostname.startsWith('[');
}
