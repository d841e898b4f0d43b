import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const fronts = ['kiosk', 'display', 'counter-client', 'manager', 'citizen', 'province', 'citizen/tablet'];
const pages = fronts
  .map((front) => [front, join(root, front, 'index.html')] as const)
  .concat([['procedures', join(root, 'citizen', 'procedures.html')]])
  .filter(([, page]) => existsSync(page));

const hall = `http://127.0.0.1:${process.env.PORT ?? '8080'}`;

/** Smaller files gain nothing. */
const LEAST_BYTES = 1_024;

/**
 * Writes each built text beside itself as .br and .gz: it is compressed once here and not for every visitor, which
 * would take the threads on which the hall flushes its record.
 */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder)) {
        const file = join(folder, name);
        if (!/\.(js|css|svg|json)$/.test(name)) continue;
        const content = readFileSync(file);
        if (content.length < LEAST_BYTES) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

/**
 * Builds the pages of the hall into dist/web: one index.html a front, all else under /assets/ by hash.
 * Nothing is inlined and no polyfill is injected, so that the server can send a strict content policy.
 */
export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  publicDir: false,
  // A style sheet finds its fonts beside itself, also where a proxy has the hub under a path of its own.
  experimental: {
    renderBuiltUrl: (_file, { hostType }) => (hostType === 'css' ? { relative: true } : undefined),
  },
  plugins: [react(), compressed()],
  build: {
    target: 'es2022',
    outDir: 'dist/web',
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: { ...Object.fromEntries(pages), 'phone-worker': join(root, 'citizen', 'phone-worker.ts') },
      output: {
        // A worker keeps its address over all builds: by it the phone finds the next one.
        entryFileNames: ({ name }) => (name === 'phone-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': hall,
      '/metrics': hall,
      '/socket.io': { target: hall, ws: true },
    },
  },
});
