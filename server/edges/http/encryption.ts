import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../../../common/protocol/catalogue.ts';

/** Pages of citizens: their phones do not know the hall's own authority. */
const CITIZEN_PAGE = /^\/(t\/[^/]+|procedures)?$/;
const STAFF_PAGE = /^\/(kiosk|display|counter|manager|setup|opinion)(\/|$)/;
/** Browsers hold these names to be as safe as https. */
const OWN_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where a request for a page by plain http is sent; null: it is answered as it is.
 * @param httpsPort 0: there is no https
 */
export function secureAddress(
  req: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  redirect: Settings['httpsRedirect'],
  httpsPort: number,
): string | null {
  const url = req.url ?? '/';
  const { host } = req.headers;
  if (redirect === 'none' || httpsPort === 0 || host === undefined) return null;
  if (req.method !== 'GET' && req.method !== 'HEAD') return null;
  const path = url.split('?', 1)[0] ?? '';
  if (!STAFF_PAGE.test(path) && !(redirect === 'all' && CITIZEN_PAGE.test(path))) return null;
  if (!URL.canParse(`http://${host}`)) return null;
  const { hostname } = new URL(`http://${host}`);
  return OWN_MACHINE.test(hostname) ? null : `https://${hostname}:${httpsPort}${url}`;
}

/** Sends a browser on, for this time only: a hall may switch the redirect off again. */
export function sendOn(res: ServerResponse, address: string): void {
  res.writeHead(307, { location: address, 'cache-control': 'no-store', 'content-length': '0' });
  res.end();
}
