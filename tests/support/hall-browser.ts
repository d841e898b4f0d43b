import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';

/** Starts the bundled browser, quiet: it asks nothing of the network by itself. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

/** Builds front ends as they are now, beside nothing else, and answers the folder. */
export async function buildFront(...fronts: string[]): Promise<string> {
  const root = process.cwd();
  const outDir = mkdtempSync(join(tmpdir(), 'motcua-web-'));
  // The test runner says "test" here, with which React would come in its large form for developers.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({
    configFile: false,
    root,
    appType: 'mpa',
    publicDir: false,
    logLevel: 'error',
    plugins: [react()],
    build: {
      target: 'es2022',
      outDir,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: Object.fromEntries(
          fronts.map((front) =>
            front.endsWith('.html')
              ? [front.replace(/^.*\/|\.html$/g, ''), join(root, front)]
              : [front, join(root, front, 'index.html')],
          ),
        ),
      },
    },
  });
  process.env.NODE_ENV = before;
  return outDir;
}
