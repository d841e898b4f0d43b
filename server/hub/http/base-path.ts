import type { IncomingMessage, Server } from 'node:http';

/** An address below the path under which a proxy has the hub; proxies hand it on with that path or without. */
function within(basePath: string, url: string): string {
  if (!url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}

/** Takes the proxy's path off every request and upgrade, before anything else of the server reads its address. */
export function serveUnder(basePath: string, server: Server): void {
  if (basePath === '') return;
  const take = (req: IncomingMessage) => {
    req.url = within(basePath, req.url ?? '');
  };
  server.prependListener('request', take);
  server.prependListener('upgrade', take);
}
