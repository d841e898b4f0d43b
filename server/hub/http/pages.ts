import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';

/** The built page, as it asks for its files and calls under the path of a proxy. */
function under(basePath: string, page: string): string {
  const told = `<meta name="base-path" content="${basePath}" />`;
  return page.replaceAll('"/assets/', `"${basePath}/assets/`).replace('<head>', `<head>\n    ${told}`);
}

/** The page of the province and the files it is built of. @param basePath where a proxy has the hub; '': at its root */
export function hubPages(webFolder: string | null, basePath: string): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'img-src': ["'self'", 'data:'],
          'font-src': ["'self'", 'data:'],
          'connect-src': ["'self'", 'ws:', 'wss:'],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  );
  if (webFolder !== null) {
    app.get(['/', '/province'], (_req, res, next) => {
      const page = join(webFolder, 'province', 'index.html');
      if (!existsSync(page)) return next();
      res.setHeader('cache-control', 'no-cache');
      if (basePath === '') return res.sendFile(page);
      res.type('html').send(under(basePath, readFileSync(page, 'utf8')));
    });
    app.use(
      '/assets',
      express.static(join(webFolder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
    );
  }
  app.use((_req, res) => {
    res.status(404).json({ error: { code: 'not_found', message: 'nothing is here' } });
  });
  return app;
}
