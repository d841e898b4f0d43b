import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const fronts = ['kiosk', 'display', 'counter-client', 'manager', 'citizen', 'citizen/tablet'];
const pages = fronts
  .map((front) => [front, join(root, front, 'index.html')] as const)
  .concat([['procedures', join(root, 'citizen', 'procedures.html')]])
  .filter(([, page]) => existsSync(page));

const hall = `http://127.0.0.1:${process.env.PORT ?? '8080'}`;

/**
 * Builds the pages of the hall into dist/web: one index.html a front, all else under /assets/ by hash.
 * Nothing is inlined and no polyfill is injected, so that the server can send a strict content policy.
 */
export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  publicDir: false,
  plugins: [react()],
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
    rollupOptions: { input: Object.fromEntries(pages) },
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
