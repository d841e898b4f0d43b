/** Name under which the hall serves the worker; its scope is what stands under the tickets' addresses. */
const WORKER = '/phone-worker.js';
const SCOPE = '/t/';

/** Has the worker keep this page for reloads without the network. Does nothing where the browser has none, as by http. */
export async function keepPageOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    active?.postMessage({ page: location.pathname, files: [...new Set(files)] });
  } catch {
    // Refused by the browser or its owner: the page works as without it.
  }
}
